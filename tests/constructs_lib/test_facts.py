"""The facts of a stack: complete, as the user wrote them, and without secrets."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from constructs_lib import (
    AddOn,
    Blueprint,
    ClusterConfig,
    Deployment,
    JupyterHubAddOn,
    Output,
    Prerequisite,
    PrerequisiteKind,
    TerraformCli,
)
from constructs_lib.facts import stack_facts
from constructs_lib.models.prerequisites import PrerequisiteKind as Kind
from tests.conftest import ROOT

_TOKEN = "${TfToken[TOKEN.3]}"
_CLUSTER = ClusterConfig(name="research-cluster", region="us-west-2")


class _Metrics(AddOn):
    """A user's own add-on."""

    KEY = "metrics"


def _facts(*deployments: Deployment, cluster: ClusterConfig = _CLUSTER, cli: TerraformCli | None = None, **options: Any) -> dict[str, Any]:
    blueprint = Blueprint(cluster=cluster, add_ons=[_Metrics() for _ in deployments], cli=cli or TerraformCli(), verified=True)
    facts = stack_facts(blueprint, deployments, stack="research", **options)
    return dict(json.loads(json.dumps(facts)))


def _need(kind: PrerequisiteKind, name: str, **more: Any) -> Prerequisite:
    return Prerequisite(kind=kind, name=name, description=more.pop("description", f"the {name}"), **more)


def test_empty_blueprint() -> None:
    """All keys exist, and are empty."""
    assert {
        "format": 1,
        "stack": "research",
        "cluster": {
            "name": "research-cluster",
            "region": "us-west-2",
            "authentication": "exec",
            "kubeconfig_command": "aws eks update-kubeconfig --name research-cluster --region us-west-2",
            "login_programs": ["aws"],
        },
        "add_ons": [],
        "prerequisites": [],
        "retained": {"on_destroy": "refuse", "addresses": []},
        "volumes": [],
        "removed": [],
        "warnings": [],
    } == _facts()


def test_login_with_a_token_runs_no_program() -> None:
    """So none has to be installed."""
    cluster = _facts(cluster=ClusterConfig.model_validate({**_CLUSTER.model_dump(), "authentication": "token"}))["cluster"]

    assert ("token", []) == (cluster["authentication"], cluster["login_programs"])


def test_the_stacks_own_providers() -> None:
    """How they log in is unknown here."""
    cluster = _facts(make_providers=False)["cluster"]

    assert (None, []) == (cluster["authentication"], cluster["login_programs"])


def test_add_ons_in_their_order() -> None:
    """A third party's add-on publishes as much as built-in ones."""
    first, second = _facts(
        Deployment(),
        Deployment(
            namespace="metrics",
            url="https://metrics.example.org",
            status_commands=["kubectl get po -n metrics"],
            retained=["aws_x.a"],
            outputs={"a": Output(value="x", description=""), "b": Output(value="https://metrics.example.org", description="")},
        ),
    )["add_ons"]

    assert {
        "key": "metrics",
        "namespace": None,
        "url": None,
        "url_output": None,
        "status_commands": [],
        "outputs": [],
        "retained": [],
    } == first
    assert {
        "key": "metrics",
        "namespace": "metrics",
        "url": "https://metrics.example.org",
        "url_output": "b",
        "status_commands": ["kubectl get po -n metrics"],
        "outputs": ["a", "b"],
        "retained": ["aws_x.a"],
    } == second


def test_url_that_only_terraform_knows() -> None:
    """There is no text yet, but the output that will have it."""
    url = '${try("http://${data.kubernetes_service_v1.x.status[0].hostname}", "")}'
    (add_on,) = _facts(Deployment(url=url, outputs={"hub_url": Output(value=url, description="")}))["add_ons"]

    assert (None, "hub_url") == (add_on["url"], add_on["url_output"])


def test_prerequisites_by_kind_and_each_once() -> None:
    """In the order in which someone provides them, whichever add-on needs them first."""
    secret = _need(Kind.KUBERNETES_SECRET, "hub-oidc", namespace="hub", key="client_secret")
    facts = _facts(
        Deployment(prerequisites=[_need(Kind.PERSISTENT_VOLUME_CLAIM, "home", namespace="hub"), _need(Kind.STORAGE_CLASS, "gp3"), secret]),
        Deployment(
            prerequisites=[
                _need(Kind.SECRETS_MANAGER_SECRET, "hub/oidc"),
                _need(Kind.VARIABLE, "password"),
                _need(Kind.STORAGE_CLASS, "gp3", description="named again"),
                _need(Kind.KUBERNETES_SECRET, "hub-oidc", namespace="hub", key="cookie"),
            ]
        ),
    )

    assert [
        ("variable", "password"),
        ("secrets_manager_secret", "hub/oidc"),
        ("kubernetes_secret", "hub-oidc"),
        ("kubernetes_secret", "hub-oidc"),
        ("storage_class", "gp3"),
        ("persistent_volume_claim", "home"),
    ] == [(need["kind"], need["name"]) for need in facts["prerequisites"]]
    assert {
        "kind": "kubernetes_secret",
        "name": "hub-oidc",
        "namespace": "hub",
        "key": "client_secret",
        "description": "the hub-oidc",
    } == facts["prerequisites"][2]
    assert "the gp3" == facts["prerequisites"][4]["description"]


def test_what_the_stack_creates_is_not_a_prerequisite() -> None:
    """A storage class of another add-on, and what only Terraform can name."""
    facts = _facts(
        Deployment(prerequisites=[_need(Kind.STORAGE_CLASS, "made"), _need(Kind.SECRETS_MANAGER_SECRET, _TOKEN)]),
        Deployment(storage_classes={"made": ()}),
    )

    assert [] == facts["prerequisites"]


@pytest.mark.parametrize(("cli", "expected"), [(None, "refuse"), (TerraformCli(terraform_version="1.16"), "leave")])
def test_retained_and_removed(cli: TerraformCli | None, expected: str) -> None:
    """Addresses of all add-ons; the Terraform version decides what a destroy does with those that stay."""
    facts = _facts(Deployment(retained=["aws_x.a"], removed=["aws_x.b"]), Deployment(retained=["aws_x.c"]), cli=cli)

    assert {"on_destroy": expected, "addresses": ["aws_x.a", "aws_x.c"]} == facts["retained"]
    assert ["aws_x.b"] == facts["removed"]


def test_text_is_as_the_user_wrote_it() -> None:
    """Escaped text is restored for other readers; values that only Terraform knows are marked as such."""
    need = _need(Kind.KUBERNETES_SECRET, "a-$${b}", namespace=_TOKEN, description=f"the Secret a-$${{b}} in {_TOKEN}")
    facts = _facts(
        Deployment(
            namespace=_TOKEN,
            status_commands=["kubectl get po -l a=$${b}", f"kubectl get po -n {_TOKEN}"],
            prerequisites=[need],
            warnings=[f"%%{{x}} is in {_TOKEN}"],
        ),
        cluster=ClusterConfig(name=_TOKEN, region="us-west-2"),
    )

    (add_on,), (found,) = facts["add_ons"], facts["prerequisites"]
    assert (None, ["kubectl get po -l a=${b}"]) == (add_on["namespace"], add_on["status_commands"])
    assert ("a-${b}", None, "the Secret a-${b} in (known after apply)") == (found["name"], found["namespace"], found["description"])
    assert ["%{x} is in (known after apply)"] == facts["warnings"]
    assert (None, None) == (facts["cluster"]["name"], facts["cluster"]["kubeconfig_command"])


def test_deployments_of_another_blueprint_are_refused() -> None:
    """Each add-on has one."""
    with pytest.raises(ValueError, match="zip"):
        stack_facts(Blueprint(cluster=_CLUSTER, add_ons=[_Metrics()]), [], stack="research")


def test_pure() -> None:
    """The facts are built without the packages that load CDKTF."""
    program = (
        "import sys\n"
        "from constructs_lib.blueprint import Blueprint\n"
        "from constructs_lib.models.eks.cluster import ClusterConfig\n"
        "from constructs_lib.facts import stack_facts\n"
        "blueprint = Blueprint(cluster=ClusterConfig(name='a', region='us-west-2'), add_ons=[])\n"
        "stack_facts(blueprint, [], stack='a')\n"
        "print([name for name in sys.modules if name.startswith(('constructs_lib.constructs', 'constructs_lib.terraform'))])"
    )

    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert "[]\n" == run.stdout


def test_warnings_about_tags() -> None:
    """They are the stack's, and the facts have them too."""
    facts = stack_facts(Blueprint(cluster=_CLUSTER, add_ons=[]), [], stack="research", tags={"ApiToken": "canary"})

    assert ["tags.ApiToken: looks like a secret because of its name (not shown), which Terraform's state shows"] == facts["warnings"]


def test_volumes() -> None:
    """Those whose claims a destroy deletes, with what happens to them; users' claims outlive it in someone else's namespace."""
    ebs = {"storage_class": {"name": "homes"}, "capacity": "10Gi", "removal_policy": "DESTROY"}
    hub = JupyterHubAddOn.model_validate({"service_type": "cluster_ip", "ebs_config": ebs, "create_namespace": False})
    blueprint = Blueprint(cluster=_CLUSTER, add_ons=[hub], verified=True)
    database = {"namespace": "jupyterhub", "holds": "hub_database", "storage_class": "homes", "claim": "hub-db-dir", "on_destroy": "delete"}

    assert [database] == stack_facts(blueprint, [Deployment()], stack="research")["volumes"]
