"""No accepted file without the explicit settings has public access without login or TLS, whatever its values set."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from constructs_lib.add_ons.jupyterhub import JupyterHubAddOn
from constructs_lib.checks.promises import hub_problems
from constructs_lib.hub_files import HubFile
from constructs_lib.models.chart_schema.rules import chart_takes_values
from constructs_lib.models.chart_version import RECOMMENDED, ChartVersion
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.rendered.doors import doors
from constructs_lib.rendered.login import log_in
from constructs_lib.rendered.values import HubReading
from tests.properties.profile import PROFILE
from tests.properties.strategies import hub_files, without

pytestmark = pytest.mark.property

_NLB, _ALB = "service.beta.kubernetes.io/aws-load-balancer-", "alb.ingress.kubernetes.io/"
_WORDS = ("allow_any_login", "allow_plain_http")


def _at(*path: str, value: Any) -> dict[str, Any]:
    for key in reversed(path):
        value = {key: value}
    return dict(value)


#: Values each of which certainly gives access from the internet without TLS, whatever else a file sets.
_OPENS = [
    _at("hub", "service", "type", value="LoadBalancer"),
    _at("hub", "service", "type", value="NodePort"),
    _at(
        "proxy",
        "service",
        value={"type": "LoadBalancer", "annotations": None, "disableHttpPort": False, "extraPorts": [{"name": "x", "port": 1}]},
    ),
    _at("proxy", "service", value={"externalIPs": ["198.51.100.7"], "extraPorts": [{"name": "x", "port": 1}]}),
    # Charts 1.x support only the annotation.
    _at("ingress", value={"enabled": True, "ingressClassName": "nginx", "annotations": {"kubernetes.io/ingress.class": "nginx"}}),
    _at(
        "ingress",
        value={
            "enabled": True,
            "ingressClassName": "alb",
            "annotations": {f"{_ALB}scheme": "internet-facing", f"{_ALB}listen-ports": '[{"HTTP": 80}]'},
        },
    ),
    _at("httpRoute", "enabled", value=True),
    _at("hub", "extraPodSpec", "hostNetwork", value=True),
]
_HTTPS: list[tuple[str, Any]] = [
    ("enabled", True), ("enabled", False), ("type", "offload"), ("type", "manual"), ("hosts", []), ("secret", {"name": "x"}),
]  # fmt: skip
#: Values that may give access or remove TLS, or do neither, depending on the rest of the file.
_MAY_OPEN: list[dict[str, Any]] = [
    *(_at("proxy", "service", "type", value=kind) for kind in ("LoadBalancer", "NodePort", "ClusterIP", None)),
    *(
        _at("proxy", "service", "annotations", f"{_NLB}{key}", value=value)
        for key in ("type", "scheme", "internal", "ssl-cert", "ssl-ports")
        for value in (None, "", "nlb", "internal", "internet-facing", "true", "https", "80")
    ),
    *(_at("proxy", "https", key, value=value) for key, value in _HTTPS),
    _at("proxy", "https", value=None),
    _at("proxy", "service", "disableHttpPort", value=False),
    *(
        _at("ingress", "annotations", f"{_ALB}{key}", value=value)
        for key in ("scheme", "listen-ports", "ssl-redirect", "certificate-arn")
        for value in (None, "", "internal", "internet-facing", '[{"HTTP": 80}]', '[{"HTTPS": 443}]')
    ),
    _at("ingress", "enabled", value=True),
    _at("ingress", value=None),
    _at("proxy", value=None),
]
#: Values that may change who can log in.
_SECTIONS = ("Authenticator", "OAuthenticator", "GenericOAuthenticator", "GoogleOAuthenticator")
_RULES: list[dict[str, Any] | None] = [
    None, {"allow_all": True}, {"allowed_users": []}, {"allowed_users": None}, {"username_map": {"eve": "ada"}}, {"hosted_domain": None},
]  # fmt: skip
_CLASSES = ("dummy", "null", "pam", "native", "github", "generic-oauth", "my.Own", None)
_MAY_ADMIT: list[dict[str, Any]] = [
    *(_at("hub", "config", "JupyterHub", "authenticator_class", value=name) for name in _CLASSES),
    *(_at("hub", "config", section, value=rule) for section in _SECTIONS for rule in _RULES),
    _at("hub", "extraConfig", value=None),
    _at("hub", "extraConfig", "x", value="c.JupyterHub.authenticator_class = 'dummy'"),
    _at("hub", "config", value=None),
]


def _merged(base: Any, over: Mapping[str, Any]) -> Any:
    result = dict(base) if isinstance(base, Mapping) else {}
    return result | {key: _merged(result.get(key), value) if isinstance(value, Mapping) else value for key, value in over.items()}


def _hubs(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [entry["jupyterhub"] for entry in data["add_ons"] if "jupyterhub" in entry]


def _known(hub: dict[str, Any]) -> bool:
    """Return whether the chart knows the hub's values; unknown ones are refused as such, and nothing else is checked."""
    version = ChartVersion.of(hub.get("version", RECOMMENDED))
    charted = SimpleNamespace(chart=hub.get("chart", "jupyterhub"), chart_version=version, values=hub["values"])
    return not list(chart_takes_values(charted))


def _with(draw: Any, opening: list[dict[str, Any]], *, most: int) -> dict[str, Any]:
    """Draw a right file without the explicit settings, and merge some values over those of one of its hubs."""
    data: dict[str, Any] = copy.deepcopy(draw(hub_files()))
    for hub in _hubs(data):
        for word in _WORDS:
            hub.pop(word, None)
    hub = draw(st.sampled_from(_hubs(data)))
    for values in draw(st.lists(st.sampled_from(opening), min_size=1, max_size=most)):
        hub["values"] = _merged(hub.get("values", {}), values)
    assume(_known(hub))
    return data


@st.composite
def _files(draw: Any) -> dict[str, Any]:
    return _with(draw, _MAY_OPEN + _MAY_ADMIT + _OPENS, most=4)


@st.composite
def _open_files(draw: Any) -> dict[str, Any]:
    return _with(draw, _OPENS, most=1)


def _accepted(data: dict[str, Any]) -> list[JupyterHubAddOn] | None:
    try:
        file = HubFile.model_validate(data)
    except ValidationError:
        return None
    return [add_on for add_on in file.blueprint().add_ons if isinstance(add_on, JupyterHubAddOn)]


@settings(PROFILE, max_examples=250)
@given(data=_files())
def test_accepted_files_keep_the_promises(data: dict[str, Any]) -> None:
    """Read again, all public access of an accepted file has a login behind it and TLS on every port."""
    for hub in _accepted(data) or ():
        reading = HubReading(hub)
        public = [door for door in doors(reading.final, reading.version) if door.public]
        assert not [port for door in public for port in door.ports if not port.encrypted]
        assert not public or not log_in(reading.final, reading.version, own=reading.own).entry.open


@settings(PROFILE, max_examples=120)
@given(data=_open_files())
def test_open_access_is_refused(data: dict[str, Any]) -> None:
    """What is certain to be open is refused beside every right file, with the setting that would allow it or by the chart's schema."""
    with pytest.raises(ValidationError, match=r"allow_plain_http: true|unknown key"):
        HubFile.model_validate(data)


@settings(PROFILE, max_examples=60)
@given(data=_open_files())
def test_the_settings_allow_it(data: dict[str, Any]) -> None:
    """With both settings nothing is reported about access except that it leaves a key without effect."""
    for settings_of_hub in _hubs(data):
        try:
            hub = JupyterHubAddOnProps.model_validate(without(settings_of_hub, *_WORDS) | dict.fromkeys(_WORDS, True))
        except ValidationError as error:
            if "unknown key" in str(error):  # for the version of the chart
                continue
            raise
        assert not [problem for problem in hub_problems(hub) if "expos" in problem.message or "without TLS" in problem.message]
