"""A hub as its users see it, requested over real local connections."""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import Any

import pytest

from jupyterhub_on_eks.status import web
from jupyterhub_on_eks.status.hub_site import HubSite
from tests.jupyterhub_on_eks.cloud.answers import CONTROLLER, EBS, hub, site
from tests.jupyterhub_on_eks.status.servers import OF_HUB, UP, Answers, own_certificate, server


def at(url: str | None, **settings: Any) -> HubSite:
    """Return the site of an internal hub with a given URL."""
    stack = site(EBS, CONTROLLER, hub(**{"service_type": "nlb", "load_balancer_scheme": "internal", **settings}))

    class Here(HubSite):
        url = property(lambda _: url)

    return Here(stack, stack.hubs[0])


PUBLIC = {"load_balancer_scheme": "internet-facing", "allow_any_login": True, "allow_plain_http": True}


def _lines(place: HubSite) -> list[tuple[str, str]]:
    return [(finding.level.value, finding.line) for check in (web.health, web.login_page) for finding in check(place)]


def test_up() -> None:
    """Health, the version that the hub itself reports, and the login page."""
    with server(UP) as host:
        assert [("ok", "/hub/health answers, JupyterHub 5.5.0"), ("ok", "shown")] == _lines(at(f"http://{host}"))


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"/hub/health": (503, {}, "")}, [("waiting", "the load balancer returns 503: it has no healthy target"), ("ok", "shown")]),
        ({"/hub/health": (503, OF_HUB, "")}, [("failure", "/hub/health returns 503"), ("ok", "shown")]),
        ({"/hub/api": (500, OF_HUB, "oh")}, [("ok", "/hub/health answers"), ("ok", "shown")]),
        ({"/hub/login": (302, {**OF_HUB, "Location": "https://idp.example.org/authorize?state=canary"}, "")},
         [("ok", "/hub/health answers"), ("ok", "redirects to idp.example.org")]),
        ({"/hub/login": (500, OF_HUB, "")}, [("ok", ""), ("failure", "the login page returns 500")]),
        ({"/hub/login": (200, {}, "Welcome to nginx")}, [("ok", ""), ("failure", "is not a page of JupyterHub")]),
        ({"/hub/login": (502, {}, "")}, [("ok", "")]),
    ],
)  # fmt: skip
def test_answers(changed: Answers, expected: list[tuple[str, str]]) -> None:
    """The load balancer's own responses are distinguished from the hub's, and another server's from both."""
    with server({**UP, **changed}) as host:
        found = _lines(at(f"http://{host}"))

    assert [level for level, _ in expected] == [level for level, _ in found]
    assert all(text in line for (_, text), (_, line) in zip(expected, found, strict=True))
    assert "canary" not in str(found)


@pytest.mark.parametrize(
    ("settings", "level", "message"),
    [
        (PUBLIC, "waiting", "A new load balancer takes a few minutes"),
        ({}, "warning", "the hub is internal, and can't be reached from here"),
        ({**PUBLIC, "allowed_cidrs": ["203.0.113.0/24"]}, "warning", "allowed_cidrs may exclude this machine"),
    ],
)
def test_no_response(settings: Any, level: str, message: str) -> None:
    """If this machine may be unable to reach it, the hub isn't blamed."""
    (found,) = _lines(at("http://127.0.0.1:9", **settings))

    assert level == found[0]
    assert message in found[1]


@pytest.mark.parametrize(
    ("settings", "level"),
    [
        ({}, "failure"),
        ({"dns": {"hosted_zone": "invalid", "record": "hub"}}, "waiting"),
        ({"dns": {"hosted_zone": "invalid", "record": "hub", "private_zone": True}}, "warning"),
    ],
)
def test_an_unknown_name(settings: Any, level: str) -> None:
    """A record of the stack's takes minutes; one of somebody else's is missing."""
    (found,) = _lines(at("http://hub.invalid", **settings))

    assert (level, True) == (found[0], "hub.invalid" in found[1])


def test_no_url_and_a_hub_inside() -> None:
    """No request: not yet, or never."""
    assert [("waiting", "the hub has no URL yet")] == _lines(at(None))
    assert [] == _lines(at("http://localhost:8080", service_type="cluster_ip", load_balancer_scheme="internet-facing"))


@pytest.fixture
def tls(tmp_path: Path) -> tuple[ssl.SSLContext, Path]:
    """Return a server's context and its certificate for localhost."""
    return own_certificate(tmp_path, "localhost")


def test_certificate(tls: tuple[ssl.SSLContext, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Browsers refuse one of an unknown authority; if it is trusted, its expiry counts. The hub responds in either case."""
    context, made = tls
    with server(UP, context) as host:
        place = at(f"https://{host}")
        (refused,) = web.certificate(place)
        assert ("failure", True) == (refused.level, "browsers reject the certificate of localhost: self-signed" in refused.message)
        assert ("ok", "shown") == _lines(place)[1]

        monkeypatch.setenv("SSL_CERT_FILE", str(made))
        (good,) = web.certificate(place)
        assert ("ok", True) == (good.level, good.message.startswith("valid until 20"))

        monkeypatch.setattr(web, "_EXPIRES_SOON", 400)
        (soon,) = web.certificate(place)
        assert ("warning", True) == (soon.level, "in 36" in soon.message)
    assert [] == list(web.certificate(place))
    assert [] == list(web.certificate(at(f"http://{host}")))
