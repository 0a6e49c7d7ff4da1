"""The settings of a user's server: the hub sets them for all servers, and a profile or a choice can override each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

from pydantic import AfterValidator, Field, StrictInt

from constructs_lib.models.base import Model
from constructs_lib.models.kinds.kubernetes import EnvName, LabelKey, LabelValue
from constructs_lib.models.kinds.validators import any_case, as_schema, is_token, matching
from constructs_lib.models.scheduling.resources import Resources
from constructs_lib.models.scheduling.toleration import Toleration
from constructs_lib.models.singleuser.image import ImagePullPolicy, NotebookStack, NotebookTag
from constructs_lib.models.singleuser.lifecycle_hooks import LifecycleHooks
from constructs_lib.models.singleuser.variable import VariableValue

#: Pages by their short names. Sources: JupyterLab, Jupyter Notebook 7, and nbclassic beside it: the Docker Stacks images have all three.
PAGES: Mapping[str, str] = {"lab": "/lab", "notebook": "/tree", "classic": "/nbclassic/tree"}


def _page(url: str) -> str:
    if not is_token(url) and not url.startswith("/") and url not in PAGES:
        raise ValueError(f"is not a page; use one of {', '.join(PAGES)}, or a path such as /rstudio or /lab/tree/intro.ipynb")
    return url


as_schema(_page, pattern=rf"^(/|({'|'.join(PAGES)})$)")
#: A page of the server. Source: JupyterHub, ``Spawner.format_string``: with braces other than {username}, the server does not start.
DefaultUrl = Annotated[
    str,
    AfterValidator(_page),
    matching(
        r"[a-z]+|/(?!/)(\{username\}|[^\s{}\\\x00-\x1f])*",
        "is not a path; use a path that starts with a single /, without spaces, backslashes or braces other than {username}",
        longest=2048,
    ),
]


class ServerSettings(Model):
    """Settings of a user's server. If several levels set a key, the innermost wins; mappings are merged, tolerations are combined."""

    notebook_stack: NotebookStack | None = None
    """Docker Stacks name (jupyter/datascience-notebook) or any image, without its tag. Default: the hub's."""
    notebook_tag: NotebookTag | None = None
    """Tag of the notebook image, optionally with a digest (2026-08-03@sha256:…). Default: the hub's; on the hub, the Docker Stacks tag
    whose JupyterHub matches the chart's."""
    image_pull_policy: Annotated[ImagePullPolicy, any_case(*ImagePullPolicy)] | None = None
    """Always, IfNotPresent or Never. Default: Always for the tag latest, else IfNotPresent."""
    resources: Resources | None = None
    """Resource guarantees and limits of a server. Default: a memory guarantee of 1Gi, no limits."""
    node_selector: dict[LabelKey, LabelValue] = Field(default_factory=dict)
    """Labels that the node must have, all of them."""
    tolerations: tuple[Toleration, ...] = ()
    """Node taints that the server tolerates, in addition to the chart's own two (hub.jupyter.org/dedicated) and those of the devices it
    requests."""
    extra_env: dict[EnvName, VariableValue] = Field(default_factory=dict)
    """Environment variables: text, kept unchanged, {value_from: {field_ref: metadata.name}}, or {value_from: {secret: name, key: k}} for a
    key of a Secret in the hub's namespace."""
    default_url: DefaultUrl | None = None
    """The page that opens first: lab, notebook, classic, or a path such as /rstudio. Default: the image's own, JupyterLab in Docker Stacks."""
    start_timeout: StrictInt | None = Field(default=None, ge=60, le=3600)
    """Seconds that a server may take to start, 60 to 3600; new nodes and large images take minutes. Default: 300, or 1200 if GPUs or other
    devices are requested."""
    lifecycle_hooks: LifecycleHooks | None = None
    """Commands that run after a server starts and before it stops: {post_start: [command, …], pre_stop: [command, …]}."""


#: The keys of a server.
SERVER_KEYS = tuple(ServerSettings.model_fields)


def is_set(level: ServerSettings, key: str) -> bool:
    """Return whether a level sets a key. In the report on a wrong file, the key may be missing."""
    return key in level.model_fields_set and getattr(level, key, None) is not None


def innermost(levels: Sequence[ServerSettings], key: str) -> Any:
    """Return the value of a key at the innermost level that sets it; None if no level does."""
    return next((getattr(level, key) for level in reversed(levels) if is_set(level, key)), None)


def hooks_of(levels: Iterator[ServerSettings] | Sequence[ServerSettings]) -> LifecycleHooks | None:
    """Return the hooks of all levels together, each from the innermost level that has it."""
    result: dict[str, Any] = {}
    for level in levels:
        if level.lifecycle_hooks is not None:
            given = {key: getattr(level.lifecycle_hooks, key) for key in LifecycleHooks.model_fields}
            if given["post_start"] is None:
                given = {"pre_stop": given["pre_stop"]}
            result |= {key: value for key, value in given.items() if value is not None}
    return LifecycleHooks.model_construct(**result) if result else None
