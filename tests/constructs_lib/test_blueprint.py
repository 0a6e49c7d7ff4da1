"""A blueprint: checked as a whole, and deployed to any stack."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, ClassVar

import cdktf
import pytest
from cdktf_cdktf_provider_aws.provider import AwsProvider
from pydantic import BaseModel

import constructs_lib.blueprint
from constructs_lib import (
    AddOn,
    Blueprint,
    BlueprintError,
    CertificateConfig,
    ClusterConfig,
    ClusterInfo,
    Deployment,
    EbsConfig,
    EbsCsiDriverAddOn,
    HubFile,
    JupyterHubAddOn,
    JupyterHubServiceType,
    Output,
    RenderError,
)
from tests.conftest import hub_file

_CLUSTER = ClusterConfig(name="research-cluster", region="us-west-2")


def _hub(**settings: Any) -> JupyterHubAddOn:
    return JupyterHubAddOn(
        ebs_config=EbsConfig(storage_class="gp3", capacity="10Gi"), service_type=JupyterHubServiceType.CLUSTERIP, **settings
    )


def _document(stack: cdktf.TerraformStack) -> dict[str, Any]:
    return dict(json.loads(cdktf.Testing.synth(stack)))


def test_mismatches_are_refused() -> None:
    """All of them at once, before any construct is created."""
    with pytest.raises(BlueprintError) as error:
        Blueprint(cluster=_CLUSTER, add_ons=[_hub(release="hub"), _hub(namespace="second", release="hub")])

    first, second, third = error.value.problems
    assert first.startswith("add_ons[0].jupyterhub: Missing a dependency for EbsCsiDriverAddOn; ")
    assert second.startswith("add_ons[1].jupyterhub: Missing a dependency for EbsCsiDriverAddOn; ")
    assert third.startswith("add_ons[1].jupyterhub.release: 'hub' is also the release of add_ons[0]")


def test_parts_of_a_hub_file_are_checked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """They were checked with the file, so its blueprint accepts them as they are."""
    hub = {"jupyterhub": {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, "service_type": "cluster_ip"}}
    file = HubFile.model_validate(hub_file({"ebs_csi_driver": {}}, hub))
    monkeypatch.setattr(constructs_lib.blueprint, "blueprint_problems", None)

    assert ["ebs_csi_driver", "jupyterhub"] == [add_on.KEY for add_on in file.blueprint().add_ons]


def test_releases_are_named_once() -> None:
    """Another hub that sets no release has its namespace added to it."""
    blueprint = Blueprint(cluster=_CLUSTER, add_ons=[EbsCsiDriverAddOn(), _hub(), _hub(namespace="second")])

    hubs = [add_on for add_on in blueprint.add_ons if isinstance(add_on, JupyterHubAddOn)]
    assert ["blueprints-addon-jupyterhub", "blueprints-addon-jupyterhub-second"] == [hub.release for hub in hubs]


def test_warnings() -> None:
    """Those of the add-ons, certificates that no hub uses, and volumes that a destroy may delete."""
    unused = {"spare": CertificateConfig(domain_name="hub.example.org")}
    blueprint = Blueprint(cluster=_CLUSTER, add_ons=[EbsCsiDriverAddOn(), _hub()], certificates=unused)

    first, second, third = blueprint.warnings()

    assert first.startswith("certificates.spare: no hub uses it")
    assert second == _hub().warnings()[0]
    assert "determines whether destroy deletes the volumes" in third


def test_promises() -> None:
    """A hub that would be open is refused, and accepted with its settings and a warning."""
    values = {"hub": {"service": {"type": "LoadBalancer"}}}

    with pytest.raises(BlueprintError, match="allow_any_login: true"):
        Blueprint(cluster=_CLUSTER, add_ons=[EbsCsiDriverAddOn(), _hub(values=values)])
    open_hub = _hub(values=values, allow_any_login=True, allow_plain_http=True)
    blueprint = Blueprint(cluster=_CLUSTER, add_ons=[EbsCsiDriverAddOn(), open_hub])
    assert 2 == sum("values.hub.service.type: " in text for text in blueprint.warnings())


def test_stack_of_your_own_with_our_providers() -> None:
    """Any stack accepts a blueprint beside its own resources."""
    stack = cdktf.TerraformStack(cdktf.Testing.app(), "mine")
    cdktf.TerraformOutput(stack, "mine", value="x")

    deployments = Blueprint(cluster=_CLUSTER, add_ons=[EbsCsiDriverAddOn(), _hub()]).deploy(stack, tags={"team": "data"})

    document = _document(stack)
    assert [None, "jupyterhub"] == [deployment.namespace for deployment in deployments]
    assert {"aws", "helm", "kubernetes"} == set(document["provider"])
    assert {"mine", "jupyterhub_url"} < set(document["output"])


def test_stack_of_your_own_with_its_own_providers() -> None:
    """Providers that the stack has are used, and none is created."""
    stack = cdktf.TerraformStack(cdktf.Testing.app(), "mine")
    AwsProvider(stack, "Aws", region="us-west-2")

    Blueprint(cluster=_CLUSTER, add_ons=[EbsCsiDriverAddOn(), _hub()]).deploy(stack, make_providers=False)

    document = _document(stack)
    assert {"aws": [{"region": "us-west-2"}]} == document["provider"]
    assert 1 == len(document["resource"]["helm_release"])


def test_users_text_is_literal_everywhere() -> None:
    """Template marks are escaped in values, keys of mappings, annotations, tags and options."""
    mark = '${file("/etc/hostname")}'
    values = {"hub": {"db": {"pvc": {"annotations": {mark: mark}}}, "extraEnv": {mark: mark}}, "list": [mark, {"%{x}": None}]}
    stack = cdktf.TerraformStack(cdktf.Testing.app(), "mine")

    Blueprint(
        cluster=_CLUSTER,
        add_ons=[EbsCsiDriverAddOn(configuration={mark: mark}), _hub(values=values, chart=f"hub-{mark}", extra_env={"A": mark})],
    ).deploy(stack, tags={mark: mark})

    text = cdktf.Testing.synth(stack)
    assert 9 <= text.count("$${file")
    assert text.count("${file") == text.count("$${file")
    assert text.count("%{x") == text.count("%%{x") == 1


class _Team(BaseModel):
    """A model of someone else's."""

    names: frozenset[str] = frozenset()


class _TeamAddOn(AddOn):
    """Publishes what its settings have, under any name."""

    KEY: ClassVar[str] = "team"

    output: str = "team"
    team: _Team = _Team()
    folders: tuple[Path, ...] = ()

    def deploy(self, info: ClusterInfo) -> Deployment:
        """Publish the settings as text."""
        del info
        text = " ".join([*self.team.names, *map(str, self.folders)])
        return Deployment(outputs={self.output: Output(value=text, description="Team")})


def test_text_in_settings_of_any_type_is_literal() -> None:
    """A third party's add-on may have sets, paths and models that aren't ours."""
    mark = '${file("/etc/hostname")}'
    stack = cdktf.TerraformStack(cdktf.Testing.app(), "mine")

    Blueprint(cluster=_CLUSTER, add_ons=[_TeamAddOn(team=_Team(names=frozenset({mark})), folders=(Path(mark),))]).deploy(stack)

    assert f"${mark} ${mark}" == _document(stack)["output"]["team"]["value"]


def test_two_outputs_with_one_name() -> None:
    """Neither replaces the other, in whichever order: the message names both add-ons."""
    team = _TeamAddOn(output="jupyterhub_url")
    for add_ons, names in (
        ([EbsCsiDriverAddOn(), team, _hub()], "add_ons[1].team and add_ons[2].jupyterhub"),
        ([EbsCsiDriverAddOn(), _hub(), team], "add_ons[1].jupyterhub and add_ons[2].team"),
    ):
        with pytest.raises(RenderError) as error:
            Blueprint(cluster=_CLUSTER, add_ons=add_ons).deploy(cdktf.TerraformStack(cdktf.Testing.app(), "mine"))
        assert f"[mine] {names} both publish the output 'jupyterhub_url'; give one of them another name" == str(error.value)


def test_secrets_in_tags() -> None:
    """What is certain is refused before anything is created; what only its name suggests is a warning."""
    blueprint = Blueprint(cluster=_CLUSTER, add_ons=[])

    with pytest.raises(BlueprintError, match=r"^tags\.owner: contains a URL with a password \(not shown\)") as error:
        blueprint.deploy(cdktf.TerraformStack(cdktf.Testing.app(), "test"), tags={"owner": "https://ada:canary@example.org"})
    assert "canary" not in str(error.value)
    (warning,) = blueprint.warnings({"ApiToken": "canary", "team": "data"})
    assert "tags.ApiToken: looks like a secret because of its name (not shown), which Terraform's state shows" == warning
