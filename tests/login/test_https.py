"""A hub of each chart version behind a load balancer that ends TLS knows that its users use https: real JupyterHub, the chart's own proxy."""

from __future__ import annotations

import http.client
import json
from collections.abc import Mapping
from contextlib import closing
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from jupyterhub_on_eks.preview.free_ports import free_ports
from tests.conftest import Synth, chart_values, hub_file
from tests.login.servers import running_hub
from tests.login.tools import RELEASES

pytestmark = [pytest.mark.login, pytest.mark.slow, pytest.mark.xdist_group("login")]

_CERTIFICATE = "arn:aws:acm:us-west-2:111122223333:certificate/12345678-1234-1234-1234-123456789012"


class Visitor:
    """A browser behind a Network Load Balancer: requests reach the proxy in plain HTTP, without headers about TLS."""

    def __init__(self, url: str) -> None:
        self._host = urlsplit(url).netloc
        self.cookies: SimpleCookie = SimpleCookie()

    def ask(self, path: str, form: Mapping[str, str] | None = None) -> tuple[int, str]:
        """Request a page, or send a form, from a page of the hub's own; return status and text."""
        headers = {
            "Host": self._host,
            "Referer": f"https://{self._host}/hub/home",
            "Cookie": "; ".join(f"{key}={morsel.value}" for key, morsel in self.cookies.items()),
            "X-XSRFToken": self._token(),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        body = urlencode({"_xsrf": self._token(), **form}) if form else None
        with closing(http.client.HTTPConnection(self._host, timeout=60)) as connection:
            connection.request("POST" if form else "GET", path, body, headers)
            answer = connection.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie", []):
                self.cookies.load(cookie)
            return answer.status, answer.read().decode()

    def _token(self) -> str:
        return self.cookies["_xsrf"].value if "_xsrf" in self.cookies else ""


@pytest.mark.parametrize("tool", RELEASES)
def test_cookies_are_secure_and_the_api_answers(tool: str, synth: Synth, tmp_path: Path) -> None:
    """The login cookie is sent only over TLS, and the hub's own pages may call its API."""
    hub = {
        "ebs_config": {"storage_class": "gp3", "capacity": "10Gi"},
        "version": RELEASES[tool],
        "load_balancer_scheme": "internal",
        "certificate_resource_name": "hub-cert",
    }
    drivers: tuple[dict[str, Any], ...] = ({"ebs_csi_driver": {}}, {"aws_load_balancer_controller": {"existing": True}})
    values = chart_values(synth(hub_file(*drivers, {"jupyterhub": hub}, certificates={"hub-cert": {"arn": _CERTIFICATE}})))

    with running_hub(tool, values, free_ports(4), tmp_path / "hub", secret={}) as running:
        visitor = Visitor(running.url)
        visitor.ask("/hub/login")
        visitor.ask("/hub/login", {"username": "ada", "password": "any"})
        status, text = visitor.ask("/hub/api/users/ada")

    assert (200, "ada") == (status, json.loads(text).get("name")), text
    assert visitor.cookies["jupyterhub-hub-login"]["secure"]
