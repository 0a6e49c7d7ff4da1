"""Secrets in plain text in a setting, where Terraform's JSON, plan and state would expose them.

One walk over all text of an add-on finds them by place (`places.py`), by format or by name (`secret_text.py`).
A match by place or format is certain, and an error; a match by name alone is a warning.
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

#: Key paths of an add-on below which text that looks like a secret is intended.
UnsafePaths = tuple[Annotated[str, Field(min_length=1)], ...]

#: Keys that refer to a secret or another value instead of holding it. Sources: Kubernetes API, ``EnvVar``, ``EnvFromSource``.
_REFERENCES = {"valueFrom", "value_from", "secretKeyRef", "secret_key_ref", "secretRef"}
#: Keys of references whose name would otherwise suggest a secret. Source: the hub file, ``extra_env``.
_NAMES = {"secret"}
#: Keys under which an environment variable or a file of the chart holds its text.
_TEXTS = {"value", *_REFERENCES}
_REFERENCE = "remove it, and refer to a Kubernetes Secret, for example {valueFrom: {secretKeyRef: {name: its-name, key: its-key}}}"
#: What to use instead of text with the format of a secret, by the first key of its place.
_FIXES = {
    **dict.fromkeys(
        ("extra_env", "profiles"), "remove it, and refer to a Kubernetes Secret: {value_from: {secret: its-name, key: its-key}}"
    ),
    "chart": "remove it from the URL; log in to the registry where Terraform runs, or use a mirror that requires no password",
    "repository": "remove it from the URL; log in to the registry where Terraform runs, or use a mirror that requires no password",
    "oidc_config": "remove it from the URL; client_secret is the only secret that the provider gets",
    "ingress_annotations": "remove it; controllers that read annotations accept the name of a Secret instead",
}


@dataclass(frozen=True, slots=True)
class PlainSecret:
    """A secret in plain text.

    Args:
        path: key path below the add-on; if a key is itself the secret, the path of its mapping.
        what: what was found, without the text itself.
        fix: what to use instead.
        certain: whether it was found by place or format, not only by name.
    """

    path: KeyPath
    what: str
    fix: str = _REFERENCE
    certain: bool = True


def plain_secrets(settings: Any, *, add_on: str = "") -> Iterator[PlainSecret]:
    """Find all secrets in plain text in settings, at any depth; their text is not repeated.

    Args:
        settings: a model, or a mapping of text. References to secrets are not secrets.
        add_on: key of the add-on that has the settings, which gives the places of its chart.
    """
    yield from _walk(settings, (), "", add_on)


def plain_secret_problems(settings: Model) -> Iterator[Problem]:
    """Report the secrets that are certain, unless ``unsafe_plain_text`` lists their place; a rule of every add-on."""
    has_key = "unsafe_plain_text" in type(settings).model_fields
    unsafe: UnsafePaths = settings.unsafe_plain_text if has_key else ()  # type: ignore[attr-defined]  # fails if it is wrong, which skips the rule
    for secret in plain_secrets(settings, add_on=getattr(settings, "KEY", "")):
        if secret.certain and not _meant(secret, unsafe):
            allow = f". If the text is intended, set unsafe_plain_text: [{key_path(secret.path)}]" if has_key else ""
            yield Problem(f"{secret.what}, which Terraform's state and the Helm release would show; {secret.fix}{allow}", secret.path)


def plain_text_problems(settings: Mapping[str, Any]) -> Iterator[Problem]:
    """Report the secrets that are certain in text outside add-ons, such as tags, where no setting allows them.

    Args:
        settings: the text, by its key in the file.
    """
    for secret in plain_secrets(settings):
        if secret.certain:
            yield Problem(f"{secret.what}, which Terraform's state would show; remove it", secret.path)


def plain_text_warnings(settings: Mapping[str, Any]) -> Iterator[str]:
    """Yield text outside add-ons that looks like a secret."""
    for secret in plain_secrets(settings):
        yield f"{key_path(secret.path)}: {secret.what}, which Terraform's state shows"


def plain_secret_warnings(settings: Model) -> Iterator[str]:
    """Yield what looks like a secret, what ``unsafe_plain_text`` allows, and its entries that allow nothing."""
    unsafe: UnsafePaths = getattr(settings, "unsafe_plain_text", ())
    found = list(plain_secrets(settings, add_on=getattr(settings, "KEY", "")))
    for secret in found:
        allowed = "; unsafe_plain_text allows it" if _meant(secret, unsafe) else ""
        yield f"{key_path(secret.path)}: {secret.what}, which Terraform's state and the Helm release show{allowed}"
    for entry in unsafe:
        if not any(_meant(secret, (entry,)) for secret in found):
            yield f"unsafe_plain_text: nothing below {key_path((entry,))} looks like a secret; remove it"


def _meant(secret: PlainSecret, unsafe: UnsafePaths) -> bool:
    path = key_path(secret.path)
    return any(path == entry or path.startswith((f"{entry}.", f"{entry}[")) for entry in unsafe)


def _walk(value: Any, path: KeyPath, name: str, add_on: str) -> Iterator[PlainSecret]:
    """Walk below a value.

    Args:
        value: a model, a mapping, a list, or a scalar.
        path: its key path.
        name: its name, where names are free; empty in fields of models and in references, whose meaning is known.
        add_on: key of the add-on.
    """
    if isinstance(value, Model):
        settings = {} if value.SENSITIVE else vars(value)  # a wrong file's model lacks its wrong fields
        for field, below in settings.items():
            if below and below is not True:
                yield from _walk(below, (*path, field), "", add_on)
    elif not value or isinstance(value, bool):
        return
    elif (fix := _fix(value, path, name, add_on)) and not _refers(value):
        yield PlainSecret(path, "is a secret in plain text (not shown)", fix)
    elif isinstance(value, Mapping):
        yield from _mapping(value, path, name, add_on)
    elif isinstance(value, list | tuple):
        for position, item in enumerate(value):
            yield from _walk(item, (*path, position), name, add_on)
    else:
        yield from _leaf(str(value), path, name)


def _fix(value: Any, path: KeyPath, name: str, add_on: str) -> str:
    """Return what to use instead, if the chart expects a secret in this place."""
    fix = chart_place(add_on, path[1:], name) if name and path[0] == "values" else ""
    return "" if fix and isinstance(value, str) and is_placeholder(value) else fix


def _refers(value: Any) -> bool:
    return isinstance(value, Mapping) and "value" not in value and any(isinstance(value.get(key), Mapping) for key in _REFERENCES)


def _mapping(value: Mapping[Any, Any], path: KeyPath, name: str, add_on: str) -> Iterator[PlainSecret]:
    # Kubernetes' environment variables: {name: …, value: …} in a list, or {NAME: {value: …}}.
    variable = value["name"] if isinstance(value.get("name"), str) else name
    for key, item in value.items():
        if form := secret_form(str(key)):
            yield PlainSecret(path, f"has a key that contains {form} (not shown)", "remove it")
        refers = (key in _REFERENCES and isinstance(item, Mapping)) or (key in _NAMES and path[-1] in _REFERENCES)
        yield from _walk(item, (*path, key), "" if refers else variable if key in _TEXTS else str(key), add_on)


def _leaf(text: str, path: KeyPath, name: str) -> Iterator[PlainSecret]:
    if name == "binaryData":
        text = _decoded(text)
    form = secret_form(text) or ("an AWS secret access key" if name and aws_secret_key(name, text) else "")
    if form:
        yield PlainSecret(path, f"contains {form} (not shown)", database_url(path[1:]) or _FIXES.get(str(path[0]), _REFERENCE))
    elif name and secret_name(name) and not is_placeholder(text):
        yield PlainSecret(path, "looks like a secret because of its name (not shown)", certain=False)
    elif name and (assigned := assigned_secret(text)):
        yield PlainSecret(path, f"looks like it contains a secret, {assigned} (not shown)", certain=False)


def _decoded(text: str) -> str:
    """Return the decoded Base64 text; the text itself if it is not Base64. Source: chart, ``hub.extraFiles``, ``binaryData``."""
    try:
        return base64.b64decode(text, validate=False).decode("utf-8", "replace")
    except ValueError:
        return text
