"""Secrets that someone wrote as text into a setting, where Terraform's JSON, plan and state would show them to many.

One walk over all text of an add-on finds them by their place (`places.py`), by their form or by their name (`secret_text.py`).
A place and a form are certain, and an error; a name alone is a warning.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field

from constructs_lib.errors import KeyPath, Problem, key_path
from constructs_lib.models.base import Model
from constructs_lib.models.secrets.places import chart_place, database_url
from constructs_lib.secret_text import assigned_secret, aws_secret_key, is_placeholder, secret_form, secret_name

#: Key paths of an add-on below which text that looks like a secret is meant.
UnsafePaths = tuple[Annotated[str, Field(min_length=1)], ...]

#: What refers to a secret or another value instead of holding it. Sources: Kubernetes API, ``EnvVar``, ``EnvFromSource``.
_REFERENCES = {"valueFrom", "value_from", "secretKeyRef", "secret_key_ref", "secretRef"}
#: The keys of references that name something by a word that else names a secret. Source: the hub file, ``extra_env``.
_NAMES = {"secret"}
#: Keys under which an environment variable or a file of the chart holds its text.
_TEXTS = {"value", *_REFERENCES}
_REFERENCE = "take it out, and refer to a Kubernetes Secret, for example {valueFrom: {secretKeyRef: {name: its-name, key: its-key}}}"
#: What to write instead of text that is a secret by its form, by the first key of its place.
_CURES = {
    **dict.fromkeys(
        ("extra_env", "profiles"), "take it out, and refer to a Kubernetes Secret: {value_from: {secret: its-name, key: its-key}}"
    ),
    "chart": "write the URL without it; log in to the registry where Terraform runs, or use a mirror that needs no password",
    "repository": "write the URL without it; log in to the registry where Terraform runs, or use a mirror that needs no password",
    "oidc_config": "write the URL without it; client_secret is the one secret that the provider gets",
    "ingress_annotations": "take it out; what reads annotations takes the name of a Secret instead",
}


@dataclass(frozen=True, slots=True)
class PlainSecret:
    """A secret as text.

    Args:
        path: key path below the add-on; of a key that is the secret itself, the path of its mapping.
        what: what was found, without the text itself.
        cure: what to write instead.
        certain: whether its place or form says so, not its name alone.
    """

    path: KeyPath
    what: str
    cure: str = _REFERENCE
    certain: bool = True


def plain_secrets(settings: Any, *, add_on: str = "") -> Iterator[PlainSecret]:
    """Find all secrets that stand as text in settings, at every depth; their text is not repeated.

    Args:
        settings: a model, or a mapping of text. References to secrets are none.
        add_on: key of the add-on whose settings they are; its chart's places are known.
    """
    yield from _walk(settings, (), "", add_on)


def plain_secret_problems(settings: Model) -> Iterator[Problem]:
    """Report the secrets that are certain, unless ``unsafe_plain_text`` names their place; a rule of every add-on."""
    unsafe = vars(settings).get("unsafe_plain_text", ())
    for secret in plain_secrets(settings, add_on=getattr(settings, "KEY", "")):
        if secret.certain and not _meant(secret, unsafe):
            word = (
                f". If the text is meant, write unsafe_plain_text: [{key_path(secret.path)}]"
                if "unsafe_plain_text" in vars(settings)
                else ""
            )
            yield Problem(f"{secret.what}, which Terraform's state and the Helm release would show; {secret.cure}{word}", secret.path)


def plain_text_problems(settings: Mapping[str, Any]) -> Iterator[Problem]:
    """Report the secrets that are certain in text that belongs to no add-on, such as tags; no word allows them there.

    Args:
        settings: the text, by the key under which the file has it.
    """
    for secret in plain_secrets(settings):
        if secret.certain:
            yield Problem(f"{secret.what}, which Terraform's state would show; take it out", secret.path)


def plain_text_warnings(settings: Mapping[str, Any]) -> Iterator[str]:
    """Name what looks like a secret in text that belongs to no add-on."""
    for secret in plain_secrets(settings):
        yield f"{key_path(secret.path)}: {secret.what}, which Terraform's state shows"


def plain_secret_warnings(settings: Model) -> Iterator[str]:
    """Name what looks like a secret, what ``unsafe_plain_text`` allows, and where it allows nothing."""
    unsafe: UnsafePaths = getattr(settings, "unsafe_plain_text", ())
    found = list(plain_secrets(settings, add_on=getattr(settings, "KEY", "")))
    for secret in found:
        said = "; unsafe_plain_text allows it" if _meant(secret, unsafe) else ""
        yield f"{key_path(secret.path)}: {secret.what}, which Terraform's state and the Helm release show{said}"
    for entry in unsafe:
        if not any(_meant(secret, (entry,)) for secret in found):
            yield f"unsafe_plain_text: nothing below {key_path((entry,))} looks like a secret; remove it"


def _meant(secret: PlainSecret, unsafe: UnsafePaths) -> bool:
    path = key_path(secret.path)
    return any(path == entry or path.startswith((f"{entry}.", f"{entry}[")) for entry in unsafe)


def _walk(value: Any, path: KeyPath, name: str, add_on: str) -> Iterator[PlainSecret]:
    """Walk below a value.

    Args:
        value: a model, a mapping, a list, or what stands at its end.
        path: where it stands.
        name: what bears it, where names are free; empty in fields of models and in references, whose meaning is known.
        add_on: key of the add-on.
    """
    if isinstance(value, Model):
        settings = {} if value.SENSITIVE else vars(value)  # a wrong file's model lacks its wrong fields
        for field, below in settings.items():
            if below and below is not True:
                yield from _walk(below, (*path, field), "", add_on)
    elif not value or isinstance(value, bool):
        return
    elif (cure := _cure(value, path, name, add_on)) and not _refers(value):
        yield PlainSecret(path, "is a secret in plain text (not shown)", cure)
    elif isinstance(value, Mapping):
        yield from _mapping(value, path, name, add_on)
    elif isinstance(value, list | tuple):
        for position, item in enumerate(value):
            yield from _walk(item, (*path, position), name, add_on)
    else:
        yield from _leaf(str(value), path, name)


def _cure(value: Any, path: KeyPath, name: str, add_on: str) -> str:
    """Say what to write instead, where the chart keeps a secret at this place."""
    cure = chart_place(add_on, path[1:], name) if name and path[0] == "values" else ""
    return "" if cure and isinstance(value, str) and is_placeholder(value) else cure


def _refers(value: Any) -> bool:
    return isinstance(value, Mapping) and "value" not in value and any(isinstance(value.get(key), Mapping) for key in _REFERENCES)


def _mapping(value: Mapping[Any, Any], path: KeyPath, name: str, add_on: str) -> Iterator[PlainSecret]:
    # Kubernetes' environment variables: {name: …, value: …} in a list, or {NAME: {value: …}}.
    variable = value["name"] if isinstance(value.get("name"), str) else name
    for key, item in value.items():
        if form := secret_form(str(key)):
            yield PlainSecret(path, f"has a key that holds {form} (not shown)", "take it out")
        refers = (key in _REFERENCES and isinstance(item, Mapping)) or (key in _NAMES and path[-1] in _REFERENCES)
        yield from _walk(item, (*path, key), "" if refers else variable if key in _TEXTS else str(key), add_on)


def _leaf(text: str, path: KeyPath, name: str) -> Iterator[PlainSecret]:
    if name == "binaryData":
        text = _decoded(text)
    form = secret_form(text) or ("an AWS secret access key" if name and aws_secret_key(name, text) else "")
    if form:
        yield PlainSecret(path, f"holds {form} (not shown)", database_url(path[1:]) or _CURES.get(str(path[0]), _REFERENCE))
    elif name and secret_name(name) and not is_placeholder(text):
        yield PlainSecret(path, "looks like a secret by its name (not shown)", certain=False)
    elif name and (assigned := assigned_secret(text)):
        yield PlainSecret(path, f"looks like it holds a secret, {assigned} (not shown)", certain=False)


def _decoded(text: str) -> str:
    """Return what Base64 stands for; the text itself where it is none. Source: chart, ``hub.extraFiles``, ``binaryData``."""
    try:
        return base64.b64decode(text, validate=False).decode("utf-8", "replace")
    except ValueError:
        return text
