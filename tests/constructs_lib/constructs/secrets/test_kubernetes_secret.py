"""Secrets that Terraform passes on without storing them."""

from __future__ import annotations

import json
from typing import Any

import cdktf
import pytest

from constructs_lib import (
    ClusterConfig,
    EbsConfig,
    EbsCsiDriverAddOn,
    HubFileError,
    JupyterHubAddOn,
    JupyterHubServiceType,
    OidcConfig,
    SecretReference,
)
from constructs_lib.constructs.secrets.kubernetes_secret import KubernetesSecret
from constructs_lib.models.secrets.reference import SecretEnvVar
from stacks import BlueprintStack
from tests.conftest import Synth, hub_file, only
from tests.constructs_lib.stacks import new_stack, rendered, thing

_CANARY = "canary-${of}-%{a}-secret"


def _built(reference: SecretReference) -> dict[str, Any]:
    """Return the JSON of a secret for a hub's pod, and of what waits for it."""
    stack = new_stack()
    secret = SecretEnvVar(reference, "OAUTH_CLIENT_SECRET", "hub-login", "client_secret")
    made = KubernetesSecret(stack, "Secret", secret=secret, namespace="team-a", depends_on=[thing(stack, "namespace")])
    return rendered(stack, ready=made.ready)


def test_defaults() -> None:
    """A Secret with the requested name and key, after the namespace; the pod waits for it."""
    document = _built(SecretReference(variable="hub_secret"))
    ((name, secret),) = document["resource"]["kubernetes_secret_v1"].items()

    assert ({"name": "hub-login", "namespace": "team-a"}, "Opaque", 1) == tuple(
        secret[key] for key in ("metadata", "type", "data_wo_revision")
    )
    assert {"client_secret": "${var.hub_secret}"} == secret["data_wo"]
    assert ["test_thing.namespace"] == secret["depends_on"]
    assert [f"kubernetes_secret_v1.{name}"] == only(document, "test_later")["depends_on"]


def test_reference_to_a_kubernetes_secret() -> None:
    """Nothing is created, and there is nothing to wait for."""
    document = _built(SecretReference(kubernetes_secret="hub-oidc"))

    assert {"test_thing", "test_later"} == set(document["resource"])
    assert "depends_on" not in only(document, "test_later")


def test_reference_that_leads_nowhere() -> None:
    """It is refused before the construct is created."""
    with pytest.raises(ValueError, match="does not specify where the secret is stored"):
        _built(SecretReference())


def _hub(client_secret: dict[str, Any], **keys: Any) -> dict[str, Any]:
    oidc = {"hub_url": "https://hub.example.org", "google": {}, "client_id": "hub", "client_secret": client_secret, "allow_all": True}
    return {
        "jupyterhub": {"ebs_config": {"storage_class": "gp3", "capacity": "1Gi"}, "oidc_config": oidc, "service_type": "cluster_ip", **keys}
    }


def _file(*hubs: dict[str, Any]) -> dict[str, Any]:
    return hub_file({"ebs_csi_driver": {}}, *hubs)


def test_existing_kubernetes_secret_is_only_referred_to(synth: Synth) -> None:
    """Terraform creates nothing and reads nothing of it."""
    document = synth(_file(_hub({"kubernetes_secret": "hub-oidc"})))

    assert "kubernetes_secret_v1" not in document["resource"]
    assert "ephemeral" not in document


def test_secrets_manager_is_read_ephemerally_and_written_write_only(synth: Synth) -> None:
    """The value is in no argument that plan or state store, and the revision is set; without it the Secret would be empty."""
    document = synth(_file(_hub({"secrets_manager": "hub/oidc", "key": "client_secret", "revision": 2})))
    ((name, read),) = document["ephemeral"]["aws_secretsmanager_secret_version"].items()
    made = only(document, "kubernetes_secret_v1")

    assert {"secret_id": "hub/oidc"} == read
    expression = f'${{jsondecode(ephemeral.aws_secretsmanager_secret_version.{name}.secret_string)["client_secret"]}}'
    assert {"client_secret": expression} == made["data_wo"]
    assert made["data_wo_revision"] == 2
    assert not {"data", "binary_data"} & set(made)


def test_database_url_is_passed_the_same_way_beside_the_login(synth: Synth) -> None:
    """Two Secrets, neither with a value in plan or state, and the release waits for both."""
    database = {"url_secret": {"secrets_manager": "hub/db", "key": "url"}}
    document = synth(_file(_hub({"variable": "hub_client_secret"}, hub_database=database)))

    made = {block["metadata"]["name"].rpartition("-")[2]: block for block in document["resource"]["kubernetes_secret_v1"].values()}
    ((name, read),) = document["ephemeral"]["aws_secretsmanager_secret_version"].items()
    assert {"secret_id": "hub/db"} == read
    assert {"url": f'${{jsondecode(ephemeral.aws_secretsmanager_secret_version.{name}.secret_string)["url"]}}'} == made["database"][
        "data_wo"
    ]
    assert {"client_secret": "${var.hub_client_secret}"} == made["login"]["data_wo"]
    assert 2 == len([wait for wait in only(document, "helm_release")["depends_on"] if wait.startswith("kubernetes_secret_v1.")])


def test_whole_secret_without_a_key(synth: Synth) -> None:
    """A secret of Secrets Manager that is plain text is used as it is."""
    made = only(synth(_file(_hub({"secrets_manager": "hub/oidc"}))), "kubernetes_secret_v1")

    (value,) = made["data_wo"].values()
    assert value.endswith(".secret_string}")
    assert "jsondecode" not in value


def test_variable_is_ephemeral_and_sensitive(synth: Synth) -> None:
    """Terraform shows it nowhere, stores it nowhere, and refuses it in any argument that is stored."""
    document = synth(_file(_hub({"variable": "hub_secret"})))
    variable = document["variable"]["hub_secret"]

    assert (True, True, False) == (variable["ephemeral"], variable["sensitive"], variable["nullable"])
    assert "default" not in variable
    assert {"client_secret": "${var.hub_secret}"} == only(document, "kubernetes_secret_v1")["data_wo"]


def test_two_hubs_may_share_a_variable(synth: Synth) -> None:
    """It is declared once; each hub has a separate Secret."""
    document = synth(_file(_hub({"variable": "hub_secret"}), _hub({"variable": "hub_secret"}, namespace="other", release="other")))

    assert ["hub_secret"] == list(document["variable"])
    assert len(document["resource"]["kubernetes_secret_v1"]) == 2


def test_secret_comes_after_the_namespace_and_before_the_release(synth: Synth) -> None:
    """The pod refers to it from its first start."""
    document = synth(_file(_hub({"variable": "hub_secret"})))
    ((name, made),) = document["resource"]["kubernetes_secret_v1"].items()
    (namespace,) = document["resource"]["kubernetes_namespace_v1"]

    assert [f"kubernetes_namespace_v1.{namespace}"] == made["depends_on"]
    assert f"kubernetes_secret_v1.{name}" in only(document, "helm_release")["depends_on"]


def test_unsafe_plain_text_stays_out_of_values_with_a_warning() -> None:
    """Python allows it: in the write-only argument alone, its template marks escaped, with a warning."""
    app = cdktf.Testing.app()
    hub = JupyterHubAddOn(
        ebs_config=EbsConfig(storage_class="gp3", capacity="1Gi"),
        service_type=JupyterHubServiceType.CLUSTERIP,
        oidc_config=OidcConfig.model_validate(
            {
                "hub_url": "https://hub.example.org",
                "google": {},
                "client_id": "hub",
                "client_secret": SecretReference.unsafe_plain_text(_CANARY),
                "allow_all": True,
            }
        ),
    )
    stack = BlueprintStack(app, "test", cluster=ClusterConfig(name="c", region="us-west-2"), add_ons=[EbsCsiDriverAddOn(), hub])
    document = json.loads(cdktf.Testing.synth(stack))

    assert {"client_secret": _CANARY.replace("${", "$${").replace("%{", "%%{")} == only(document, "kubernetes_secret_v1")["data_wo"]
    assert "canary" not in json.dumps(only(document, "helm_release"))
    assert any("unsafe_plain_text" in warning for warning in hub.warnings())


def test_secret_in_the_environment_is_in_no_output(
    synth: Synth, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Synthesis doesn't even read the variable that the deployment will read."""
    monkeypatch.setenv("TF_VAR_hub_secret", "canary-in-the-environment")

    document = synth(_file(_hub({"variable": "hub_secret"})))

    assert "canary" not in json.dumps(document)
    assert "canary" not in "".join(capfd.readouterr())


def test_secret_in_a_hub_file_is_in_no_message(synth: Synth) -> None:
    """If someone writes the secret itself anywhere in the login's settings, the report doesn't repeat it."""
    values = {
        "hub": {
            "config": {"GenericOAuthenticator": {"client_secret": "canary-1"}, "DummyAuthenticator": {"password": "canary-2"}},
            "extraEnv": [{"name": "OAUTH_CLIENT_SECRET", "value": "canary-3"}],
        }
    }

    with pytest.raises(HubFileError) as error:
        synth(_file(_hub({"variable": "canary 4!"}, values=values, shared_password="canary-5")))

    assert len(error.value.problems) >= 5
    assert "canary" not in str(error.value)
