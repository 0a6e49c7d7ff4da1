"""The hub file as a model. The messages are in tests/cases/."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from constructs_lib import AwsLoadBalancerControllerAddOn, EbsCsiDriverAddOn, EfsCsiDriverAddOn, JupyterHubAddOn, TerraformCli
from constructs_lib.hub_files.model import HubFile
from tests.conftest import hub_file

_HUB: dict[str, Any] = {"jupyterhub": {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, "service_type": "cluster_ip"}}


def _file(*add_ons: dict[str, Any], **keys: Any) -> HubFile:
    return HubFile.model_validate(hub_file(*(add_ons or ({"ebs_csi_driver": {}},)), **keys), context={"seen": {}})


def test_defaults() -> None:
    """Local state, no tags, no certificates, and no settings for Terraform."""
    file = _file()

    assert (None, {}, {}, TerraformCli()) == (file.backend, file.tags, file.certificates, file.cli)


def test_blueprint_keeps_the_order() -> None:
    """The add-ons become classes that can deploy themselves, in the order of the array."""
    file = _file({"efs_csi_driver": {"existing": True}}, {"aws_load_balancer_controller": {"existing": True}}, {"ebs_csi_driver": {}}, _HUB)

    assert [EfsCsiDriverAddOn, AwsLoadBalancerControllerAddOn, EbsCsiDriverAddOn, JupyterHubAddOn] == [
        type(a) for a in file.blueprint().add_ons
    ]


def test_several_hubs() -> None:
    """A file may have any number of hubs, each in a separate namespace."""
    second = {"jupyterhub": {**_HUB["jupyterhub"], "namespace": "second"}}

    assert 3 == len(_file({"ebs_csi_driver": {}}, _HUB, second).blueprint().add_ons)


def test_terraform_settings() -> None:
    """Settings of Terraform or OpenTofu become one object."""
    assert TerraformCli(terraform_version="1.16") == _file(terraform_version="1.16").cli
    assert TerraformCli(opentofu_version="1.12") == _file(opentofu_version="1.12").cli


@pytest.mark.parametrize("keys", [{"terraform_version": "1.10"}, {"opentofu_version": "1.10.9"}])
def test_terraform_too_old(keys: dict[str, str]) -> None:
    """S3's own lock file and write-only arguments were added in 1.11 of both."""
    with pytest.raises(ValidationError, match="is too old; use '1.11' or newer".replace(".", "\\.")):
        _file(**keys)


def test_mistakes_across_add_ons_are_reported_beside_those_inside() -> None:
    """A wrong tag doesn't hide a missing driver, nor a wrong capacity the driver that comes too late."""
    hub = {"jupyterhub": {**_HUB["jupyterhub"], "ebs_config": {"storage_class": "gp3", "capacity": "4GB"}}}

    with pytest.raises(ValidationError) as error:
        _file(hub, {"ebs_csi_driver": {}}, tags={"a": 1})

    assert [("tags", "a"), ("add_ons", 0, "jupyterhub", "ebs_config", "capacity"), ("add_ons", 0, "jupyterhub")] == [
        line["loc"] for line in error.value.errors()
    ]
