"""Environment variables of a user's server: text, or a reference that Kubernetes resolves."""

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
        "is not a field that a variable can refer to; use metadata.name, metadata.namespace, metadata.uid, metadata.labels['…'], "
        "metadata.annotations['…'], spec.nodeName, spec.serviceAccountName, status.hostIP or status.podIP",
    ),
]


class ValueFrom(Model):
    """The source of a variable's value: exactly one of field_ref and secret."""

    field_ref: FieldRef | None = None
    """Field of the server's pod, for example metadata.name."""
    secret: DnsSubdomain | None = None
    """Name of a Secret in the hub's namespace."""
    key: SecretKey | None = None
    """Key in that Secret."""


class VariableSource(Model):
    """A variable whose value Kubernetes resolves when the server starts."""

    value_from: ValueFrom
    """{field_ref: metadata.name}, or {secret: name, key: k}."""


def _one_source(source: ValueFrom) -> Iterator[Problem]:
    if (source.field_ref is None) == (source.secret is None):
        yield Problem("requires exactly one of field_ref and secret; use {field_ref: metadata.name}, or {secret: name, key: k}")
    elif (source.secret is None) != (source.key is None):
        yield Problem("requires secret and key together; use {secret: name, key: k}")


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
    """Return a variable in the form of the chart's ``extraEnv``.

    Args:
        value: the variable's value.
        expanded: whether KubeSpawner expands ``{username}`` and similar fields in it, so that literal braces must be doubled.
            Values that Terraform computes are left unchanged.
    """
    if isinstance(value, str):
        return _BRACES.sub(lambda found: found[0] * (1 if len(found[0]) > 1 else 2), value) if expanded else value
    source = value.value_from
    if source.field_ref is not None:
        return {"valueFrom": {"fieldRef": {"fieldPath": source.field_ref}}}
    return {"valueFrom": {"secretKeyRef": {"name": source.secret, "key": source.key}}}


def chart_variables(given: Mapping[str, str | VariableSource], *, referred: AbstractSet[str], expanded: bool) -> dict[str, Any]:
    """Return variables in the form of the chart.

    Args:
        given: the variables.
        referred: names of variables that a profile or a choice sets by reference. Their text is written as a mapping: from 5.0 on,
            KubeSpawner merges the mappings of a profile and the hub, and fails if one of them is text.
        expanded: as for `chart_variable`.
    """
    made = {name: chart_variable(value, expanded=expanded) for name, value in given.items()}
    return {name: {"value": value} if name in referred and isinstance(value, str) else value for name, value in made.items()}
