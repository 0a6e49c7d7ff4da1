"""Free chart values that drop what an add-on's other keys write: rules for the add-ons that are Helm charts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from constructs_lib.chart_values.jupyterhub import computed_parts
from constructs_lib.chart_values.load_balancer_controller import computed_controller_values
from constructs_lib.chart_values.lost_values import lost_values
from constructs_lib.chart_values.merge import merged
from constructs_lib.chart_values.singleuser.owner import ServersOwner
from constructs_lib.checks.promises import promise_paths
from constructs_lib.errors import KeyPath, Problem
from constructs_lib.models.chart_schema.rules import chart_keeps_sections
from constructs_lib.models.chart_version import VOLUME_MAPPINGS
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.load_balancer_controller import AwsLoadBalancerControllerAddOnProps

#: Placeholder for what only a deployment knows; no message contains it.
_LATER = "known after apply"


def lost_hub_values(hub: JupyterHubAddOnProps) -> Iterator[Problem]:
    """Report what a hub's ``values`` would drop of what its other keys write, and of what the chart requires."""
    parts = computed_parts(
        hub,
        certificate_arn=_LATER if hub.certificate_resource_name else None,
        database_class=_LATER,
        servers_owner=ServersOwner(_LATER, _LATER),
    )
    computed: dict[str, Any] = {}
    for part in parts:
        # A hub with mistakes, such as one without storage, lacks a part. For a valid hub a deployment computes all of them.
        with suppress(Exception):
            computed = merged(computed, part())
    found = lost_values(computed, hub.values, volume_mappings=hub.chart_version.has(VOLUME_MAPPINGS))
    lost = [*(Problem(problem.message, ("values", *problem.path)) for problem in found), *chart_keeps_sections(hub)]
    reported = _reported(hub) if lost else set()
    for problem in lost:
        if problem.path not in reported:
            reported.add(problem.path)
            yield problem


def _reported(hub: JupyterHubAddOnProps) -> set[KeyPath]:
    """Return the key paths that other checks of the hub explain better, or that a key such as ``allow_any_login`` accepts."""
    reported: set[KeyPath] = set()
    for rule in type(hub).RULES:
        if rule is not lost_hub_values:
            with suppress(Exception):  # a rule that needs an invalid key reports nothing
                reported |= {problem.path for problem in rule(hub)}
    return reported | promise_paths(hub)


def lost_controller_values(props: AwsLoadBalancerControllerAddOnProps) -> Iterator[Problem]:
    """Report what the controller's ``values`` would drop of what its other keys write."""
    computed = computed_controller_values(cluster_name=_LATER, region=_LATER, vpc_id=_LATER, role_arn=_LATER)
    for problem in lost_values(computed, props.values):
        yield Problem(problem.message, ("values", *problem.path))
