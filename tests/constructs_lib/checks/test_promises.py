"""The promises of whole hubs: what is an error, which setting accepts it, and what is reported. Whole files are in tests/cases/."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.add_ons.jupyterhub import JupyterHubAddOn
from constructs_lib.checks import promises
from constructs_lib.checks.finding import Finding
from constructs_lib.checks.lost_values import lost_hub_values
from constructs_lib.checks.promises import hub_problems, promise_problems, promise_warnings
from constructs_lib.models.exposure.load_balancer import JupyterHubServiceType
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.rendered.values import HubReading

_EBS = {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}}
_INSIDE = {**_EBS, "service_type": "cluster_ip"}
OIDC: dict[str, Any] = {
    "hub_url": "https://hub.example.org",
    **{key: f"https://login.example.org/{key}" for key in ("auth_url", "token_url", "user_data_url")},
    "client_id": "c",
    "client_secret": {"kubernetes_secret": "s"},
    "allowed_users": ["ada"],
}


def hub(**settings: Any) -> JupyterHubAddOnProps:
    """Return a hub."""
    return JupyterHubAddOnProps.model_validate({**_EBS, **settings})


def found(**settings: Any) -> list[tuple[str, str]]:
    """Return the key path below ``values`` and the message of each error."""
    return [(".".join(map(str, problem.path)).removeprefix("values."), problem.message) for problem in hub_problems(hub(**settings))]


_NO_LOG_IN = (
    "without oidc_config anyone can log in with any user name and password, and this hub is internet-facing (service_type is {}). "
    "Set oidc_config, load_balancer_scheme: internal, service_type: cluster_ip, or allow_any_login: true if that is what you want"
)
_NO_TLS = (
    "without TLS passwords and sessions are sent unencrypted, and this hub is internet-facing (service_type is {}). "
    "Set certificate_resource_name, {}load_balancer_scheme: internal, or allow_plain_http: true if that is what you want"
)


@pytest.mark.parametrize(("service_type", "more"), [("nlb", "lets_encrypt, "), ("alb", "")])
def test_public_hub_without_anything(service_type: str, more: str) -> None:
    """Both promises are broken, with the fixes that the kind of load balancer has."""
    assert [("", _NO_LOG_IN.format(service_type)), ("", _NO_TLS.format(service_type, more))] == found(service_type=service_type)


@pytest.mark.parametrize(
    "settings",
    [
        {"service_type": "cluster_ip"},
        {"load_balancer_scheme": "internal"},
        {"service_type": "alb", "load_balancer_scheme": "internal"},
        {"allow_any_login": True, "allow_plain_http": True},
        {"oidc_config": OIDC, "certificate_resource_name": "c"},
        {"oidc_config": OIDC, "certificate_resource_name": "c", "service_type": "alb"},
        {"oidc_config": OIDC, "lets_encrypt": {"contact_email": "a@example.org", "hosts": ["hub.example.org"]}},
        {"shared_password": {"variable": "p"}, "certificate_resource_name": "c", "version": "2.0.0"},
    ],
    ids=str,
)
def test_promises_that_hold(settings: dict[str, Any]) -> None:
    """No load balancer, an internal one, login and TLS, or both settings."""
    assert [] == found(**settings)


def test_one_setting_accepts_one_thing() -> None:
    """allow_any_login does not accept missing TLS, nor allow_plain_http a missing login."""
    assert [_NO_TLS.format("nlb", "lets_encrypt, ")] == [message for _, message in found(allow_any_login=True)]
    assert [_NO_LOG_IN.format("nlb")] == [message for _, message in found(allow_plain_http=True)]


def test_position_in_the_array() -> None:
    """Paths begin at the add-ons; invalid entries are skipped."""
    (first, second) = promise_problems([None, hub()])

    assert [("add_ons", 1, "jupyterhub")] * 2 == [first.path, second.path]


def test_wrong_hub_is_skipped_where_it_is_wrong() -> None:
    """The exposure is found though the login is wrong, and nothing is reported of the login."""
    wrong = JupyterHubAddOnProps.model_construct(
        service_type=JupyterHubServiceType.CLUSTERIP,
        version="4.4.0",
        values={"hub": {"service": {"type": "LoadBalancer"}}},
        certificate_resource_name=None,
    )
    del wrong.__dict__["oidc_config"]

    (problem,) = hub_problems(wrong)

    assert problem.message.startswith(
        "without TLS passwords and sessions are sent unencrypted, and this exposes the Service hub (LoadBalancer) to the internet"
    )


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"load_balancer_scheme": "internal"}, []),
        (
            {"allow_any_login": True, "allow_plain_http": True},
            ["allow_plain_http: true sends passwords and sessions unencrypted over the internet"],
        ),
        (
            {
                "oidc_config": OIDC,
                "certificate_resource_name": "c",
                "allow_any_login": True,
                "values": {"hub": {"config": {"Authenticator": {"allow_all": True}}}},
            },
            [
                (
                    "values.hub.config.Authenticator.allow_all: changes who oidc_config admits, or under which names, "
                    "so everyone with an account at the provider can log in (allow_any_login: true)"
                )
            ],
        ),
        (
            {"service_type": "cluster_ip", "allow_any_login": True, "allow_plain_http": True, "values": {"httpRoute": {"enabled": True}}},
            [
                f"values.httpRoute.enabled: {what}, and this exposes the HTTPRoute, "
                f"and whether it is reachable from the internet can't be determined here ({word}: true)"
                for what, word in (
                    ("without oidc_config anyone can log in with any user name and password", "allow_any_login"),
                    ("without TLS passwords and sessions are sent unencrypted", "allow_plain_http"),
                )
            ],
        ),
    ],
    ids=str,
)
def test_settings_leave_a_warning(settings: dict[str, Any], expected: list[str]) -> None:
    """What a setting accepts is listed in the summary, with the hub's name."""
    assert [f"jupyterhub (jupyterhub): {text}" for text in expected] == promise_warnings([hub(**settings), None])


def test_a_failing_check_of_a_wrong_hub_does_not_run_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the hub is right is decided by its rules, one of which runs the checks: that rule is not run for a hub known to be wrong."""
    asked = 0

    def failing(reading: object) -> list[Finding]:
        nonlocal asked
        asked += 1
        raise ZeroDivisionError(reading)

    monkeypatch.setattr(promises, "_OF_SERVERS", (failing,))
    known = {**_INSIDE, "values": {"hub": {"extraConfig": None}}}
    wrong = JupyterHubAddOn.model_construct(**vars(JupyterHubAddOnProps.model_validate(known)))
    assert [("values", "hub", "extraConfig")] == [problem.path for problem in lost_hub_values(wrong)]
    asked = 0
    hub_problems(wrong)
    assert asked <= 3
    with pytest.raises(ZeroDivisionError):  # for a right hub it is a mistake in the code
        hub_problems(JupyterHubAddOnProps.model_validate(_INSIDE))


def test_a_hub_is_checked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its problems and its warnings come from one run; a changed copy of it is checked again."""
    looked: list[str] = []

    def look(reading: HubReading) -> list[Finding]:
        looked.append(reading.hub.release)
        return []

    monkeypatch.setattr(promises, "_OF_SERVERS", (look,))
    hub = JupyterHubAddOnProps.model_validate(_INSIDE)
    hub_problems(hub)
    promise_warnings([hub])
    hub_problems(hub.model_copy(update={"release": "other"}))
    assert [hub.release, "other"] == looked
