"""Container registries and images."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from constructs_lib.models.kinds.validators import is_token, matching


def _without_slash(registry: str) -> str:
    return registry if is_token(registry) else registry.rstrip("/")


#: Host of a registry, with an optional port and path.
ImageRegistry = Annotated[
    str,
    AfterValidator(_without_slash),
    matching(
        r"(?=[^/]*[.:])[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?(:[0-9]{1,5})?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*/*",
        "is not the host and path of a registry; use no https://, for example 111122223333.dkr.ecr.us-west-2.amazonaws.com/mirror",
        longest=200,
    ),
]


def mirrored(image: str, registry: str | None) -> str:
    """Return the name of an image in a mirror: the mirror instead of the image's own registry, with the same path.

    Args:
        image: name without tag, for example ``quay.io/jupyterhub/k8s-hub``, or ``traefik`` for one on Docker Hub.
        registry: the mirror. None: the image's own registry is used.
    """
    if registry is None or is_token(image) or image.startswith(f"{registry}/"):
        return image
    host, _, path = image.partition("/")
    # Docker's rule: the first part is a host if it has a dot or a port, or is localhost.
    has_host = path and ("." in host or ":" in host or host == "localhost")
    return f"{registry}/{path if has_host else image}"
