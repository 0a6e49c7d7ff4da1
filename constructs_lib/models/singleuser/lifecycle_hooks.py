"""Commands that Kubernetes runs in a user's server after it starts and before it stops."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Field, StrictBool

from constructs_lib.errors import Problem
from constructs_lib.models.base import Model
from constructs_lib.models.kinds.validators import matching

#: A part of a command. Source: POSIX, ``execve``: a zero byte ends it.
Argument = Annotated[str, matching(r"[^\x00]*", "contains a zero byte, which is not allowed in a command; remove it")]
#: A program and its arguments.
Command = Annotated[tuple[Argument, ...], Field(min_length=1)]

#: Runs a command and always succeeds. Source: Kubernetes, "Container Lifecycle Hooks": a PostStart hook that fails ends the container.
_FORGIVING = ["/bin/sh", "-c", '"$@" || true', "post_start"]


class LifecycleHooks(Model):
    """Commands that run in a server, without a shell; to use one, write [sh, -c, "…"]."""

    post_start: Command | None = None
    """Program and arguments to run after the start, in parallel to the server itself. If it fails, the server keeps running."""
    pre_stop: Command | None = None
    """Program and arguments to run before the server stops."""
    required: StrictBool = False
    """Stop the server if post_start fails."""


def _required_is_about_post_start(hooks: LifecycleHooks) -> Iterator[Problem]:
    if hooks.required and hooks.post_start is None:
        yield Problem("has no effect without post_start; set post_start here too, or remove it", ("required",))


LifecycleHooks.RULES = (_required_is_about_post_start,)


def chart_hooks(hooks: LifecycleHooks | None) -> dict[str, Any]:
    """Return the hooks in Kubernetes' form. KubeSpawner doesn't expand ``{username}`` in them."""
    if hooks is None:
        return {}
    result = {}
    if hooks.post_start is not None:
        result["postStart"] = _exec([] if hooks.required else _FORGIVING, hooks.post_start)
    if hooks.pre_stop is not None:
        result["preStop"] = _exec([], hooks.pre_stop)
    return result


def _exec(before: list[str], command: tuple[str, ...]) -> dict[str, Any]:
    return {"exec": {"command": [*before, *command]}}
