"""Environment variables of a user's server: text, or a reference to where Kubernetes finds the value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Annotated, Any

from pydantic import Discriminator, Tag

from constructs_lib.errors import Problem
from constructs_lib.models.base import Model
from constructs_lib.models.kinds.kubernetes import DnsSubdomain
from constructs_lib.models.kinds.validators import matching
from constructs_lib.models.secrets.reference import SecretKey

#: A field of the server's pod. Source: Kubernetes, "Expose Pod Information to Containers Through Environment Variables".
FieldRef = Annotated[
    str,
    matching(
        r"metadata\.(name|namespace|uid|(labels|annotations)\['[^'\[\]{}\s]+'\])|spec\.(nodeName|serviceAccountName)|status\.(hostIPs?|podIPs?)",
        "is not a field that a variable may have; those are metadata.name, metadata.namespace, metadata.uid, metadata.labels['…'], "
        "metadata.annotations['…'], spec.nodeName, spec.serviceAccountName, status.hostIP and status.podIP",
    ),
]


class ValueFrom(Model):
    """Where Kubernetes finds the value of a variable: exactly one of field_ref and secret."""

    field_ref: FieldRef | None = None
    """Field of the server's pod: metadata.name."""
    secret: DnsSubdomain | None = None
    """Name of a Secret in the hub's namespace."""
    key: SecretKey | None = None
    """Key in that Secret."""


class VariableSource(Model):
    """A variable whose value Kubernetes finds when the server starts."""

    value_from: ValueFrom
    """{field_ref: metadata.name}, or {secret: name, key: k}."""


def _one_source(source: ValueFrom) -> Iterator[Problem]:
    if (source.field_ref is None) == (source.secret is None):
        yield Problem("has to say one of field_ref and secret; write {field_ref: metadata.name}, or {secret: name, key: k}")
    elif (source.secret is None) != (source.key is None):
        yield Problem("needs secret and key together; write {secret: name, key: k}")


ValueFrom.RULES = (_one_source,)


def _kind(value: Any) -> str:
    return (
        "source" if isinstance(value, VariableSource) or (isinstance(value, dict) and {"value_from", "valueFrom"} & set(value)) else "text"
    )


#: The value of a variable.
VariableValue = Annotated[Annotated[str, Tag("text")] | Annotated[VariableSource, Tag("source")], Discriminator(_kind)]

#: A CDKTF token, or a brace.
_BRACES = re.compile(r"\$\{TfToken\[[^\]]*\]\}|[{}]")


def chart_variable(value: str | VariableSource, *, expanded: bool) -> Any:
    """Return a variable as the chart's ``extraEnv`` has it.

    Args:
        value: the variable's value.
        expanded: whether KubeSpawner expands ``{username}`` and the like in it, so that braces have to be doubled to stay what they are.
            What Terraform computes is left as it is.
    """
    if isinstance(value, str):
        return _BRACES.sub(lambda found: found[0] * (1 if len(found[0]) > 1 else 2), value) if expanded else value
    source = value.value_from
    if source.field_ref is not None:
        return {"valueFrom": {"fieldRef": {"fieldPath": source.field_ref}}}
    return {"valueFrom": {"secretKeyRef": {"name": source.secret, "key": source.key}}}


def chart_variables(given: Mapping[str, str | VariableSource], *, referred: AbstractSet[str], expanded: bool) -> dict[str, Any]:
    """Return variables as the chart has them.

    Args:
        given: the variables.
        referred: names of variables that a profile or a choice refers to. Their text is written as a mapping: KubeSpawner merges the
            mappings of a profile with those of the hub from 5.0 on, and fails where one of two is text.
        expanded: as for `chart_variable`.
    """
    made = {name: chart_variable(value, expanded=expanded) for name, value in given.items()}
    return {name: {"value": value} if name in referred and isinstance(value, str) else value for name, value in made.items()}
