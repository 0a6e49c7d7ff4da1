"""The stand-in for the identity provider, as a browser and OAuthenticator use it."""

from __future__ import annotations

import base64
import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyterhub_on_eks.preview.hub_side.identity_provider import Person, Provider, Rules, claims_of, running_provider

_CALLBACK = "http://127.0.0.1:8000/hub/oauth_callback"
_RULES = Rules("My <University>", "hub", "secret-of-the-run", _CALLBACK, name_claims=("eppn",), group_claims=("realm_access.roles",))


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Return the redirect unchanged."""


_OPENER = urllib.request.build_opener(_NoRedirect)


def _ask(url: str, form: dict[str, str] | None = None, **headers: str) -> tuple[int, str, str]:
    data = urlencode(form).encode() if form is not None else None
    try:
        with _OPENER.open(urllib.request.Request(url, data, headers), timeout=10) as answer:
            return answer.status, answer.read().decode(), ""
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode(), error.headers.get("Location") or ""


@pytest.fixture
def provider() -> Iterator[Provider]:
    """A provider that knows two people."""
    with running_provider(_RULES, [Person("ada", ("staff", "my-org:team")), Person("<b>bob</b>")]) as running:
        yield running


def _code(provider: Provider, **form: str) -> str:
    where = _ask(f"{provider.url}/authorize?{urlencode({'redirect_uri': _CALLBACK, 'state': 'of the hub'})}", {"name": "ada", **form})[2]
    query = parse_qs(urlsplit(where).query)
    assert (_CALLBACK, ["of the hub"]) == (where.partition("?")[0], query["state"])
    return query["code"][0]


def _token(provider: Provider, **form: str) -> tuple[int, dict[str, Any]]:
    status, text, _ = _ask(f"{provider.url}/any/path", {"grant_type": "authorization_code", **form})
    return status, json.loads(text)


def test_page(provider: Provider) -> None:
    """It lists everybody by name and groups, as text."""
    status, page, _ = _ask(f"{provider.url}/authorize?redirect_uri=x&state=%22%3E%3Cscript%3E")

    assert 200 == status
    assert "<b>ada</b><small>groups: staff, my-org:team</small>" in page
    assert "&lt;b&gt;bob&lt;/b&gt;" in page
    assert "My &lt;University&gt;" in page
    assert "<script>" not in page


def test_login(provider: Provider) -> None:
    """A code is valid once, only with the hub's secret, in the form or in the header; the token identifies the user."""
    code = _code(provider, groups="staff, gpu")
    assert 400 == _token(provider, code=code, client_secret="wrong")[0]
    status, token = _token(provider, code=code, client_secret="secret-of-the-run")
    again = _token(provider, code=code, client_secret="secret-of-the-run")[0]
    credentials = base64.b64encode(b"hub:secret-of-the-run").decode()
    by_header = _ask(f"{provider.url}/token", {"code": _code(provider)}, Authorization=f"Basic {credentials}")[0]
    known = json.loads(_ask(f"{provider.url}/userinfo", Authorization=f"Bearer {token['access_token']}")[1])
    identity = json.loads(base64.urlsafe_b64decode(token["id_token"].split(".")[1] + "=="))

    assert (200, 400, 200) == (status, again, by_header)
    assert ("ada", ["staff", "gpu"], "hub") == (known["eppn"], known["realm_access"]["roles"], identity["aud"])
    assert 401 == _ask(f"{provider.url}/userinfo", Authorization="Bearer other")[0]


def test_refresh(provider: Provider) -> None:
    """A refresh token gives a new token of the same person."""
    _, token = _token(provider, code=_code(provider), client_secret="secret-of-the-run")
    status, fresh = _token(provider, grant_type="refresh_token", refresh_token=token["refresh_token"], client_secret="secret-of-the-run")

    assert (200, True) == (status, fresh["access_token"] != token["access_token"])


def test_only_the_hubs_callback_gets_a_code(provider: Provider) -> None:
    """No other address gets a code, nor does a request without a name."""
    assert 400 == _ask(f"{provider.url}/authorize?redirect_uri=https%3A%2F%2Fexample.org", {"name": "ada"})[0]
    assert 400 == _ask(f"{provider.url}/authorize?{urlencode({'redirect_uri': _CALLBACK})}", {"name": " "})[0]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("orgs/my-org/members/ada", 204),
        ("orgs/other/members/ada", 404),
        ("orgs/my-org/teams/team/members/ada", 204),
        ("orgs/my-org/teams/other/members/ada", 404),
        ("user/teams?per_page=100", 200),
        ("user/emails", 200),
    ],
)
def test_memberships_at_github(provider: Provider, path: str, status: int) -> None:
    """Groups are organizations, or teams if they contain a colon."""
    _, token = _token(provider, code=_code(provider, groups="my-org:team"), client_secret="secret-of-the-run")

    assert status == _ask(f"{provider.url}/api/v3/{path}", Authorization=f"token {token['access_token']}")[0]


def test_names_at_a_domain() -> None:
    """A name without a domain is completed to an address in the hosted domain; another address stays."""
    rules = Rules("Google", "hub", "", _CALLBACK, name_claims=("email",), domain="example.org")

    assert ("ada@example.org", "example.org") == (claims_of(Person("ada"), rules)["email"], claims_of(Person("ada"), rules)["hd"])
    assert "example.com" == claims_of(Person("ada@example.com"), rules)["hd"]


_PATHS = st.lists(st.text("ab:/", min_size=1, max_size=4), min_size=1, max_size=3).map(".".join)


@given(_PATHS, st.text(min_size=1), st.lists(st.text(), max_size=3))
def test_any_path_to_groups(path: str, name: str, groups: list[str]) -> None:
    """Groups are found under the path's name and along the path, whatever it is."""
    claims = claims_of(Person(name, tuple(groups)), Rules("x", "hub", "", _CALLBACK, group_claims=(path,)))
    found: Any = claims
    for key in path.split("."):
        found = found[key]

    assert groups == found == claims[path]
    assert "x" not in claims
