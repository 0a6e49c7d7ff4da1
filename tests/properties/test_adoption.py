"""Releases as people have them: each combination of common values is adopted without an open question and without a secret."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from constructs_lib.chart_values.merge import merged
from jupyterhub_on_eks.adoption.adopting import Adoption, adopt_into
from jupyterhub_on_eks.adoption.hub_file import hub_file_text
from jupyterhub_on_eks.adoption.translation import translated
from tests.conftest import Synth
from tests.jupyterhub_on_eks.adoption.hubs import BLUEPRINTS_EBS, BLUEPRINTS_EFS, CANARY, HELM_ALONE, found

_NLB = "service.beta.kubernetes.io/aws-load-balancer-"
_ARN = "arn:aws:acm:us-west-2:111122223333:certificate/12345678-1234-1234-1234-123456789012"
_HOST = "hub.example.org"


def _service(**annotations: str) -> dict[str, Any]:
    return {"proxy": {"service": {"annotations": {f"{_NLB}{key.replace('_', '-')}": value for key, value in annotations.items()}}}}


def _ingress(**given_values: Any) -> dict[str, Any]:
    return {"proxy": {"service": {"type": "ClusterIP"}}, "ingress": {"enabled": True, "hosts": [_HOST], **given_values}}


_GITHUB = {"client_id": "a", "client_secret": CANARY, "oauth_callback_url": f"https://{_HOST}/hub/oauth_callback", "allowed_users": ["ada"]}
#: For each subject, what a release may set about it.
COMMON: dict[str, list[dict[str, Any]]] = {
    "exposure": [
        {},
        {"proxy": {"service": {"type": "ClusterIP"}}},
        {"proxy": {"service": {"type": "NodePort"}}},
        _service(type="external", scheme="internal"),
        _service(type="external", scheme="internet-facing", nlb_target_type="ip", ssl_cert=_ARN),
        _service(type="nlb"),
        _service(type="nlb", internal="true"),
        _service(type="nlb", internal="true", ssl_cert=_ARN),
        _service(type="nlb", ssl_cert=_ARN, ssl_ports="https", backend_protocol="tcp"),
        _service(type="nlb", scheme="internet-facing", nlb_target_type="ip"),
        _service(type="nlb", scheme="internal", nlb_target_type="ip"),
        _service(type="nlb", nlb_target_type="ip"),
        _service(ssl_cert=_ARN, internal="true"),
        _ingress(ingressClassName="nginx", tls=[{"hosts": [_HOST], "secretName": "hub-tls"}]),
        _ingress(annotations={"kubernetes.io/ingress.class": "nginx"}),
        _ingress(ingressClassName="alb", annotations={"alb.ingress.kubernetes.io/scheme": "internal"}),
        {"proxy": {"https": {"enabled": True, "hosts": [_HOST], "letsencrypt": {"contactEmail": "ops@example.org"}}}},
        {"proxy": {"https": {"enabled": True, "type": "manual", "manual": {"key": f"{CANARY}-key", "cert": "c"}}}},
        {"proxy": {"https": {"enabled": True, "type": "secret", "secret": {"name": "tls"}}}},
    ],
    "login": [
        {},
        {"hub": {"config": {"JupyterHub": {"authenticator_class": "github"}, "GitHubOAuthenticator": _GITHUB}}},
        {"hub": {"config": {"JupyterHub": {"authenticator_class": "dummy"}, "DummyAuthenticator": {"password": CANARY}}}},
        {"hub": {"config": {"JupyterHub": {"authenticator_class": "ldap"}, "LDAPAuthenticator": {"lookup_dn_search_password": CANARY}}}},
    ],
    "profiles": [
        {},
        {"singleuser": {"profileList": [{"display_name": "A", "kubespawner_override": {"image": "example.org/a:1"}}]}},
        {"singleuser": {"profileList": [{"display_name": "A", "kubespawner_override": {"mem_limit": "8G"}}]}},
        {"singleuser": {"profileList": [{"display_name": "A", "profile_options": {"image": {"display_name": "I", "choices": {
            "a": {"display_name": "A", "kubespawner_override": {"image": "example.org/a:1"}}}}}}]}},
    ],
    "pre-pulling": [
        {},
        {"prePuller": {"hook": {"enabled": False}}},
        {"prePuller": {"hook": {"enabled": False}, "continuous": {"enabled": False}}},
    ],
    "registry": [
        {},
        {"imagePullSecret": {"create": True, "registry": "registry.example.org", "username": "ada", "password": CANARY}},
        {"imagePullSecret": {"create": False, "password": CANARY}},
        {"imagePullSecret": {"create": True, "registry": "r.example.org", "username": "a", "password": CANARY}, "imagePullSecrets": ["mine"]},
        {"imagePullSecrets": [{"name": "mine"}]},
    ],
    "files": [
        {},
        {"singleuser": {"extraFiles": {"my.cnf": {"mountPath": "/etc/my.cnf", "stringData": f"[client]\npassword = {CANARY}\n"}}}},
        {"singleuser": {"extraFiles": {"netrc": {"mountPath": "/x", "stringData": f"machine a.example.org login a password {CANARY}"}}}},
        {"hub": {"extraFiles": {"pgpass": {"mountPath": "/x", "stringData": f"db:5432:*:hub:{CANARY}"}}}},
        {"hub": {"extraFiles": {"logo": {"mountPath": "/x", "binaryData": "aGVsbG8="}}}},
    ],
    "programs": [
        {},
        {"hub": {"extraConfig": {"banner": "c.JupyterHub.template_vars = {'announcement': 'Backups at noon'}"}}},
        {"hub": {"extraConfig": {"login": f"pw = '{CANARY}'"}}},
        {"hub": {"services": {"grader": {"url": "http://grader:8080", "apiToken": CANARY}}}},
        {"hub": {"extraEnv": {"A_TOKEN": CANARY, "B": "b"}}},
    ],
    "storage": [
        {},
        {"singleuser": {"storage": {"capacity": "5Gi", "dynamic": {"storageClass": "gp3"}}}},
        {"singleuser": {"storage": {"type": "static", "static": {"pvcName": "homes"}}}},
    ],
    "database": [{}, {"hub": {"db": {"type": "sqlite-memory"}}}, {"hub": {"db": {"type": "postgres", "url": f"postgresql://hub:{CANARY}@db/hub"}}}],
    "servers": [
        {},
        {"singleuser": {"cpu": {"limit": 2, "guarantee": 0.5}, "memory": {"limit": "4G", "guarantee": "1G"}, "defaultUrl": "/lab"}},
        {"singleuser": {"extraEnv": {"TEAM": "physics", "API_KEY": CANARY}, "nodeSelector": {"pool": "users"}}},
        {"singleuser": {"image": {"name": "quay.io/jupyter/scipy-notebook", "tag": "2026-08-03", "pullPolicy": "Always"}}},
        {"cull": {"timeout": 7200, "every": 300, "maxAge": 0}, "hub": {"concurrentSpawnLimit": 20, "allowNamedServers": True}},
        {"scheduling": {"userScheduler": {"enabled": True}, "podPriority": {"enabled": True}, "userPlaceholder": {"replicas": 3}}},
    ],
}  # fmt: skip
_RELEASES = st.tuples(*(st.sampled_from(choices) for choices in COMMON.values())).map(lambda parts: merged({}, *parts))


def _adopted(values: dict[str, Any], version: str, folder: Path) -> Adoption:
    return adopt_into(found(values, version), folder / "hub.yaml", keep_open=True, overwrite=True)


def _promises(adoption: Adoption) -> None:
    text = adoption.hub_file.read_text(encoding="utf-8")

    assert [] == [str(each) for each in adoption.translation.differences if not each.reason]
    assert [] == [f"{each.path}: {each.message}" for each in adoption.check.mistakes]
    assert CANARY not in text
    assert "aGVsbG8=" not in text


@pytest.mark.parametrize(
    ("subject", "position"), [(subject, position) for subject, choices in COMMON.items() for position in range(len(choices))]
)
@pytest.mark.parametrize("version", ["2.0.0", "4.4.0"])
def test_each_alone(tmp_path: Path, subject: str, position: int, version: str) -> None:
    """The file passes the check as it is, once a hub that is open today may stay so."""
    _promises(_adopted(COMMON[subject][position], version, tmp_path))


@pytest.mark.property
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(_RELEASES, st.sampled_from(["2.0.0", "3.3.8", "4.4.0"]))
def test_any_combination(values: dict[str, Any], version: str) -> None:
    """As alone. Chart 1.x has no ingressClassName."""
    with tempfile.TemporaryDirectory() as folder:
        _promises(_adopted(values, version, Path(folder)))


@pytest.mark.parametrize("subject", COMMON)
def test_synthesizes(synth: Synth, subject: str) -> None:
    """What passes the check becomes Terraform's JSON."""
    for values in COMMON[subject]:
        assert "helm_release" in synth(hub_file_text(translated(found(values), keep_open=True)))["resource"]


@pytest.mark.parametrize(("values", "version"), [(BLUEPRINTS_EBS, "2.0.0"), (BLUEPRINTS_EFS, "2.0.0"), (HELM_ALONE, "4.4.0")])
def test_whole_hubs(tmp_path: Path, values: str, version: str) -> None:
    """Those of the other tests too."""
    _promises(adopt_into(found(values, version), tmp_path / "hub.yaml", keep_open=True))
