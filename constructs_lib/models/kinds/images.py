"""Container registries and the images that come from them."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from constructs_lib.models.kinds.validators import is_token, matching


def _without_slash(registry: str) -> str:
    return registry if is_token(registry) else registry.rstrip("/")


#: Host of a registry, with a port and a path where it has one.
ImageRegistry = Annotated[
    str,
    AfterValidator(_without_slash),
    matching(
        r"(?=[^/]*[.:])[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?(:[0-9]{1,5})?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*/*",
        "is not a registry's host and path; write it without https://, for example 111122223333.dkr.ecr.us-west-2.amazonaws.com/mirror",
        longest=200,
    ),
]


def mirrored(image: str, registry: str | None) -> str:
    """Return the name of an image in a mirror: the mirror instead of the image's own registry, the path as it is.

    Args:
        image: name without tag, for example ``quay.io/jupyterhub/k8s-hub``, or ``traefik`` for one on Docker Hub.
        registry: the mirror. None: the image comes from its own registry.
    """
    if registry is None or is_token(image) or image.startswith(f"{registry}/"):
        return image
    host, _, path = image.partition("/")
    # Docker's rule: the first part is a host if it has a dot or a port, or is localhost.
    has_host = path and ("." in host or ":" in host or host == "localhost")
    return f"{registry}/{path if has_host else image}"
