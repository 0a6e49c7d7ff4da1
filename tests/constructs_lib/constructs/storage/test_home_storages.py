"""The list of storages, and its extension point: another backend is a model, a construct and two list entries."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

import cdktf
import pytest
from constructs import Construct
from pydantic import ValidationError

from constructs_lib import AddOn, Blueprint, ClusterConfig, ClusterInfo, Deployment, JupyterHubAddOn, Output, Prerequisite, PrerequisiteKind
from constructs_lib.constructs.storage import home_storages
from constructs_lib.constructs.storage.backend import HomeStorage, HubSite
from constructs_lib.constructs.storage.ebs_homes import EbsHomes
from constructs_lib.constructs.storage.efs_homes import EfsHomes
from constructs_lib.constructs.storage.existing_claim_homes import ExistingClaimHomes
from constructs_lib.constructs.storage.home_storages import home_storage
from constructs_lib.errors import BlueprintError
from constructs_lib.models.storage import settings
from constructs_lib.models.storage.ebs import EbsConfig
from constructs_lib.models.storage.efs import EfsConfig, RemovalPolicy
from constructs_lib.models.storage.existing_claim import ExistingClaimConfig
from constructs_lib.models.storage.home_storage import HomeStorageConfig, SharedMount
from stacks import BlueprintStack
from tests.conftest import chart_values, only
from tests.constructs_lib.stacks import hub_site, named, new_stack, rendered

_EFS = EfsConfig(pvc_name="home", capacity="100Gi", removal_policy=RemovalPolicy.RETAIN)


@pytest.mark.parametrize(
    ("config", "construct", "id"),
    [
        (EbsConfig(storage_class="gp3", capacity="10Gi"), EbsHomes, "StorageClasses"),
        (_EFS, EfsHomes, "Home"),
        (ExistingClaimConfig(pvc_name="lustre"), ExistingClaimHomes, "Home"),
    ],
    ids=["ebs", "efs", "existing claim"],
)
def test_each_is_created_by_its_construct(config: HomeStorageConfig, construct: type[HomeStorage], id: str) -> None:
    """Below the hub, under an id that is a contract: another id would create another file system."""
    stack = new_stack()
    hub = Construct(stack, "Hub")

    made = home_storage(hub, config=config, site=hub_site(stack))

    assert (construct, f"research/Hub/{id}") == (type(made), made.node.path)


def test_settings_without_a_construct() -> None:
    """A model that is not on the list is its author's mistake."""
    stack = new_stack()

    with pytest.raises(KeyError, match="LustreConfig"):
        home_storage(stack, config=LustreConfig(size="1200Gi"), site=hub_site(stack))


def test_list_is_complete() -> None:
    """Each key of a hub has a construct, and each construct a key."""
    assert sorted(settings.STORAGE_KEYS) == sorted(config.KEY for config in home_storages._STORAGES)


class LustreConfig(HomeStorageConfig):
    """The model of a fourth backend: one shared file system with a scratch directory beside the homes."""

    KEY: ClassVar[str] = "lustre_config"

    size: str
    """Size of the file system."""

    @property
    def driver_key(self) -> str:
        """Its CSI driver."""
        return LustreDriver.KEY

    @property
    def shared_claim(self) -> str:
        """The claim that the construct creates."""
        return "lustre-homes"

    @property
    def shared_mounts(self) -> Sequence[SharedMount]:
        """The scratch directory, on a separate claim."""
        return [SharedMount("scratch", "lustre-scratch", "/scratch", read_only=False)]

    @property
    def posix_user(self) -> tuple[int, int]:
        """The owner of the homes."""
        return 5000, 6000

    def warnings(self) -> Any:
        """Yield warnings about the settings."""
        yield "lustre_config keeps no backups"


class LustreHomes(HomeStorage):
    """The construct of the fourth backend; it publishes one of each."""

    def __init__(self, scope: Construct, id: str, *, config: LustreConfig, site: HubSite) -> None:
        super().__init__(scope, id)
        file_system = cdktf.TerraformResource(self, "FileSystem", terraform_resource_type="test_lustre", depends_on=list(site.driver_ready))
        file_system.add_override("size", config.size)
        claim = cdktf.TerraformResource(self, "Claim", terraform_resource_type="test_claim", depends_on=[file_system])
        claim.add_override("namespace", site.namespace.name)
        class_ = cdktf.TerraformResource(self, "Class", terraform_resource_type="test_class")
        self.ready = [claim]
        self.storage_classes = {"lustre-fast": [class_]}
        self.replaced_with = [f"test_lustre.{file_system.friendly_unique_id}.id"]
        self.outputs = {"lustre_name": Output(value=site.unique_name, description="Name of the file system")}
        self.removed = ["test_lustre.of_an_earlier_release"]
        self.retained = [f"test_lustre.{file_system.friendly_unique_id}"]
        self.prerequisites = [Prerequisite(kind=PrerequisiteKind.SECRETS_MANAGER_SECRET, name="lustre-license", description="the license")]


class LustreDriver(AddOn):
    """The CSI driver of the fourth backend, someone else's add-on."""

    KEY: ClassVar[str] = "lustre_csi_driver"

    def deploy(self, info: ClusterInfo) -> Deployment:
        """Publish what mounts wait for."""
        return Deployment(ready=[cdktf.TerraformResource(info.stack, "LustreDriver", terraform_resource_type="test_driver")])


class LustreHub(JupyterHubAddOn):
    """A hub with the additional key; in the library it would be a field of `HubStorageProps`."""

    lustre_config: LustreConfig | None = None


@pytest.fixture
def _fourth(monkeypatch: pytest.MonkeyPatch) -> None:
    """Add the fourth backend to the two lists."""
    monkeypatch.setattr(settings, "STORAGE_KEYS", (*settings.STORAGE_KEYS, LustreConfig.KEY))
    fourth: dict[type[HomeStorageConfig], tuple[Any, str]] = {LustreConfig: (LustreHomes, "Home")}
    monkeypatch.setattr(home_storages, "_STORAGES", home_storages._STORAGES | fourth)


def _hub(**keys: Any) -> LustreHub:
    return LustreHub.model_validate(
        {"service_type": "cluster_ip", "lustre_config": {"size": "1200Gi"}, "hub_database": {"storage_class": "lustre-fast"}, **keys}
    )


def _blueprint(*add_ons: AddOn) -> Blueprint:
    return Blueprint(cluster=ClusterConfig(name="research-cluster", region="us-west-2"), add_ons=add_ons)


@pytest.fixture
def deployed(_fourth: None) -> tuple[dict[str, Any], Deployment]:
    """Return the JSON of a stack with a hub on the fourth backend, and what the hub has published."""
    stack = new_stack()
    _, deployment = _blueprint(LustreDriver(), _hub()).deploy(stack)
    return rendered(stack), deployment


def test_fourth_backend_has_its_values(deployed: tuple[dict[str, Any], Deployment]) -> None:
    """Homes on its claim, the additional mount, and servers as its owner."""
    singleuser = chart_values(deployed[0])["singleuser"]

    assert {
        "type": "static",
        "static": {"pvcName": "lustre-homes", "subPath": "home/{escaped_username}"},
        "extraVolumes": [{"name": "scratch", "persistentVolumeClaim": {"claimName": "lustre-scratch"}}],
        "extraVolumeMounts": [{"name": "scratch", "mountPath": "/scratch"}],
    } == singleuser["storage"]
    assert (5000, 6000) == (singleuser["uid"], singleuser["fsGid"])


def test_fourth_backend_is_waited_for(deployed: tuple[dict[str, Any], Deployment]) -> None:
    """The file system waits for its driver, the release for the claim and the class; servers end when the file system is replaced."""
    document, _ = deployed
    (driver,), (claim,), (class_,), (file_system,) = (
        document["resource"][kind] for kind in ("test_driver", "test_claim", "test_class", "test_lustre")
    )
    servers, waits = only(document, "kubernetes_config_map_v1"), only(document, "helm_release")["depends_on"]

    assert [f"test_driver.{driver}"] == only(document, "test_lustre")["depends_on"]
    assert {f"test_claim.{claim}", f"test_class.{class_}", f"test_driver.{driver}"} <= set(waits)
    assert f"test_claim.{claim}" in servers["depends_on"]
    assert f"test_lustre.{file_system}.id" in servers["lifecycle"]["replace_triggered_by"]
    assert "1200Gi" == only(document, "test_lustre")["size"]


def test_fourth_backend_publishes(deployed: tuple[dict[str, Any], Deployment]) -> None:
    """Outputs named after the hub, addresses to forget and to keep, its class for later hubs, and only its prerequisites."""
    document, deployment = deployed
    (file_system,) = document["resource"]["test_lustre"]

    assert "research.jupyterhub" == document["output"]["jupyterhub_lustre_name"]["value"]
    assert [{"from": "test_lustre.of_an_earlier_release", "lifecycle": {"destroy": False}}] == document["removed"]
    assert [f"test_lustre.{file_system}"] == deployment.retained
    assert ["lustre-fast"] == list(deployment.storage_classes)
    assert ["lustre-license"] == [need.name for need in deployment.prerequisites]


@pytest.mark.usefixtures("_fourth")
def test_fourth_backend_is_checked() -> None:
    """Its driver has to come before it, one storage is allowed, and it can't hold the database."""
    with pytest.raises(BlueprintError, match="Missing a dependency for lustre_csi_driver; lustre_config needs it"):
        _blueprint(_hub())
    with pytest.raises(ValidationError, match=r"more than one persistent storage option\. Remove ebs_config or lustre_config"):
        _hub(ebs_config={"storage_class": "gp3", "capacity": "10Gi"})
    with pytest.raises(ValidationError, match="is required with lustre_config, whose volume is not suitable for databases"):
        _hub(hub_database=None)


@pytest.mark.usefixtures("_fourth")
def test_fourth_backend_warns() -> None:
    """Its warnings are the hub's."""
    assert "jupyterhub (jupyterhub): lustre_config keeps no backups" in _hub().warnings()


@pytest.mark.usefixtures("_fourth")
def test_fourth_backend_in_a_whole_stack(tmp_path: Path) -> None:
    """The checks of the synth find nothing wrong, a later hub waits for its class, and the facts list what it needs and keeps."""
    app = cdktf.App(outdir=str(tmp_path))
    claim = {"pvc_name": "nfs"}
    second = _hub(namespace="second", lustre_config=None, existing_claim_config=claim, hub_database={"storage_class": "lustre-fast"})
    BlueprintStack(app, "research", _blueprint(LustreDriver(), _hub(), second))

    app.synth()

    document, facts = (json.loads((tmp_path / "stacks/research" / name).read_text("utf-8")) for name in ("cdk.tf.json", "facts.json"))
    (class_,), (file_system,) = document["resource"]["test_class"], document["resource"]["test_lustre"]
    assert f"test_class.{class_}" in named(document, "helm_release", "second")["depends_on"]
    assert ["lustre-license", "nfs"] == [need["name"] for need in facts["prerequisites"]]
    assert [f"test_lustre.{file_system}"] == facts["retained"]["addresses"]
