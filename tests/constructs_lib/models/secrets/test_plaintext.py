"""Secrets as text: each is refused or reported, in a hub file and in Python, and the text itself is never repeated."""

from __future__ import annotations

import base64
import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from constructs_lib import (
    AwsLoadBalancerControllerAddOn,
    EbsCsiDriverAddOn,
    EfsCsiDriverAddOn,
    HubFileError,
    JupyterHubAddOn,
    read_hub_file,
)
from constructs_lib.add_ons.contract import AddOn
from constructs_lib.hub_files import HubFile
from constructs_lib.models.secrets.plaintext import plain_secrets
from tests.conftest import hub_file
from tests.properties.profile import PROFILE

#: The marker in place of a secret. Every message is searched for it.
CANARY = "canary/of-4-secret"
_URL = f"postgresql://hub:{CANARY}@db.example.org/hub"
_PEM = f"-----BEGIN RSA PRIVATE {'KEY'}-----\n{CANARY}\n-----END RSA PRIVATE {'KEY'}-----"
_GITHUB = "gh" + "p_canary0of0a0secret0canary0of0a0secret0"
_ADD_ONS: dict[str, type[AddOn]] = {
    add_on.KEY: add_on for add_on in (JupyterHubAddOn, AwsLoadBalancerControllerAddOn, EbsCsiDriverAddOn, EfsCsiDriverAddOn)
}
_HUB: dict[str, Any] = {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, "service_type": "cluster_ip"}
_OIDC = {
    "hub_url": "https://hub.example.org",
    "auth_url": "https://login.example.org/authorize",
    "token_url": "https://login.example.org/token",
    "user_data_url": "https://login.example.org/userinfo",
    "client_id": "hub",
    "client_secret": {"kubernetes_secret": "hub-oidc"},
    "allow_all": True,
}


def at(path: str, value: Any) -> dict[str, Any]:
    """Nest a value below keys joined by dots; ``0`` is the only item of a list."""
    for key in reversed(path.split(".")):
        value = [value] if key == "0" else {key: value}
    return dict(value)


#: Key, its value, and whether it is refused (otherwise a warning names it).
def _file(**content: Any) -> dict[str, Any]:
    """Return an entry of the chart's ``extraFiles``."""
    return {"mountPath": "/etc/a-file", **content}


HUB_PLACES: list[tuple[str, Any, bool]] = [
    ("values.imagePullSecret.password", CANARY, True),
    ("values.proxy.https.manual.key", CANARY, True),
    ("values.proxy.secretToken", CANARY, True),
    ("values.hub.cookieSecret", CANARY, True),
    ("values.hub.db.password", CANARY, True),
    ("values.hub.db.url", _URL, True),
    ("values.hub.db.url", f"postgresql://db.example.org/hub?sslmode=require&password={CANARY}", True),
    ("values.hub.config.JupyterHub.db_url", _URL, True),
    ("values.hub.config.JupyterHub.cookie_secret", CANARY, True),
    ("values.hub.config.JupyterHub.proxy_auth_token", CANARY, True),
    ("values.hub.config.JupyterHub.services.0.api_token", CANARY, True),
    ("values.hub.config.JupyterHub.api_tokens", {CANARY: "ada"}, True),
    ("values.hub.config.JupyterHub.service_tokens", {CANARY: "grader"}, True),
    ("values.hub.config.CryptKeeper.keys", [CANARY], True),
    ("values.hub.config.ConfigurableHTTPProxy.auth_token", CANARY, True),
    ("values.hub.config.LDAPAuthenticator.lookup_dn_search_password", CANARY, True),
    ("values.hub.config.LTI11Authenticator.consumers", {"key": CANARY}, True),
    ("values.hub.config.DummyAuthenticator.password", CANARY, True),
    ("values.hub.config.DummyAuthenticator.password", 4711_0815, True),
    ("values.hub.config.SharedPasswordAuthenticator.admin_password", CANARY, True),
    ("values.hub.config.AnyAuthenticator.client_secret", CANARY, True),
    ("values.hub.config.GenericOAuthenticator.extra_params.client_secret", CANARY, True),
    ("values.hub.config.GenericOAuthenticator.token_params.client_secret", CANARY, True),
    ("values.hub.config.GenericOAuthenticator.http_request_kwargs.headers.Authorization", CANARY, False),
    ("values.hub.config.KubeSpawner.environment.WANDB_API_KEY", CANARY, False),
    ("values.hub.services.grader.apiToken", CANARY, True),
    ("values.hub.services.grader.api_token", CANARY, True),
    ("values.hub.services.grader.environment.GRADER_TOKEN", CANARY, False),
    ("values.hub.extraEnv.OAUTH_CLIENT_SECRET", CANARY, True),
    ("values.hub.extraEnv.GITHUB_CLIENT_SECRET", {"value": CANARY}, True),
    ("values.hub.extraEnv.0", {"name": "CILOGON_CLIENT_SECRET", "value": CANARY}, True),
    ("values.hub.extraEnv.AUTH0_CLIENT_SECRET", CANARY, False),
    ("values.hub.extraEnv.PGPASSWORD", CANARY, False),
    ("values.hub.extraEnv.JUPYTERHUB_CRYPT_KEY", CANARY, False),
    ("values.hub.extraEnv.0", {"name": "MYSQL_PWD", "value": CANARY}, False),
    ("values.hub.extraEnv.HTTPS_PROXY", f"http://ada:{CANARY}@proxy.example.org:3128", True),
    ("values.hub.extraConfig.ldap", f"c.LDAPAuthenticator.lookup_dn_search_password = '{CANARY}'", False),
    ("values.hub.extraConfig.database", f"c.JupyterHub.db_url = '{_URL}'", True),
    ("values.hub.extraFiles.pgpass", _file(stringData=f"PGPASSWORD={CANARY}\n"), False),
    ("values.hub.extraFiles.settings", _file(data={"database": {"password": CANARY}}), False),
    ("values.hub.extraFiles.tls", _file(stringData=_PEM), True),
    ("values.hub.extraFiles.pgpass", _file(binaryData=base64.b64encode(f"PGPASSWORD={CANARY}".encode()).decode()), False),
    ("values.hub.extraEnv.PGPASSWORD", {"valueFrom": CANARY}, False),
    ("values.hub.extraEnv.PGPASSWORD", {"valueFrom": {"password": CANARY}}, False),
    ("values.hub.extraEnv.DB_PASSWORD", {"value": CANARY, "valueFrom": {"secretKeyRef": {"name": "a", "key": "b"}}}, False),
    ("values.proxy.chp.extraCommandLineFlags.0", f"--auth-token={CANARY}", False),
    ("values.hub.initContainers.0.env.0", {"name": "DB_PASSWORD", "value": CANARY}, False),
    ("values.hub.templateVars.api_token", CANARY, False),
    ("values.singleuser.extraEnv.OPENAI_API_KEY", CANARY, False),
    ("values.singleuser.extraEnv.GITHUB", _GITHUB, True),
    ("values.singleuser.extraFiles.netrc", _file(stringData=f"password: {CANARY}"), False),
    ("values.singleuser.profileList.0.kubespawner_override.environment.DB_PASS", CANARY, False),
    ("values.custom.secret", CANARY, False),
    ("values.custom.tokens", [CANARY], False),
    ("values.custom.anything", _PEM, True),
    ("values.custom", {_GITHUB: "a key that is the secret"}, True),
    ("values.ingress.annotations", {"example.org/auth-token": CANARY}, False),
    ("extra_env.AWS_SECRET_ACCESS_KEY", CANARY, False),
    ("extra_env.AWS_SECRET_ACCESS_KEY", "canary0of0a0secret0canary0of0a0secret000"[:40], True),
    ("extra_env.AWS_ACCESS_KEY_ID", "AKI" + "ACANARY0CANARY00A", True),
    ("extra_env.DATABASE", _URL, True),
    ("repository", f"https://ada:{CANARY}@charts.example.org", True),
    ("chart", f"https://ada:{CANARY}@charts.example.org/jupyterhub-4.4.0.tgz", True),
    ("oidc_config", _OIDC | {"token_url": f"https://login.example.org/token?client_secret={CANARY}"}, True),
    ("oidc_config", _OIDC | {"logout_redirect_url": f"https://login.example.org/out?client_secret={CANARY}"}, True),
]
OTHER_PLACES: list[tuple[str, str, Any, bool]] = [
    ("aws_load_balancer_controller", "values.webhookTLS.key", CANARY, True),
    ("aws_load_balancer_controller", "values.env.API_TOKEN", CANARY, False),
    ("aws_load_balancer_controller", "repository", f"https://ada:{CANARY}@charts.example.org", True),
    ("ebs_csi_driver", "configuration.controller.env.0", {"name": "AWS_SECRET_ACCESS_KEY", "value": CANARY}, False),
    ("efs_csi_driver", "configuration.node.env.0", {"name": "PROXY", "value": f"http://a:{CANARY}@proxy:3128"}, True),
]
PLACES = [("jupyterhub", *place) for place in HUB_PLACES] + OTHER_PLACES
_IDS = [f"{add_on} {place} {type(value).__name__}{number}" for number, (add_on, place, value, _) in enumerate(PLACES)]


def _settings(add_on: str, place: str, value: Any) -> dict[str, Any]:
    return {**(copy.deepcopy(_HUB) if add_on == "jupyterhub" else {}), **at(place, value)}


def _silent(text: str) -> bool:
    """Return whether a text repeats nothing of a value that may be secret."""
    return not any(secret in text for secret in (CANARY, _GITHUB, "canary0of", "CANARY0", "47110815"))


@pytest.mark.parametrize(("add_on", "place", "value", "refused"), PLACES, ids=_IDS)
def test_in_python(add_on: str, place: str, value: Any, *, refused: bool) -> None:
    """Each is refused, or reported by a warning; neither repeats the text."""
    settings = _settings(add_on, place, value)
    if refused:
        with pytest.raises(ValidationError) as error:
            _ADD_ONS[add_on](**settings)
        assert "not shown" in str(error.value)
        assert _silent(str(error.value))
        return

    warnings = _ADD_ONS[add_on](**settings).warnings()
    assert [text for text in warnings if "not shown" in text]
    assert _silent("\n".join(warnings))


def _files(add_on: str, settings: dict[str, Any]) -> dict[str, Any]:
    needed: list[dict[str, Any]] = [{"ebs_csi_driver": {}}] if add_on == "jupyterhub" else []
    return hub_file(*needed, {add_on: settings})


@pytest.mark.parametrize(("add_on", "place", "value", "refused"), PLACES, ids=_IDS)
def test_in_a_hub_file(add_on: str, place: str, value: Any, tmp_path: Path, *, refused: bool) -> None:
    """The same in a file; the report has a position, and a warning comes from the blueprint."""
    path = tmp_path / "hub.yaml"
    path.write_text(yaml.safe_dump(_files(add_on, _settings(add_on, place, value))), encoding="utf-8")
    if refused:
        with pytest.raises(HubFileError) as error:
            read_hub_file(path)
        assert "not shown" in str(error.value)
        assert _silent(str(error.value))
        return

    warnings = read_hub_file(path).blueprint().warnings()
    assert [text for text in warnings if "not shown" in text]
    assert _silent("\n".join(warnings))


@pytest.mark.parametrize(("add_on", "place", "value"), [place[:3] for place in PLACES if place[3]])
def test_unsafe_plain_text_allows_it(add_on: str, place: str, value: Any) -> None:
    """With the path that the error names an error becomes a warning, which doesn't repeat the text either."""
    settings = _settings(add_on, place, value)
    (found,) = [secret for secret in plain_secrets_of(add_on, settings) if secret.certain]
    word = found.path[0] if isinstance(found.path[-1], int) else ".".join(map(str, found.path[:2]))

    warnings = _ADD_ONS[add_on].model_validate({**settings, "unsafe_plain_text": [word]}).warnings()
    assert [text for text in warnings if "unsafe_plain_text allows it" in text]
    assert _silent("\n".join(warnings))


def plain_secrets_of(add_on: str, settings: dict[str, Any]) -> list[Any]:
    """Find the secrets of an add-on that no rule has refused."""
    return list(plain_secrets(_ADD_ONS[add_on].model_construct(**settings), add_on=add_on))


def _hub(**settings: Any) -> JupyterHubAddOn:
    return JupyterHubAddOn.model_validate({**_HUB, **settings})


def test_unsafe_plain_text_allows_only_its_path() -> None:
    """A path allows the value at it and below it, not one with the same prefix; a path that allows nothing is reported."""
    values = {"hub": {"cookieSecret": CANARY, "config": {"CryptKeeper": {"keys": CANARY}}}}

    with pytest.raises(ValidationError, match=r"values\.hub\.config\.CryptKeeper\.keys"):
        _hub(values=values, unsafe_plain_text=["values.hub.cookieSecret", "values.hub.config.Crypt"])
    hub = _hub(values=values, unsafe_plain_text=["values.hub", "values.proxy"])
    assert [text for text in hub.warnings() if "nothing below values.proxy" in text]


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("values.hub.extraEnv.PGPASSWORD", {"valueFrom": {"secretKeyRef": {"name": "database", "key": "password"}}}),
        ("values.hub.extraEnv.0", {"name": "OAUTH_CLIENT_SECRET", "valueFrom": {"secretKeyRef": {"name": "a", "key": "b"}}}),
        ("values.hub.extraEnv.OAUTH_CLIENT_SECRET", {"valueFrom": {"secretKeyRef": {"name": "a", "key": "b"}}}),
        ("values.hub.extraEnv.0", {"name": "API_TOKEN", "valueFrom": {"secretKeyRef": {"name": "a", "key": "token"}}}),
        ("values.hub.extraEnv.DB_PASSWORD", "$(PGPASSWORD)"),
        ("values.hub.extraEnv.DB_PASSWORD", {"value_from": {"secret": "database", "key": "password"}}),
        ("values.hub.db.url", "postgresql://hub@db.example.org/hub"),
        ("values.hub.extraConfig.db", "import os\nc.JupyterHub.db_url = f'postgresql://hub:{os.environ[\"PW\"]}@db/hub'"),
        ("values.hub.config.NativeAuthenticator.check_common_password", True),
        ("values.hub.config.GenericOAuthenticator.username_key", "email"),
        ("values.hub.config.GenericOAuthenticator.auth_state_groups_key", "oauth_user.groups"),
        ("values.hub.services.grader", {"url": "http://grader:8000"}),
        ("values.imagePullSecrets", ["registry"]),
        ("values.hub.existingSecret", "hub-settings"),
        ("values.proxy.https.secret", {"name": "tls", "key": "tls.key", "crt": "tls.crt"}),
        ("values.proxy.secretToken", ""),
        ("values.singleuser.extraTolerations.0", {"key": "gpu", "operator": "Exists"}),
        ("values.singleuser.extraEnv.MAX_TOKENS", "4096"),
        ("extra_env.AWS_WEB_IDENTITY_TOKEN_FILE", "/var/run/secrets/token"),
    ],
)
def test_no_secret(place: str, value: Any) -> None:
    """References, names of secrets, settings with a similar suffix, and what is empty: neither error nor warning."""
    assert not [text for text in JupyterHubAddOn(**_HUB, **at(place, value)).warnings() if "not shown" in text]


def test_beside_other_mistakes(tmp_path: Path) -> None:
    """A wrong field doesn't hide a secret in a right one."""
    settings = {**_HUB, "timeout": "soon", "values": {"proxy": {"secretToken": CANARY}}}
    path = tmp_path / "hub.yaml"
    path.write_text(yaml.safe_dump(_files("jupyterhub", settings)), encoding="utf-8")

    with pytest.raises(HubFileError) as error:
        read_hub_file(path)
    assert ["timeout", "values.proxy.secretToken"] == [
        key for problem in error.value.problems for key in ("timeout", "values.proxy.secretToken") if f"jupyterhub.{key}:" in problem
    ]


@pytest.mark.parametrize(
    "keys", [{"tags": {"owner": _URL}}, {"backend": {"s3": {"bucket": "state", "key": _GITHUB, "region": "us-west-2"}}}]
)
def test_of_the_file_itself(keys: dict[str, Any]) -> None:
    """Tags and the state's path are text as well."""
    with pytest.raises(ValidationError) as error:
        HubFile(**hub_file({"ebs_csi_driver": {}}, **keys))
    assert "not shown" in str(error.value)
    assert _silent(str(error.value))


_FREE = [("jupyterhub", "values"), ("aws_load_balancer_controller", "values"), ("efs_csi_driver", "configuration")]
_KEYS = st.sampled_from(["hub", "config", "custom", "extraFiles", "env", "a", "singleuser", "notes", "x-y", "0"])
#: Values that are refused anywhere.
_CERTAIN = st.sampled_from(
    [_URL, _PEM, _GITHUB, "xox" + f"b-{'0' * 12}", "h" + f"f_{'c' * 34}", "gl" + f"pat-{'c' * 20}", "AKI" + f"A{'C' * 16}"]
)
_NAMES = st.sampled_from(["password", "clientSecret", "API_TOKEN", "SIGNING_KEY", "db_passwd", "PGPASSWORD", "CRYPT_KEY"])


def _containers(value: Any, path: list[str]) -> Iterator[Any]:
    for key in path:
        value = [value] if key == "0" else {key: value, "other": "text"}
    yield value


@pytest.mark.property
@settings(PROFILE, max_examples=300)
@given(
    free=st.sampled_from(_FREE),
    path=st.lists(_KEYS, max_size=8),
    certain=st.one_of(_CERTAIN, st.none()),
    name=_NAMES,
    in_text=st.booleans(),
)
def test_at_any_depth(free: tuple[str, str], path: list[str], certain: str | None, name: str, *, in_text: bool) -> None:
    """At any key: what is certain by its form is refused, what only its name suggests is reported, and nothing is repeated."""
    add_on, key = free
    inner = (f"see {certain} there" if in_text else certain) if certain else {name: CANARY}
    (value,) = _containers(inner, path)
    # The chart knows the other keys, and refuses unknown ones.
    value = value if isinstance(value, dict) and add_on != "jupyterhub" else {"custom": {"anything": value}}
    try:
        message, refused = "\n".join(_ADD_ONS[add_on](**_settings(add_on, key, value)).warnings()), False
    except ValidationError as error:
        message, refused = str(error), True
    assert _silent(message)
    # Values of another type than the chart's are refused as well, and then only what is certain is reported.
    assert "not shown" in message or (refused and not certain)
    assert refused or not certain
