"""Each hub has its own name."""

from __future__ import annotations

from constructs_lib import JupyterHubAddOn
from constructs_lib.checks.dns_names import dns_name_problems


def _hub(namespace: str, record: str, *, private: bool = False) -> JupyterHubAddOn:
    return JupyterHubAddOn.model_validate(
        {
            "namespace": namespace,
            "ebs_config": {"storage_class": "gp3", "capacity": "10Gi"},
            "load_balancer_scheme": "internal",
            "dns": {"hosted_zone": "example.org", "record": record, "private_zone": private},
        }
    )


def test_two_names_are_valid() -> None:
    """Different records, and one name in a public and a private zone, resolve to different hubs."""
    assert [] == list(dns_name_problems([_hub("a", "a"), None, _hub("b", "b"), _hub("c", "a", private=True)]))


def test_one_name_for_two_hubs_is_a_mistake() -> None:
    """The message names the second, and the first that has it."""
    (problem,) = dns_name_problems([_hub("a", "hub"), _hub("b", "hub.example.org")])

    assert (("add_ons", 1, "jupyterhub", "dns"), True) == (problem.path, "add_ons[0]" in problem.message)
