"""The image of the users' servers."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from constructs_lib.models.chart_version import ChartVersion
from constructs_lib.models.singleuser.image import NotebookStack, NotebookTag, image, image_warnings


@pytest.mark.parametrize(
    ("version", "tag"), [("1.2.0", "hub-4.0.2"), ("2.0.0", "hub-4.0.2"), ("3.3.8", "hub-4.1.5"), ("4.4.0", "hub-5.5.0")]
)
def test_default_tag_matches_the_hub(version: str, tag: str) -> None:
    """The JupyterHub in the image has the hub's own major version."""
    assert {"name": "quay.io/jupyter/base-notebook", "tag": tag} == image("jupyter/base-notebook", None, ChartVersion.of(version))


@pytest.mark.parametrize("stack", ["quay.io/jupyter/base-notebook", "docker.io/jupyter/x", "registry.example.org:5000/team/notebook"])
def test_image_with_a_registry_is_taken_as_it_is(stack: str) -> None:
    """Only a bare Docker Stacks name is resolved on quay.io."""
    assert {"name": stack, "tag": "2026-01-01"} == image(stack, "2026-01-01", ChartVersion.of("4.4.0"))


@pytest.mark.parametrize(
    "stack",
    [
        "jupyter/datascience-notebook",
        "quay.io/jupyter/base-notebook",
        "localhost:5000/a",
        "a/b/c__d",
        "${TfToken[TOKEN.1]}:${TfToken[TOKEN.2]}",
    ],
)
def test_image_names(stack: str) -> None:
    """Names with and without a registry, its port included; what Terraform computes is not checked."""
    assert stack == TypeAdapter(NotebookStack).validate_python(stack)


@pytest.mark.parametrize(
    ("stack", "why"),
    [
        ("jupyter/base-notebook:latest", "contains a tag; set notebook_stack: jupyter/base-notebook and notebook_tag: latest"),
        ("localhost:5000/a:1", "set notebook_stack: localhost:5000/a and notebook_tag: 1"),
        (
            "jupyter/base-notebook@sha256:0123",
            "contains a digest; set notebook_stack: jupyter/base-notebook and notebook_tag: its-tag@sha256:0123",
        ),
        ("a/b:1@sha256:0", "contains a digest; set notebook_stack: a/b and notebook_tag: 1@sha256:0"),
        ("notebook:1", "contains a tag; set notebook_stack: notebook and notebook_tag: 1"),
        ("localhost:5000/team/a:1", "set notebook_stack: localhost:5000/team/a and notebook_tag: 1"),
        ("Jupyter/Base", "is not an image name"),
        ("https://quay.io/jupyter/base-notebook", "is not an image name"),
        ("a b", "is not an image name"),
        ("", "is not an image name"),
    ],
)
def test_wrong_image_names(stack: str, why: str) -> None:
    """The tag has a separate key, and a digest follows it there."""
    with pytest.raises(ValidationError, match=why):
        TypeAdapter(NotebookStack).validate_python(stack)


@pytest.mark.parametrize("tag", ["hub-5.5.0", "_x", "A" * 128, f"2026-08-03@sha256:{'0a' * 32}", "${TfToken[TOKEN.1]}@x"])
def test_tags(tag: str) -> None:
    """Tags that registries accept."""
    assert tag == TypeAdapter(NotebookTag).validate_python(tag)


@pytest.mark.parametrize("tag", ["", "-a", ".a", "a b", "a:b", "A" * 129])
def test_wrong_tags(tag: str) -> None:
    """What no registry would find is refused."""
    with pytest.raises(ValidationError, match="is not an image tag"):
        TypeAdapter(NotebookTag).validate_python(tag)


@pytest.mark.parametrize(
    "tag", ["a@sha256:12", "@sha256:" + "0" * 64, "a@sha512:" + "0" * 64, f"a@sha256:{'A' * 64}", "a@b@sha256:" + "0" * 64]
)
def test_wrong_digests(tag: str) -> None:
    """Another length, another algorithm, capitals, no tag in front."""
    with pytest.raises(ValidationError, match="is not a tag with a digest; use the tag, @sha256: and 64 hexadecimal digits"):
        TypeAdapter(NotebookTag).validate_python(tag)


@pytest.mark.parametrize(
    ("stack", "tag", "count"),
    [
        ("jupyter/base-notebook", None, 0),
        ("mirror.example.org/jupyter/base-notebook", None, 0),
        ("jupyter/base-notebook", "latest", 1),
        ("docker.io/jupyter/base-notebook", "latest", 2),
        ("registry.example.org/team/notebook", None, 1),
        ("registry.example.org/team/notebook", "1", 0),
        (None, "latest", 1),
        (None, None, 0),
    ],
)
def test_image_warnings(stack: str | None, tag: str | None, count: int) -> None:
    """A moving tag, images without updates, and one that may lack the tag of Docker Stacks."""
    assert count == len(list(image_warnings(stack, tag)))


@pytest.mark.parametrize("stack", ["docker.io/jupyter/base-notebook", "index.docker.io/jupyter/base-notebook"])
def test_default_tag_on_docker_hub_exists_there(stack: str) -> None:
    """A server would wait for a newer one until its timeout: the images are frozen there."""
    assert {"name": stack, "tag": "hub-4.0.2"} == image(stack, None, ChartVersion.of("4.4.0"))
    assert {"name": stack, "tag": "x"} == image(stack, "x", ChartVersion.of("4.4.0"))
