"""Replaces secrets in the values of a release by references.

They are found like those of a hub file (`constructs_lib.models.secrets.plaintext`), including those that only their name reveals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from constructs_lib.errors import KeyPath
from constructs_lib.models.secrets.plaintext import plain_secrets
from constructs_lib.secret_text import secrets_in
from jupyterhub_on_eks.adoption.free_text import binary_files
from jupyterhub_on_eks.adoption.places import at, texts, texts_of
from jupyterhub_on_eks.adoption.secret_moves import moved, refer_to_database
from jupyterhub_on_eks.adoption.secrets import Secrets

#: Minimum length of a secret whose text counts as a secret everywhere; shorter ones, such as "admin", may be ordinary words.
SHORTEST_SECRET = 8


def without_secrets(values: Mapping[str, Any], *, release: str, namespace: str) -> Secrets:
    """Replace all secrets in values by references."""
    secrets = Secrets(release, namespace, dict(values))
    done: set[KeyPath] = set()
    while path := next((path for path in _paths(secrets) if path not in done), None):
        value = at(secrets.values, path)
        if isinstance(value, Mapping) and isinstance(value.get("value"), str):  # an environment variable, as Kubernetes writes it
            path, value = (*path, "value"), value["value"]
        secrets.texts += [secret for text in texts_of(value) for secret in (text, *secrets_in(text))]
        moved(secrets, path, value)
        done.add(path)  # what is there now may still have the name of a secret
    refer_to_database(secrets)
    return secrets


def _paths(secrets: Secrets) -> Iterator[KeyPath]:
    """Yield the paths of secrets: those known by their path, form or name, and the same text elsewhere."""
    yield from binary_files(secrets.values)
    yield from (found.path[1:] for found in plain_secrets({"values": secrets.values}, add_on="jupyterhub"))
    known = [text for text in secrets.texts if len(text) >= SHORTEST_SECRET]
    yield from (path for path, text in texts(secrets.values) if any(secret in text for secret in known))
