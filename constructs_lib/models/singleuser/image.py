"""Which container image the users' servers run."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from constructs_lib.models.chart_version import ChartVersion
from constructs_lib.models.kinds.validators import is_token, matching

_REGISTRY = "quay.io/"

#: By the chart's major version: the tag of Docker Stacks images whose JupyterHub goes with the hub's.
#: Source: tags ``hub-<version>`` of the Docker Stacks images; images before JupyterHub 4.0.2 are not on quay.io.
_STACK_TAGS = {1: "hub-4.0.2", 2: "hub-4.0.2", 3: "hub-4.1.5", 4: "hub-5.5.0"}


def _without_tag(image: str) -> str:
    if is_token(image):
        return image
    last = image.rpartition("/")[2]
    if "@" in image:
        raise ValueError("names a digest, which the chart can't express; write the image without it and give notebook_tag")
    if ":" in last:
        name, tag = image.rsplit(":", 1)
        raise ValueError(f"holds a tag; write notebook_stack: {name} and notebook_tag: {tag}")
    return image


#: An image without tag or digest.
NotebookStack = Annotated[
    str,
    AfterValidator(_without_tag),
    matching(
        r"[a-zA-Z0-9][a-zA-Z0-9.-]*(:[0-9]+)?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*",
        "is not an image name; write a Docker Stacks name such as jupyter/datascience-notebook, or an image such as registry.example.org/team/notebook",
        longest=255,
    ),
]
#: Tag of an image. Source: OCI distribution specification.
NotebookTag = Annotated[
    str,
    matching(
        r"[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}",
        "is not an image tag; those have up to 128 letters, digits, '_', '-' and '.', and don't start with '-' or '.'",
    ),
]


def image(stack: str, tag: str | None, line: ChartVersion) -> dict[str, str]:
    """Give the image's name and tag.

    A Docker Stacks name without a registry means the image on quay.io, where these images live since 2023; on Docker Hub
    they are frozen.
    """
    name = f"{_REGISTRY}{stack}" if stack.startswith("jupyter/") else stack
    return {"name": name, "tag": tag or _STACK_TAGS[line.major]}
