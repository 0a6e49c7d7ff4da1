"""The list of add-ons: everything that names add-ons derives from it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml

import constructs_lib
from constructs_lib import AddOn, ClusterInfo, Deployment, HubFileError, Output, Prerequisite, PrerequisiteKind, read_hub_file, register
from constructs_lib.add_ons import registry
from constructs_lib.hub_files.add_on_entry import AddOnEntry
from constructs_lib.hub_files.reference import hub_file_schema, settings_page
from constructs_lib.models.base import Model
from tests.conftest import Synth, hub_file


class MonitoringAddOn(AddOn):
    """Monitoring of hubs. Someone else's add-on."""

    KEY: ClassVar[str] = "monitoring"

    retention: int = 7
    """Days that metrics are kept."""

    def requires(self) -> dict[str, str]:
        """Return the storage of the metrics."""
        return {"ebs_csi_driver": "the metrics' volume"}

    def deploy(self, info: ClusterInfo) -> Deployment:
        """Publish one of each kind."""
        return Deployment(
            outputs={"monitoring_url": Output(value=f"https://{info.cluster.name}.example.org", description="Dashboards")},
            storage_classes={"metrics": ()},
            removed=["aws_s3_bucket.old_metrics"],
            prerequisites=[Prerequisite(kind=PrerequisiteKind.STORAGE_CLASS, name="gp3", description="the storage class gp3")],
            warnings=[f"metrics are kept for {self.retention} days"],
        )


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Register the add-on for one test."""
    monkeypatch.setattr(registry, "_registered", dict(registry._registered))
    register(MonitoringAddOn)


def _write(folder: Path, *add_ons: dict[str, Any]) -> Path:
    file = folder / "hub.yaml"
    file.write_text(yaml.safe_dump(hub_file(*add_ons)), encoding="utf-8")
    return file


def test_every_add_on_is_public() -> None:
    """The names that `constructs_lib` exports derive from the list."""
    assert [] == [add_on.__name__ for add_on in registry.ADD_ONS if getattr(constructs_lib, add_on.__name__, None) is not add_on]
    assert {add_on.__name__ for add_on in registry.ADD_ONS} <= set(constructs_lib.__all__)


def test_keys_of_the_hub_file() -> None:
    """An entry of the hub file has a key for each, in the order of the list, documented by the first sentence of the class."""
    entry = hub_file_schema()["$defs"]["AddOnEntry"]["properties"]

    assert [add_on.KEY for add_on in registry.ADD_ONS] == list(entry)
    assert "The Amazon EBS CSI driver." == entry["ebs_csi_driver"]["description"]


def test_unknown_add_on(tmp_path: Path) -> None:
    """An add-on that nobody registered is an unknown key."""
    with pytest.raises(HubFileError, match=r"monitoring: unknown key; allowed keys: aws_load_balancer_controller, ebs_csi_driver"):
        read_hub_file(_write(tmp_path, {"monitoring": {}}))


@pytest.mark.usefixtures("registered")
def test_your_own_add_on_in_a_hub_file(tmp_path: Path) -> None:
    """Its settings are checked like those of built-in add-ons, and so is its place in the array."""
    file = _write(tmp_path, {"ebs_csi_driver": {}}, {"monitoring": {"retention": 30}})

    assert MonitoringAddOn(retention=30) == read_hub_file(file).blueprint().add_ons[1]
    with pytest.raises(HubFileError) as error:
        read_hub_file(_write(tmp_path, {"ebs_csi_driver": {}}, {"monitoring": {"retention": "x"}}, {"monitorin": {}}))
    assert ["monitoring.retention: 'x' is not a whole number", "monitorin: unknown key; did you mean monitoring?"] == [
        problem.partition("].")[2].partition("; use")[0] for problem in error.value.problems
    ]
    missing = "Missing a dependency for EbsCsiDriverAddOn; the metrics' volume needs it: add ebs_csi_driver to add_ons before monitoring "
    with pytest.raises(HubFileError, match=missing):
        read_hub_file(_write(tmp_path, {"monitoring": {}}))


@pytest.mark.usefixtures("registered")
def test_your_own_add_on_publishes_what_built_in_ones_can(synth: Synth) -> None:
    """Outputs, addresses to forget and warnings reach the stack."""
    document = synth(hub_file({"ebs_csi_driver": {"existing": True}}, {"monitoring": {}}))

    assert "https://test-cluster.example.org" == document["output"]["monitoring_url"]["value"]
    assert [{"from": "aws_s3_bucket.old_metrics", "lifecycle": {"destroy": False}}] == document["removed"]


@pytest.mark.usefixtures("registered")
def test_your_own_add_on_is_in_the_reference() -> None:
    """The settings page and the schema have its keys."""
    assert "| `retention` | whole number | `7` | Days that metrics are kept. |" in settings_page()
    assert "Monitoring of hubs." == hub_file_schema()["$defs"]["AddOnEntry"]["properties"]["monitoring"]["description"]


@pytest.mark.usefixtures("registered")
def test_key_that_is_taken() -> None:
    """Two classes can't share a key; registering the same class twice changes nothing."""

    class Other(MonitoringAddOn):
        """Another class with the same key."""

    assert MonitoringAddOn is register(MonitoringAddOn)
    with pytest.raises(ValueError, match="KEY 'monitoring' of Other is the key of MonitoringAddOn; choose another key"):
        register(Other)


@pytest.mark.parametrize(
    "key", ["", "a b", "Monitoring", "RULES", "_private", "a__b", "a_", "1a", "a\n", "ärger", "kube-prometheus", 7, ("a",)]
)
def test_key_that_is_not_snake_case(key: object) -> None:
    """The keys of hub files have one form; the message shows what to write."""
    add_on = type("OddAddOn", (AddOn,), {"KEY": key, "__annotations__": {"KEY": ClassVar[str]}})

    with pytest.raises(
        ValueError, match=rf"^OddAddOn has the KEY {re.escape(repr(key))}; set one in snake_case, for example KEY: ClassVar"
    ):
        register(add_on)
    assert key not in registry.add_ons_by_key()


def test_no_key() -> None:
    """It was forgotten."""

    class Keyless(AddOn):
        """An add-on without a key."""

    with pytest.raises(ValueError, match=r"^Keyless has no KEY; set one in snake_case"):
        register(Keyless)


@pytest.mark.parametrize("key", ["add_ons", "model_config", "model_fields", "copy", "json", "key_docstrings"])
def test_key_that_an_entry_uses_itself(key: str) -> None:
    """The entries of hub files have methods of their own, and those of pydantic."""
    add_on = type("OddAddOn", (AddOn,), {"KEY": key, "__annotations__": {"KEY": ClassVar[str]}})

    with pytest.raises(
        ValueError, match=f"^KEY '{key}' of OddAddOn is a name that entries of hub files use themselves; choose another key$"
    ):
        register(add_on)
    assert key not in registry.add_ons_by_key()


def test_names_of_an_entry() -> None:
    """The list has all of them."""
    assert registry.ENTRY_NAMES == {name for name in set(dir(AddOnEntry)) - set(dir(Model)) if name[0] != "_"}


@pytest.mark.parametrize("key", ["monitoring", "k8s", "aws_efa_device_plugin", "model_serving", "class", "values", "a"])
def test_key_that_is_accepted(key: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whatever `register` accepts works in hub files, without a warning of pydantic."""
    monkeypatch.setattr(registry, "_registered", dict(registry._registered))
    register(type("OddAddOn", (AddOn,), {"KEY": key, "__annotations__": {"KEY": ClassVar[str]}}))

    assert [key] == [add_on.KEY for add_on in read_hub_file(_write(tmp_path, {key: {}})).blueprint().add_ons]
