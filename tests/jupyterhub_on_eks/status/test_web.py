"""A hub as its users see it, requested over real local connections."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from jupyterhub_on_eks.status import web
from jupyterhub_on_eks.status.hub_site import HubSite
from tests.jupyterhub_on_eks.cloud.answers import CONTROLLER, EBS, hub, site

OF_HUB = {"X-JupyterHub-Version": "5.5.0"}
Answers = Mapping[str, tuple[int, Mapping[str, str], str]]


@contextmanager
def server(answers: Answers, context: ssl.SSLContext | None = None) -> Iterator[str]:
    """Answer by path; return host and port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = answers.get(self.path, (404, {}, ""))
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            """Log nothing."""

    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if context:
        made.socket = context.wrap_socket(made.socket, server_side=True)
    thread = Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield f"localhost:{made.server_port}"
    made.shutdown()
    thread.join()
    made.server_close()


def at(url: str | None, **settings: Any) -> HubSite:
    """Return the site of an internal hub with a given URL."""
    stack = site(EBS, CONTROLLER, hub(**{"service_type": "nlb", "load_balancer_scheme": "internal", **settings}))

    class Here(HubSite):
        url = property(lambda _: url)

    return Here(stack, stack.hubs[0])


PUBLIC = {"load_balancer_scheme": "internet-facing", "allow_any_login": True, "allow_plain_http": True}
UP: Answers = {
    "/hub/health": (200, OF_HUB, ""),
    "/hub/api": (200, OF_HUB, '{"version": "5.5.0"}'),
    "/hub/login": (200, OF_HUB, "Sign in"),
}


def _lines(place: HubSite) -> list[tuple[str, str]]:
    return [(finding.level.value, finding.line) for check in (web.health, web.login_page) for finding in check(place)]


def test_up() -> None:
    """Health, the version that the hub itself reports, and the login page."""
    with server(UP) as host:
        assert [("ok", "/hub/health answers, JupyterHub 5.5.0"), ("ok", "shown")] == _lines(at(f"http://{host}"))


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"/hub/health": (503, {}, "")}, [("waiting", "the load balancer answers 503: it has no healthy target"), ("ok", "shown")]),
        ({"/hub/health": (503, OF_HUB, "")}, [("failure", "/hub/health answers 503"), ("ok", "shown")]),
        ({"/hub/api": (500, OF_HUB, "oh")}, [("ok", "/hub/health answers"), ("ok", "shown")]),
        ({"/hub/login": (302, {**OF_HUB, "Location": "https://idp.example.org/authorize?state=canary"}, "")},
         [("ok", "/hub/health answers"), ("ok", "sends to idp.example.org")]),
        ({"/hub/login": (500, OF_HUB, "")}, [("ok", ""), ("failure", "the login page answers 500")]),
        ({"/hub/login": (200, {}, "Welcome to nginx")}, [("ok", ""), ("failure", "is not JupyterHub's")]),
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
        (PUBLIC, "waiting", "A new load balancer takes some minutes"),
        ({}, "warning", "the hub is internal, and not reached from here"),
        ({**PUBLIC, "allowed_cidrs": ["203.0.113.0/24"]}, "warning", "allowed_cidrs may leave this machine out"),
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
    """Return a server's context, with a self-signed certificate for localhost, valid for a year."""
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    key, made = tmp_path / "key.pem", tmp_path / "cert.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "365",
        "-subj",
        "/CN=localhost",
        "-addext",
        "subjectAltName=DNS:localhost",
    ]
    subprocess.run([*command, "-keyout", str(key), "-out", str(made)], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made, key)
    return context, made


def test_certificate(tls: tuple[ssl.SSLContext, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Browsers refuse one of an unknown authority; if it is trusted, its expiry counts. The hub responds in either case."""
    context, made = tls
    with server(UP, context) as host:
        place = at(f"https://{host}")
        (refused,) = web.certificate(place)
        assert ("failure", True) == (refused.level, "browsers refuse the certificate of localhost: self-signed" in refused.words)
        assert ("ok", "shown") == _lines(place)[1]

        monkeypatch.setenv("SSL_CERT_FILE", str(made))
        (good,) = web.certificate(place)
        assert ("ok", True) == (good.level, good.words.startswith("good until 20"))

        monkeypatch.setattr(web, "_EXPIRES_SOON", 400)
        (soon,) = web.certificate(place)
        assert ("warning", True) == (soon.level, "in 36" in soon.words)
    assert [] == list(web.certificate(place))
    assert [] == list(web.certificate(at(f"http://{host}")))
