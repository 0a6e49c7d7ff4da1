"""The container image of users' servers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator

from constructs_lib.models.chart_version import DOCKER_STACKS_TAGS, ChartVersion
from constructs_lib.models.kinds.validators import is_token, matching

_REGISTRY = "quay.io/"
#: The registry where the Docker Stacks images are frozen, and the last tag there.
_DOCKER_HUB = ("docker.io/jupyter/", "index.docker.io/jupyter/")
_FROZEN_TAG = next(iter(DOCKER_STACKS_TAGS.values()))


class ImagePullPolicy(StrEnum):
    """When a node pulls an image. Source: Kubernetes, "Images", image pull policy."""

    ALWAYS = "Always"
    IF_NOT_PRESENT = "IfNotPresent"
    NEVER = "Never"


def _without_tag(image: str) -> str:
    if is_token(image):
        return image
    last = image.rpartition("/")[2]
    if "@" in image:
        name, digest = image.split("@", 1)
        name, tag = name.rsplit(":", 1) if ":" in last.partition("@")[0] else (name, "its-tag")
        raise ValueError(f"contains a digest; set notebook_stack: {name} and notebook_tag: {tag}@{digest}")
    if ":" in last:
        name, tag = image.rsplit(":", 1)
        raise ValueError(f"contains a tag; set notebook_stack: {name} and notebook_tag: {tag}")
    return image


def _whole_digest(tag: str) -> str:
    if "@" in tag and not is_token(tag) and not re.fullmatch(r"[^@]+@sha256:[0-9a-f]{64}", tag):
        raise ValueError("is not a tag with a digest; use the tag, @sha256: and 64 hexadecimal digits")
    return tag


#: An image without tag or digest.
NotebookStack = Annotated[
    str,
    AfterValidator(_without_tag),
    matching(
        r"[a-zA-Z0-9][a-zA-Z0-9.-]*(:[0-9]+)?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*",
        "is not an image name; use a Docker Stacks name such as jupyter/datascience-notebook, or an image such as registry.example.org/team/notebook",
        longest=255,
    ),
]
#: Tag of an image, optionally followed by a digest. Source: OCI distribution specification.
NotebookTag = Annotated[
    str,
    AfterValidator(_whole_digest),
    matching(
        r"[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}(@sha256:[0-9a-f]{64})?",
        "is not an image tag; use up to 128 letters, digits, '_', '-' and '.', not starting with '-' or '.'",
    ),
]


def image(stack: str, tag: str | None, version: ChartVersion) -> dict[str, str]:
    """Return the image's name and tag.

    A Docker Stacks name without a registry means the image on quay.io, where these images have been published since 2023; on Docker
    Hub they are frozen.

    Args:
        stack: name of the image.
        tag: tag of the image. None: the Docker Stacks tag that matches the chart's JupyterHub; on Docker Hub, the last tag there.
        version: version of the chart.
    """
    name = f"{_REGISTRY}{stack}" if stack.startswith("jupyter/") else stack
    return {"name": name, "tag": tag or (_FROZEN_TAG if stack.startswith(_DOCKER_HUB) else version.newest(DOCKER_STACKS_TAGS))}


def image_warnings(stack: str | None, tag: str | None) -> Iterator[str]:
    """Yield warnings about an unpinned or outdated image.

    Args:
        stack: name of the image. None: not set.
        tag: tag of the image. None: the one that matches the chart.
    """
    if tag == "latest":
        yield "notebook_tag: latest can change at any time; pin a tag"
    if stack is not None and stack.startswith(_DOCKER_HUB):
        yield "Docker Stacks images on Docker Hub have been frozen since October 2023; use jupyter/… for those on quay.io"
    elif stack is not None and tag is None and not _is_docker_stack(stack):
        yield (
            f"notebook_stack: {stack} gets the Docker Stacks tag that matches the chart's JupyterHub; "
            "if the image has no such tag, no server starts: set notebook_tag to one of its tags"
        )


def _is_docker_stack(stack: str) -> bool:
    """Return whether an image is a Docker Stacks image, on quay.io or in a mirror of it."""
    return is_token(stack) or re.search(r"(^|/)jupyter/[a-z0-9-]+-notebook$", stack) is not None
