"""A draft of a hub file: keys of the hub, renamed values, and the values that remain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from constructs_lib.add_ons.jupyterhub import JupyterHubAddOn
from constructs_lib.chart_values.jupyterhub import hub_values
from constructs_lib.chart_values.merge import merged
from constructs_lib.checks.promises import hub_problems
from constructs_lib.errors import KeyPath, Problem
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from jupyterhub_on_eks.adoption.chart_defaults import server_image
from jupyterhub_on_eks.adoption.difference import Difference, differences, equivalent
from jupyterhub_on_eks.adoption.found import FoundHub
from jupyterhub_on_eks.adoption.places import ABSENT, at, leaves, put, without

#: Stands for the storage class that is known only after a deployment.
_LATER = "known-after-apply"


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """Keys of the hub that replace some values.

    Args:
        keys: the keys.
        renames: paths of values that the keys set at another path with the same meaning, each with that path.
        certificate: ARN of a certificate that the keys refer to. Default: none.
        values: values to add if the keys alone would change something. Default: none.
    """

    keys: Mapping[str, Any]
    renames: Mapping[KeyPath, KeyPath] = field(default_factory=dict)
    certificate: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A draft of a hub file.

    Args:
        found: the found hub.
        values: its values, without secrets and without what the keys set under another name.
        keys: the hub's keys.
        certificate: ARN of the load balancer's certificate.
        login: reference to the client secret, until a key has it. Default: none.
    """

    found: FoundHub
    values: Mapping[str, Any]
    keys: Mapping[str, Any]
    certificate: str | None = None
    login: Mapping[str, Any] | None = None

    def given(self, *path: str, default: Any = None) -> Any:
        """Return the value at a path, or the default if it is missing or null."""
        value = at(self.values, path)
        return default if value is None or value is ABSENT else value

    def taking(self, proposal: Proposal) -> Draft:
        """Return the draft with a proposal applied."""
        values: Any = self.values
        for path, place in proposal.renames.items():
            values = put(without(values, path), place, at(values, path))
        for path, value in leaves(proposal.values):
            values = put(values, path, value)
        return replace(self, values=values, keys=merged(self.keys, proposal.keys), certificate=proposal.certificate or self.certificate)

    @cached_property
    def hub(self) -> JupyterHubAddOnProps:
        """The hub with the keys and the values that remain.

        Raises:
            pydantic.ValidationError: the keys alone are invalid.
        """
        return self._keyed.model_copy(update={"values": self.remaining})

    @cached_property
    def _keyed(self) -> JupyterHubAddOnProps:
        return JupyterHubAddOnProps.model_validate(dict(self.keys))

    @cached_property
    def remaining(self) -> dict[str, Any]:
        """The values that the keys don't set."""
        computed = hub_values(self._keyed, certificate_arn=self.certificate, database_class=_LATER)
        return _remaining(computed, self.values)

    @cached_property
    def differences(self) -> list[Difference]:
        """The differences between the current values and those from the hub file."""
        gets = hub_values(self.hub, certificate_arn=self.certificate, database_class=_LATER)
        name, tag = server_image(self.found.chart_version)
        defaults = merged({"singleuser": {"image": {"name": name, "tag": tag}}}, self.found.defaults)
        return list(differences(self.values, gets, defaults=defaults))

    @cached_property
    def problems(self) -> list[Problem]:
        """The problems of the whole hub."""
        try:
            hub = JupyterHubAddOn.model_validate({**self.keys, "values": self.remaining})
        except ValidationError as error:
            return [Problem(line["msg"], line["loc"]) for line in error.errors(include_url=False)]
        return hub_problems(hub)

    def better(self, proposal: Proposal) -> Draft | None:
        """Return the draft with a proposal, if fewer values remain, and it adds no unexplained difference and no problem."""
        draft = self.taking(proposal)
        try:
            more = _size(draft.remaining) < _size(self.remaining)
        except (ValidationError, ValueError):  # the key can't express the values
            return None
        calm = _surprises(draft) <= _surprises(self)
        return draft if more and calm and _places(draft) <= _places(self) else None


def _places(draft: Draft) -> set[KeyPath]:
    return {problem.path for problem in draft.problems}


def _surprises(draft: Draft) -> set[KeyPath]:
    return {difference.path for difference in draft.differences if not difference.reason}


def _size(values: Mapping[str, Any]) -> int:
    return sum(1 for _ in leaves(values))


def _remaining(computed: Mapping[str, Any], values: Mapping[str, Any], path: KeyPath = ()) -> dict[str, Any]:
    rest: dict[str, Any] = {}
    for key, value in values.items():
        ours, here = computed.get(key), (*path, key)
        if isinstance(value, Mapping) and isinstance(ours, Mapping):
            if below := _remaining(ours, value, here):
                rest[key] = below
        elif key not in computed or not equivalent(here, ours, value):
            rest[key] = value
    return rest
