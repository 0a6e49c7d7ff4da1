"""Each hub has a name of its own."""

from __future__ import annotations

import pytest

from constructs_lib import AwsLoadBalancerControllerAddOn, BlueprintError, ClusterConfig, EbsCsiDriverAddOn, JupyterHubAddOn
from constructs_lib.checks.names import name_problems
from stacks import BlueprintStack

# isort: split
import cdktf


def _hub(namespace: str, record: str, *, private: bool = False) -> JupyterHubAddOn:
    return JupyterHubAddOn.model_validate(
        {
            "namespace": namespace,
            "ebs_config": {"storage_class": "gp3", "capacity": "10Gi"},
            "load_balancer_scheme": "internal",
            "dns": {"hosted_zone": "example.org", "record": record, "private_zone": private},
        }
    )


def test_two_names_are_fine() -> None:
    """Different records, and one name in a public and a private zone, lead to different hubs."""
    assert [] == list(name_problems([_hub("a", "a"), None, _hub("b", "b"), _hub("c", "a", private=True)]))


def test_one_name_for_two_hubs_is_a_mistake() -> None:
    """The second is named, and the first that has it."""
    (problem,) = name_problems([_hub("a", "hub"), _hub("b", "hub.example.org")])

    assert (("add_ons", 1, "jupyterhub", "dns"), True) == (problem.path, "add_ons[0]" in problem.message)


def test_stack_made_in_python_is_checked_too() -> None:
    """A blueprint that comes from no hub file is refused in the same words."""
    add_ons = [EbsCsiDriverAddOn(existing=True), AwsLoadBalancerControllerAddOn(existing=True), _hub("a", "hub"), _hub("b", "hub")]

    with pytest.raises(BlueprintError, match=r"hub\.example\.org leads to the hub of add_ons\[2\] already"):
        BlueprintStack(cdktf.Testing.app(), "test", cluster=ClusterConfig(name="test-cluster", region="us-west-2"), add_ons=add_ons)
