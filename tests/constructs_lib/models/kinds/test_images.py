"""Container registries and their images."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from constructs_lib.models.kinds.images import ImageRegistry, mirrored

_MIRROR = "111122223333.dkr.ecr.us-west-2.amazonaws.com/mirror"


@pytest.mark.parametrize("registry", [_MIRROR, "registry.example.org", "localhost:5000", "registry.example.org:5000/a/b-c"])
def test_registry(registry: str) -> None:
    """A host, with port and path if it has them; a slash at the end has no meaning."""
    assert [registry, registry] == [TypeAdapter(ImageRegistry).validate_python(text) for text in (registry, f"{registry}/")]


@pytest.mark.parametrize(
    "registry", ["https://registry.example.org", "mirror", "registry.example.org/A", "registry.example.org/a:1", "", "a b.c"]
)
def test_invalid_registry(registry: str) -> None:
    """A URL, a name without a dot (Docker Hub's own), capitals in the path, a tag."""
    with pytest.raises(ValidationError, match="is not the host and path of a registry"):
        TypeAdapter(ImageRegistry).validate_python(registry)


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ("quay.io/jupyterhub/k8s-hub", f"{_MIRROR}/jupyterhub/k8s-hub"),
        ("registry.k8s.io/pause", f"{_MIRROR}/pause"),
        ("localhost:5000/pause", f"{_MIRROR}/pause"),
        ("localhost/pause", f"{_MIRROR}/pause"),
        ("jupyterhub/k8s-hub", f"{_MIRROR}/jupyterhub/k8s-hub"),
        ("traefik", f"{_MIRROR}/traefik"),
        (f"{_MIRROR}/team/notebook", f"{_MIRROR}/team/notebook"),
    ],
)
def test_mirrored(image: str, expected: str) -> None:
    """The mirror replaces the image's registry, also Docker Hub, which names omit."""
    assert expected == mirrored(image, _MIRROR)
    assert image == mirrored(image, None)
