"""All settings of one hub: EKS Blueprints' messages, defaults, rules and warnings."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from constructs_lib.chart_values.jupyterhub import hub_values
from constructs_lib.models import chart_version
from constructs_lib.models.chart_version import RECOMMENDED, ChartVersion
from constructs_lib.models.exposure.load_balancer import JupyterHubServiceType
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.secrets.reference import SecretReference

_EBS: dict[str, Any] = {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}}
_EFS: dict[str, Any] = {"efs_config": {"pvc_name": "home", "capacity": "100Gi", "removal_policy": "RETAIN"}}
_LOCAL: dict[str, Any] = {"service_type": "cluster_ip"}
_OIDC: dict[str, Any] = {
    "callback_url": "https://hub.example.org/hub/oauth_callback",
    "auth_url": "https://login.example.org/authorize",
    "token_url": "https://login.example.org/token",
    "user_data_url": "https://login.example.org/userinfo",
    "client_id": "jupyterhub",
    "client_secret": {"kubernetes_secret": "hub-oidc"},
    "allow_all": True,
}


def _hub(*parts: dict[str, Any], **keys: Any) -> JupyterHubAddOnProps:
    data: dict[str, Any] = {}
    for part in parts:
        data |= part
    return JupyterHubAddOnProps.model_validate({**data, **keys})


def _mistakes(*parts: dict[str, Any], **keys: Any) -> list[tuple[str, str]]:
    with pytest.raises(ValidationError) as error:
        _hub(*parts, **keys)
    return [(".".join(map(str, line["loc"])), line["msg"]) for line in error.value.errors()]


def test_chart_version_without_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new major version is a mistake at its key until the table knows it; then the hub has its image, and values are not checked silently."""
    monkeypatch.setattr(chart_version, "SUPPORTED_MAJORS", (*chart_version.SUPPORTED_MAJORS, 5))
    assert [("version", "'5.0.0' is not supported yet: nothing is known here of chart 5.x")] == _mistakes(_LOCAL, _EBS, version="5.0.0")

    for table, entry in (
        ("DOCKER_STACKS_TAGS", "hub-6.0.0"),
        ("KUBESPAWNERS", "8.0.0"),
        ("OLDEST_KUBERNETES", "1.32"),
        ("JUPYTERHUBS", "6.0"),
    ):
        monkeypatch.setitem(getattr(chart_version, table), "5.0.0", entry)
    hub = _hub(_LOCAL, _EBS, version="5.0.0", values={"hub": {"labels": {"a": "b"}}})
    assert "hub-6.0.0" == hub_values(hub)["singleuser"]["image"]["tag"]
    expected = "values: are not checked. The schema of chart 5.0.0 is not known here; Helm validates the values"
    assert f"jupyterhub (jupyterhub): {expected}" in hub.warnings()


def test_no_storage() -> None:
    """EKS Blueprints' message, word for word, then what to do."""
    assert [("", "You need to provide a persistent storage option. Set ebs_config, efs_config or existing_claim_config")] == _mistakes(
        _LOCAL
    )


def test_both_storages() -> None:
    """EKS Blueprints' message, word for word, then what to do."""
    expected = "You cannot provide more than one persistent storage option. Remove ebs_config or efs_config"

    assert [("", expected)] == _mistakes(_LOCAL, _EBS, _EFS)


def test_ingress_settings_without_ingress() -> None:
    """EKS Blueprints' messages, word for word, then what to do."""
    found = _mistakes(_LOCAL, _EBS, ingress_hosts=["hub.example.org"], ingress_annotations={"a": "b"})

    assert [
        ("ingress_hosts", "Ingress Hosts CANNOT be assigned when ingress is disabled"),
        ("ingress_annotations", "Ingress annotations CANNOT be assigned when ingress is disabled"),
    ] == [(key, text.partition(" (service_type is cluster_ip); set")[0]) for key, text in found]


def test_standard_helm_options() -> None:
    """The defaults are those of EKS Blueprints, except for a chart without published vulnerabilities."""
    hub = _hub(_LOCAL, _EBS)

    assert ("jupyterhub", "jupyterhub", "jupyterhub", "blueprints-addon-jupyterhub", "4.4.0") == (
        hub.name, hub.namespace, hub.chart, hub.release, hub.version
    )  # fmt: skip
    assert ("https://hub.jupyter.org/helm-chart/", True, {}) == (hub.repository, hub.create_namespace, hub.values)
    assert (900, True, True) == (hub.timeout, hub.atomic, hub.wait)


def test_default_exposure_is_the_internet() -> None:
    """As in EKS Blueprints a hub has an NLB; `checks.promises` refuses that without login and TLS, or two explicit settings."""
    hub = _hub(_EBS)
    assert JupyterHubServiceType.NLB is hub.exposed_by
    assert hub.internet_facing


def test_chart_version() -> None:
    """The version is the parsed one; without one it is the recommended one."""
    assert ChartVersion(2, 0, 0) == _hub(_LOCAL, _EBS, version="2.0.0").chart_version
    assert RECOMMENDED == str(_hub(_LOCAL, _EBS).chart_version)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (_EBS | _LOCAL, {"ebs_csi_driver": "ebs_config"}),
        (_EFS | _LOCAL, {"efs_csi_driver": "efs_config"}),
        (
            _EFS | {"load_balancer_scheme": "internal"},
            {"efs_csi_driver": "efs_config", "aws_load_balancer_controller": "service_type nlb"},
        ),
        (
            _EBS | {"enable_ingress": True, "load_balancer_scheme": "internal"},
            {"ebs_csi_driver": "ebs_config", "aws_load_balancer_controller": "service_type alb"},
        ),
    ],
)
def test_required_add_ons(settings: dict[str, Any], expected: dict[str, str]) -> None:
    """The driver of the homes, and the controller if there is a load balancer."""
    assert expected == _hub(settings).requires()


def test_login_secret() -> None:
    """The provider's secret, the shared password, or none."""
    by_provider = _hub(_LOCAL, _EBS, oidc_config=_OIDC).login_secret
    by_password = _hub(_LOCAL, _EBS, shared_password={"variable": "hub_password"}, release="workshop").login_secret

    assert by_provider is not None
    assert by_password is not None
    assert ("OAUTH_CLIENT_SECRET", "hub-oidc", "client_secret") == (by_provider.variable, by_provider.name, by_provider.key)
    assert ("SHARED_PASSWORD", "workshop-login", "password") == (by_password.variable, by_password.name, by_password.key)
    assert _hub(_LOCAL, _EBS).login_secret is None


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ({"kubernetes_secret": "hub-db"}, ("hub-db", "url")),
        ({"kubernetes_secret": "hub-db", "key": "dsn"}, ("hub-db", "dsn")),
        ({"secrets_manager": "hub/db", "key": "dsn"}, ("lab-database", "url")),
        ({"variable": "db_url"}, ("lab-database", "url")),
    ],
    ids=str,
)
def test_database_secret(reference: dict[str, str], expected: tuple[str, str]) -> None:
    """An existing Secret is used as it is; any other reference is passed to one that is created."""
    secret = _hub(_LOCAL, _EBS, hub_database={"url_secret": reference}, release="lab").database_secret

    assert secret is not None
    assert expected == (secret.name, secret.key)
    assert _hub(_LOCAL, _EBS).database_secret is None


def test_callback_of_another_host() -> None:
    """The host of the hub's public URL is checked too, and reported at its own key."""
    oidc = {**{key: value for key, value in _OIDC.items() if key != "callback_url"}, "hub_url": "https://other.example.org"}
    alb = {"service_type": "alb", "load_balancer_scheme": "internal", "ingress_hosts": ["hub.example.org"]}

    ((key, text),) = _mistakes(_EBS, alb, oidc_config=oidc)

    assert "oidc_config.hub_url" == key
    assert text.startswith("'https://other.example.org/hub/oauth_callback' points to other.example.org, but this hub is at hub.example.org")


def test_callback_that_only_terraform_knows() -> None:
    """A token has no host to compare, and the hub's names may include the right one."""
    alb = {"service_type": "alb", "load_balancer_scheme": "internal", "ingress_hosts": ["hub.example.org"]}

    hub = _hub(_EBS, alb, oidc_config={**_OIDC, "callback_url": "${TfToken[TOKEN.1]}"})

    assert ("hub.example.org",) == hub.host_names
    names = ["hub.example.org", "${TfToken[TOKEN.2]}"]
    assert (
        tuple(names)
        == _hub(
            _EBS, alb, ingress_hosts=names, oidc_config={**_OIDC, "callback_url": "https://other.example.org/hub/oauth_callback"}
        ).host_names
    )


def test_what_the_charts_login_does_not_support() -> None:
    """What the chart version doesn't support is reported below oidc_config."""
    ((key, _),) = _mistakes(_LOCAL, _EBS, version="2.0.0", oidc_config={**_OIDC, "auth_refresh_age": 60})

    assert "oidc_config.auth_refresh_age" == key


def test_plain_secret_in_the_values() -> None:
    """A client secret in `values` is refused, and its text is not repeated."""
    values = {"hub": {"config": {"GenericOAuthenticator": {"client_secret": "canary"}}}}

    ((key, text),) = _mistakes(_LOCAL, _EBS, values=values)

    assert "values.hub.config.GenericOAuthenticator.client_secret" == key
    assert "canary" not in text


_QUIET = {**_LOCAL, "oidc_config": {**_OIDC, "callback_url": "http://localhost:8080/hub/oauth_callback"}}
_ROOT = "run_as_root: true makes every user root in the server's container"
_LATEST = "notebook_tag: latest can change at any time; pin a tag"
_TWO_HOLES = (
    "chart 4.3.3 has published vulnerabilities: CVE-2026-40864 (cross-site request forgery), "
    "GHSA-p43p-whwx-q52h (denial of service). Chart 4.4.0 has fixed them"
)
_FROZEN = "Docker Stacks images on Docker Hub have been frozen since October 2023; use jupyter/… for those on quay.io"


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, []),
        ({"run_as_root": True}, [_ROOT]),
        ({"notebook_tag": "latest"}, [_LATEST]),
        ({"notebook_stack": "docker.io/jupyter/base-notebook"}, [_FROZEN]),
        ({"notebook_stack": "index.docker.io/jupyter/base-notebook"}, [_FROZEN]),
        ({"notebook_stack": "docker.io/team/notebook", "notebook_tag": "1"}, []),
        (
            {"version": "4.3.4"},
            ["chart 4.3.4 has published vulnerabilities: GHSA-p43p-whwx-q52h (denial of service). Chart 4.4.0 has fixed them"],
        ),
        (
            {"version": "4.3.3"},
            [_TWO_HOLES],
        ),
        (
            {"hub_database": "in_memory"},
            ["hub_database: in_memory loses the logged-in users and running servers at each restart of the hub"],
        ),
        (
            {"oidc_config": _OIDC},
            ["the callback URL is https, but no TLS is configured here; TLS has to be terminated in front of this hub"],
        ),
        (
            {"oidc_config": None},
            ["without oidc_config anyone can log in with any user name and password; use an identity provider for anything but a trial"],
        ),
        (
            {"oidc_config": None, "shared_password": {"kubernetes_secret": "p"}},
            ["anyone who knows shared_password can log in under any name; use an identity provider for anything but a workshop"],
        ),
        ({"run_as_root": True, "notebook_tag": "latest"}, [_ROOT, _LATEST]),
        (
            {"values": {"hub": {"extraEnv": {"PGPASSWORD": "x"}}}},
            [
                "values.hub.extraEnv.PGPASSWORD: looks like a secret because of its name (not shown), which Terraform's state and the Helm release show"
            ],
        ),
        (
            {"values": {"proxy": {"secretToken": "x"}}, "unsafe_plain_text": ["values.proxy"]},
            [
                (
                    "values.proxy.secretToken: is a secret in plain text (not shown), which Terraform's state and the Helm release show; "
                    "unsafe_plain_text allows it"
                )
            ],
        ),
        (
            {"values": {"hub": {"extraEnv": [{"name": "OAUTH_CLIENT_SECRET", "valueFrom": {"secretKeyRef": {"name": "a", "key": "b"}}}]}}},
            ["values.hub.extraEnv.OAUTH_CLIENT_SECRET replaces the secret that another key of this hub refers to"],
        ),
    ],
)
def test_warnings(settings: dict[str, Any], expected: list[str]) -> None:
    """What works but should be known is reported, with the hub's name and namespace; a hub without warnings reports nothing."""
    assert [f"jupyterhub (jupyterhub): {text}" for text in expected] == _hub(_EBS, _QUIET, settings).warnings()


def test_warning_on_a_plain_secret_from_python() -> None:
    """It ends up in cdk.tf.json, so it is reported at each synth, without its text."""
    hub = _hub(_EBS, _LOCAL, oidc_config={**_OIDC, "client_secret": SecretReference.unsafe_plain_text("canary")})

    message = "unsafe_plain_text writes the login secret to cdk.tf.json; use a reference to a secret instead, and rotate this secret"
    assert [f"jupyterhub (jupyterhub): {message}"] == [warning for warning in hub.warnings() if "callback" not in warning]


@pytest.mark.parametrize(
    ("policy", "expected"),
    [("DESTROY", ["removal_policy: DESTROY has no effect, because an existing file system is never deleted"]), ("RETAIN", [])],
)
def test_existing_file_system_is_never_deleted(policy: str, expected: list[str]) -> None:
    """A policy that states otherwise for an existing one is reported to have no effect."""
    efs = {"pvc_name": "home", "capacity": "100Gi", "removal_policy": policy, "existing_file_system_id": "fs-0123456789abcdef0"}

    hub = {**_QUIET, "hub_database": {"storage_class": "gp3"}}

    assert [f"jupyterhub (jupyterhub): {text}" for text in expected] == _hub(hub, efs_config=efs).warnings()
    assert [] == _hub(hub, efs_config={key: value for key, value in efs.items() if key != "existing_file_system_id"}).warnings()


@pytest.mark.parametrize(("database", "first"), [(None, "without hub_database, "), ({"efs": True}, "")])
def test_sqlite_on_efs(database: dict[str, Any] | None, first: str) -> None:
    """The default and its explicit value are warned about, with both alternatives; a volume on EBS beside EFS is not."""
    efs = {"pvc_name": "home", "capacity": "100Gi", "removal_policy": "RETAIN"}
    (warning,) = _hub(_QUIET, efs_config=efs, hub_database=database).warnings()

    assert warning.startswith(f"jupyterhub (jupyterhub): {first}the hub's database is an SQLite file on EFS")
    assert "hub_database: {storage_class: …, capacity: 1Gi}" in warning
    assert "{url_secret: …}" in warning
    assert [] == _hub(_QUIET, efs_config=efs, hub_database={"storage_class": "gp3"}).warnings()


def test_namespace_with_an_existing_claim_is_deleted_on_destroy() -> None:
    """Unless someone else creates the namespace too."""
    claim = {"existing_claim_config": {"pvc_name": "homes"}, "hub_database": {"storage_class": "gp3"}}
    expected = (
        "jupyterhub (jupyterhub): destroy deletes the namespace, including the claim homes of existing_claim_config; "
        "set create_namespace: false to keep them"
    )

    assert [expected] == _hub(_QUIET, **claim).warnings()
    assert [] == _hub(_QUIET, **claim, create_namespace=False).warnings()


@pytest.mark.parametrize(
    ("settings", "beginning"),
    [
        ({**_EFS, "values": {"singleuser": {"storage": {"static": {"subPath": "home"}}}}}, "values.singleuser.storage.static.subPath: 'home' is the same"),
        (
            {**_EBS, "values": {"hub": {"allowNamedServers": True}, "singleuser": {"storage": {"dynamic": {"pvcNameTemplate": "{username}{servername}"}}}}},
            "values.singleuser.storage.dynamic.pvcNameTemplate: '{username}{servername}' is the same for alice's server b",
        ),
        (
            {**_EBS, "values": {"singleuser": {"extraPodConfig": {"securityContext": {"runAsUser": 1000}}}}},
            "values.singleuser.extraPodConfig.securityContext replaces the group that owns the homes",
        ),
    ],
)  # fmt: skip
def test_warnings_of_homes(settings: dict[str, Any], beginning: str) -> None:
    """If one user's server would get the home of another."""
    storage_warning = [
        warning for warning in _hub(_QUIET, settings).warnings() if warning.startswith(f"jupyterhub (jupyterhub): {beginning}")
    ]

    assert 1 == len(storage_warning)


@pytest.mark.parametrize("settings", [_EFS, {**_EBS, "named_servers": {"limit": 2}}, {**_EBS, "delete_user_volumes": True}])
def test_homes_that_need_no_warning(settings: dict[str, Any]) -> None:
    """Each user has a home."""
    assert [] == [warning for warning in _hub(_QUIET, settings).warnings() if "home" in warning]


@pytest.mark.parametrize("storage", [_EFS, {"existing_claim_config": {"pvc_name": "lustre"}, "hub_database": "in_memory"}])
def test_no_volumes_of_users(storage: dict[str, Any]) -> None:
    """Nothing that is deleted with a user."""
    ((path, message),) = _mistakes(_LOCAL, storage, delete_user_volumes=True)

    assert ("delete_user_volumes", True) == (path, message.startswith("has no effect with "))
