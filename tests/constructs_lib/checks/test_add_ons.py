"""Order and names of a blueprint's add-ons. The messages are in tests/cases/ too, as a user sees them."""

from __future__ import annotations

from typing import Any

from constructs_lib.checks.add_ons import add_on_path, add_on_problems
from constructs_lib.models.add_on import AddOnProps
from constructs_lib.models.eks.csi_driver import EbsCsiDriverAddOnProps, EfsCsiDriverAddOnProps
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.load_balancer_controller import AwsLoadBalancerControllerAddOnProps
from constructs_lib.models.releases import with_releases

_EBS, _EFS, _CONTROLLER = EbsCsiDriverAddOnProps(), EfsCsiDriverAddOnProps(), AwsLoadBalancerControllerAddOnProps(existing=True)
_ON_EBS: dict[str, Any] = {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}}
_ON_EFS: dict[str, Any] = {"efs_config": {"pvc_name": "home", "capacity": "100Gi", "removal_policy": "RETAIN"}}

#: What EKS Blueprints calls the classes.
_CLASS_NAMES = {
    "ebs_csi_driver": "EbsCsiDriverAddOn",
    "efs_csi_driver": "EfsCsiDriverAddOn",
    "aws_load_balancer_controller": "AwsLoadBalancerControllerAddOn",
}


def _hub(storage: dict[str, Any], *, namespace: str = "jupyterhub", service: str = "cluster_ip") -> JupyterHubAddOnProps:
    return JupyterHubAddOnProps.model_validate(
        {
            **storage,
            "namespace": namespace,
            "service_type": service,
            "load_balancer_scheme": "internal" if service != "cluster_ip" else "internet-facing",
        }
    )


def _problems(*add_ons: AddOnProps | None) -> list[str]:
    return [str(problem) for problem in add_on_problems(with_releases(add_ons), class_names=_CLASS_NAMES)]


def test_right_order() -> None:
    """What a hub depends on comes before it; drivers that no hub needs are not a mistake."""
    assert [] == _problems(_EFS, _EBS, _CONTROLLER, _hub(_ON_EBS, service="alb"), _hub(_ON_EFS, namespace="second"))


def test_nothing_at_all() -> None:
    """An empty array is valid."""
    assert [] == _problems()


def test_driver_after_the_hub() -> None:
    """EKS Blueprints' message, where it is, and where it belongs."""
    assert [
        (
            "add_ons[0].jupyterhub: Missing a dependency for EbsCsiDriverAddOn; it is at add_ons[1], but ebs_config needs it earlier: "
            "move ebs_csi_driver before this hub"
        )
    ] == _problems(_hub(_ON_EBS), _EBS)


def test_driver_missing() -> None:
    """The other driver doesn't satisfy it; the message names the key to add."""
    assert [
        (
            "add_ons[1].jupyterhub: Missing a dependency for EfsCsiDriverAddOn; efs_config needs it: add efs_csi_driver to add_ons before "
            "this hub (existing: true if the cluster already has it)"
        )
    ] == _problems(_EBS, _hub(_ON_EFS))


class _MonitoringProps(AddOnProps):
    KEY = "monitoring"

    def requires(self) -> dict[str, str]:
        """Return the storage of the metrics."""
        return {"ebs_csi_driver": "the metrics' volume"}


def test_add_on_that_is_no_hub() -> None:
    """The message names it by its key, as the array does."""
    begin = "add_ons[0].monitoring: Missing a dependency for EbsCsiDriverAddOn; "

    assert [f"{begin}it is at add_ons[1], but the metrics' volume needs it earlier: move ebs_csi_driver before monitoring"] == _problems(
        _MonitoringProps(), _EBS
    )
    assert [
        (
            f"{begin}the metrics' volume needs it: add ebs_csi_driver to add_ons before monitoring "
            "(existing: true if the cluster already has it)"
        )
    ] == _problems(_MonitoringProps())


def test_each_hub_is_checked() -> None:
    """A driver between two hubs serves only the second."""
    found = _problems(_hub(_ON_EBS), _EBS, _hub(_ON_EBS, namespace="second"))

    assert ["add_ons[0].jupyterhub: Missing a dependency for EbsCsiDriverAddOn"] == [text.partition(";")[0] for text in found]


def test_driver_and_controller_missing() -> None:
    """Each missing dependency is a separate mistake."""
    found = _problems(_hub(_ON_EBS, service="nlb"))

    assert ["EbsCsiDriverAddOn", "AwsLoadBalancerControllerAddOn"] == [text.partition(";")[0].rpartition(" ")[2] for text in found]


def test_add_on_that_is_invalid() -> None:
    """It may be the missing one, so nothing is reported of those that follow; a late one is reported."""
    assert [] == _problems(None, _hub(_ON_EBS))
    assert 1 == len(_problems(_hub(_ON_EBS), None))


def test_two_hubs_in_one_namespace() -> None:
    """The second one's message names the first, at its namespace's key."""
    assert [
        (
            "add_ons[2].jupyterhub.namespace: namespace 'jupyterhub' is already used by add_ons[1]; each hub on a cluster needs its own "
            "namespace: give this one another"
        )
    ] == _problems(_EBS, _hub(_ON_EBS), _hub(_ON_EBS))


def test_driver_twice() -> None:
    """A cluster has one of everything but hubs."""
    assert [
        "add_ons[1].ebs_csi_driver: ebs_csi_driver is already used by add_ons[0]; a cluster can have only one: remove one of them"
    ] == _problems(_EBS, _EBS)


def test_twice_after_an_invalid_add_on() -> None:
    """Other mistakes hide nothing."""
    assert ["add_ons[2].ebs_csi_driver"] == [text.partition(":")[0] for text in _problems(_EBS, None, _EBS)]


def test_release_twice() -> None:
    """The chart's ClusterRole has the release's name; a hub without the user scheduler has none."""
    one, two = ({**_ON_EBS, "release": "mine", "values": {"scheduling": {"userScheduler": {"enabled": value}}}} for value in (True, False))
    expected = (
        "add_ons[2].jupyterhub.release: 'mine' is also the release of add_ons[1], and the chart names its cluster-wide resources after it; "
        f"give this one another, for example release: {'n' * 53}"
    )

    assert [expected] == _problems(_EBS, _hub(one), _hub(one, namespace="n" * 63))
    assert [] == _problems(_EBS, _hub(one), _hub(two, namespace="second"))
    assert [] == _problems(_EBS, _hub(two), _hub(one, namespace="second"))


def test_path() -> None:
    """Position and key; for an invalid entry only the position."""
    assert ("add_ons", 0, "ebs_csi_driver") == add_on_path(0, [_EBS, None])
    assert ("add_ons", 1) == add_on_path(1, [_EBS, None])


def test_add_on_that_nobody_registered_is_called_by_its_key() -> None:
    """Someone else's add-on may require one that this list doesn't know."""

    class Monitoring(AddOnProps):
        """An add-on that requires another."""

        KEY = "monitoring"

        def requires(self) -> dict[str, str]:
            """Return what it requires."""
            return {"prometheus": "its dashboards"}

    (problem,) = _problems(Monitoring())

    assert problem.startswith("add_ons[0].monitoring: Missing a dependency for prometheus; its dashboards needs it: add prometheus to ")
