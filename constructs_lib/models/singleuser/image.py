"""Which container image the users' servers run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator

from constructs_lib.models.chart_version import DOCKER_STACKS_TAGS, ChartVersion
from constructs_lib.models.kinds.validators import is_token, matching

_REGISTRY = "quay.io/"


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


def image(stack: str, tag: str | None, version: ChartVersion) -> dict[str, str]:
    """Return the image's name and tag.

    A Docker Stacks name without a registry means the image on quay.io, where these images are published since 2023; on Docker
    Hub they are frozen.

    Args:
        stack: name of the image.
        tag: tag of the image. None: the Docker Stacks tag that goes with the chart's JupyterHub.
        version: version of the chart.
    """
    name = f"{_REGISTRY}{stack}" if stack.startswith("jupyter/") else stack
    return {"name": name, "tag": tag or version.newest(DOCKER_STACKS_TAGS)}


def image_warnings(stack: str, tag: str | None) -> Iterator[str]:
    """Yield what is unpinned or old about the image.

    Args:
        stack: name of the image.
        tag: tag of the image. None: the one that goes with the chart.
    """
    if tag == "latest":
        yield "notebook_tag: latest changes under your users; pin a tag"
    if stack.startswith(("docker.io/jupyter/", "index.docker.io/jupyter/")):
        yield "Docker Stacks images on Docker Hub are frozen since October 2023; write jupyter/… for those on quay.io"
