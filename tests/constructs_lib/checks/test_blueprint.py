"""The list of checks: each runs once, with what it needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from constructs_lib.checks.blueprint import blueprint_problems
from constructs_lib.models.add_on import AddOnProps
from constructs_lib.models.eks.cluster import ClusterConfig
from constructs_lib.models.eks.csi_driver import EbsCsiDriverAddOnProps
from constructs_lib.models.exposure.certificates import CertificateConfig
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.load_balancer_controller import AwsLoadBalancerControllerAddOnProps

_EBS, _CONTROLLER = EbsCsiDriverAddOnProps(), AwsLoadBalancerControllerAddOnProps(existing=True)
_ARN = "arn:aws:acm:eu-west-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"


@dataclass
class _Surroundings:
    cluster: ClusterConfig = field(default_factory=lambda: ClusterConfig(name="c", region="us-west-2"))
    certificates: dict[str, CertificateConfig] = field(default_factory=dict)


def _hub(namespace: str, **settings: Any) -> JupyterHubAddOnProps:
    hub = {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, "load_balancer_scheme": "internal", "release": namespace}
    return JupyterHubAddOnProps.model_validate({**hub, "namespace": namespace, **settings})


def _problems(*add_ons: AddOnProps | None, certificates: dict[str, CertificateConfig] | None = None) -> list[str]:
    surroundings = _Surroundings(certificates=certificates or {})
    return [str(problem) for problem in blueprint_problems(add_ons, surroundings, class_names={"ebs_csi_driver": "EbsCsiDriverAddOn"})]


def test_what_fits() -> None:
    """Nothing is reported for a working blueprint, nor for an empty one."""
    assert [] == _problems(_EBS, _CONTROLLER, _hub("a"), _hub("b"))
    assert [] == _problems()


@pytest.mark.parametrize(
    ("hubs", "expected"),
    [
        ([_hub("a"), _hub("a")], "add_ons[3].jupyterhub.namespace: namespace 'a' is already used by add_ons[2]"),
        (
            [_hub(name, ebs_config={"storage_class": {"name": "homes"}, "capacity": "10Gi"}) for name in ("a", "b")],
            "add_ons[3].jupyterhub.ebs_config.storage_class.name: 'homes' is already created by add_ons[2]",
        ),
        (
            [_hub(name, dns={"hosted_zone": "example.org", "record": "hub"}) for name in ("a", "b")],
            "add_ons[3].jupyterhub.dns: hub.example.org already points to the hub of add_ons[2]",
        ),
        ([_hub("a", certificate_resource_name="none")], "add_ons[2].jupyterhub.certificate_resource_name: 'none' is not one of"),
    ],
    ids=["add-ons", "storage", "names", "certificates"],
)
def test_each_check_is_on_the_list(hubs: list[AddOnProps], expected: str) -> None:
    """One mismatch of its kind is found, once."""
    (problem,) = _problems(_EBS, _CONTROLLER, *hubs)

    assert problem.startswith(expected)


def test_surroundings_are_read() -> None:
    """Certificates by their names, and the cluster for its Region."""
    (problem,) = _problems(certificates={"hub": CertificateConfig(arn=_ARN)})

    assert problem.startswith(f"certificates.hub.arn: {_ARN!r} is a certificate in eu-west-1, but the cluster is in us-west-2")


def test_names_of_the_classes() -> None:
    """They are a message's name for a missing add-on."""
    assert any("Missing a dependency for EbsCsiDriverAddOn" in problem for problem in _problems(_CONTROLLER, _hub("a")))


def test_missing_parts_are_read_late() -> None:
    """In the report on a wrong file the cluster may be unknown: what doesn't need it is found before."""
    problems = blueprint_problems([_hub("a")], SimpleNamespace(), class_names={})

    assert "Missing a dependency for ebs_csi_driver" in next(problems).message
    with pytest.raises(AttributeError):
        list(problems)


def test_order_of_the_report() -> None:
    """Add-ons, storage, names, certificates, whatever the order of the hubs."""
    dns = {"dns": {"hosted_zone": "example.org", "record": "hub"}}
    made = {"ebs_config": {"storage_class": {"name": "homes"}, "capacity": "10Gi"}}

    found = _problems(_EBS, _CONTROLLER, _hub("a", **dns, **made, certificate_resource_name="x"), _hub("a", **dns, **made, release="b"))

    assert ["namespace", "ebs_config.storage_class.name", "dns", "certificate_resource_name"] == [
        problem.partition(": ")[0].partition("jupyterhub.")[2] for problem in found
    ]
