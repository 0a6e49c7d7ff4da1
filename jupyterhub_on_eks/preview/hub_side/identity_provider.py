"""The stand-in for the identity provider of a previewed hub: a page on which you choose who logs in, and the provider's API.

It serves all classes of OAuthenticator. The hub sends every request for a provider to it, whatever its address. The response depends
on the kind of request: a token, a membership at GitHub, or the user's claims.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlencode, urlsplit

_LIFETIME = 3600


@dataclass(frozen=True)
class Person:
    """A person who can log in at the provider."""

    name: str
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rules:
    """What the hub reads from the provider's responses.

    Args:
        title: the hub's name for the provider.
        client_id: the hub's client ID at the provider.
        client_secret: the secret that the hub must send.
        callback: the only address to which the provider redirects people.
        name_claims: the claims that contain the user's name.
        group_claims: the claims that contain the groups, each a dotted path.
        domain: the domain that is added to a name for its e-mail address. Default: none.
        idp: the identity provider behind CILogon.
    """

    title: str
    client_id: str
    client_secret: str
    callback: str
    name_claims: tuple[str, ...] = ()
    group_claims: tuple[str, ...] = ()
    domain: str = ""
    idp: str = ""


def claims_of(person: Person, rules: Rules) -> dict[str, Any]:
    """Return a person's claims, under the names that all providers with a class in OAuthenticator use."""
    address = person.name if "@" in person.name or not rules.domain else f"{person.name}@{rules.domain}"
    email = address if "@" in address else f"{address}@example.org"
    claims: dict[str, Any] = dict.fromkeys(("sub", "id", "login", "name", "nickname", "preferred_username"), person.name)
    claims |= {"email": email, "email_verified": True, "verified_email": True, "hd": email.partition("@")[2], "idp": rules.idp}
    for claim in rules.name_claims:
        _put(claims, claim, address if claim == "email" else person.name)
    for claim in rules.group_claims:
        _put(claims, claim, list(person.groups))
    return claims


def _put(claims: dict[str, Any], path: str, value: Any) -> None:
    """Set a claim under its full name, such as ``https://example.org/groups``, and at the path that a dotted name describes."""
    claims[path] = value
    *above, last = path.split(".")
    here: Any = claims
    for name in above:
        here = here.setdefault(name, {})
        if not isinstance(here, dict):
            return  # another claim is there
    here[last] = value


@dataclass
class Provider:
    """A running provider.

    Args:
        rules: what the hub reads.
        people: the people on its page.
        url: its address.
        codes: the people who have logged in, by the code that the hub hasn't exchanged yet.
        tokens: the people, by the tokens of the hub.
    """

    rules: Rules
    people: list[Person]
    url: str = ""
    codes: dict[str, Person] = field(default_factory=dict)
    tokens: dict[str, Person] = field(default_factory=dict)

    def answer(self, form: Mapping[str, str]) -> dict[str, Any] | None:
        """Return the response to a request for a token, or None if a provider would refuse it."""
        if not hmac.compare_digest(form.get("client_secret", ""), self.rules.client_secret):
            return None
        refreshed = form.get("grant_type") == "refresh_token"
        person = self.tokens.get(form.get("refresh_token", "")) if refreshed else self.codes.pop(form.get("code", ""), None)
        if person is None:
            return None
        access, refresh = secrets.token_hex(16), secrets.token_hex(16)
        self.tokens[access] = self.tokens[refresh] = person
        more = {"token_type": "Bearer", "expires_in": _LIFETIME, "scope": form.get("scope", "openid")}
        return {"access_token": access, "refresh_token": refresh, "id_token": self._identity_token(person), **more}

    def _identity_token(self, person: Person) -> str:
        now = int(time.time())
        claims = {**claims_of(person, self.rules), "iss": self.url, "aud": self.rules.client_id, "iat": now, "exp": now + _LIFETIME}
        text = ".".join(_base64(json.dumps(part).encode()) for part in ({"alg": "HS256", "typ": "JWT"}, claims))
        return f"{text}.{_base64(hmac.digest(self.rules.client_secret.encode(), text.encode(), hashlib.sha256))}"

    def known(self, person: Person, path: str) -> Any:
        """Return what a provider's API reports about a person at a path. None: the person is not a member of the organization or team."""
        parts = path.strip("/").split("/")
        if "members" in parts and "orgs" in parts:
            organization = parts[parts.index("orgs") + 1]
            team = f"{organization}:{parts[parts.index('teams') + 1]}" if "teams" in parts else None
            return {} if (team or organization) in _memberships(person) else None
        if parts[-2:] == ["user", "teams"]:
            pairs = (group.split(":", 1) for group in person.groups if ":" in group)
            return [{"slug": team, "organization": {"login": organization}} for organization, team in pairs]
        if parts[-2:] == ["user", "emails"]:
            return [{"email": claims_of(person, self.rules)["email"], "primary": True, "verified": True}]
        return claims_of(person, self.rules)


def _memberships(person: Person) -> set[str]:
    """Return a person's teams and organizations at GitHub, including the organization of each team."""
    return {*person.groups, *(group.partition(":")[0] for group in person.groups)}


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


@contextmanager
def running_provider(rules: Rules, people: list[Person], *, port: int = 0) -> Iterator[Provider]:
    """Run the provider on loopback.

    Args:
        rules: what the hub reads.
        people: the people on its page.
        port: its port. Default: a free one.
    """
    provider = Provider(rules, people)
    handler = type("Handler", (_Handler,), {"provider": provider})
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        provider.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield provider
        finally:
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    provider: ClassVar[Provider]

    def do_GET(self) -> None:
        """Show the page on which you choose who logs in, or return a person's data."""
        url = urlsplit(self.path)
        query = {key: value[0] for key, value in parse_qs(url.query).items()}
        if url.path == "/authorize":
            self._page(query)
        elif url.path == "/logged-out":
            self._answer(200, _html("Logged out", "<p>You are logged out of the stand-in, too.</p>"), "text/html")
        else:
            token = query.get("access_token") or self.headers.get("Authorization", "").rpartition(" ")[2]
            person = self.provider.tokens.get(token)
            found = None if person is None else self.provider.known(person, url.path)
            if person is None:
                self._answer(401, '{"error": "invalid_token"}')
            else:  # GitHub reports a membership only with the status
                self._answer(404 if found is None else 200 if found else 204, json.dumps(found) if found else "")

    def do_POST(self) -> None:
        """Log a person in, or return a token to the hub."""
        url = urlsplit(self.path)
        text = url.query + "&" + self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        form = {key: value[0] for key, value in parse_qs(text).items()}
        if url.path == "/authorize":
            self._log_in(form)
            return
        scheme, _, credentials = self.headers.get("Authorization", "").partition(" ")
        if scheme == "Basic":
            form["client_secret"] = base64.b64decode(credentials).decode().partition(":")[2]
        answer = self.provider.answer(form)
        self._answer(*((200, json.dumps(answer)) if answer else (400, '{"error": "invalid_grant"}')))

    def _log_in(self, form: Mapping[str, str]) -> None:
        name = form.get("name", "").strip()
        groups = tuple(filter(None, (group.strip() for group in form.get("groups", "").split(","))))
        if not name or form.get("redirect_uri") != self.provider.rules.callback:
            self._answer(400, "a name or the redirect URI is missing")
            return
        code = secrets.token_hex(16)
        self.provider.codes[code] = Person(name, groups)
        query = urlencode({"code": code, **({"state": form["state"]} if "state" in form else {})})
        self.send_response(302)
        self.send_header("Location", f"{self.provider.rules.callback}?{query}")
        self.end_headers()

    def _page(self, query: Mapping[str, str]) -> None:
        hidden = "".join(
            f'<input type="hidden" name="{name}" value="{escape(query[name])}">' for name in ("redirect_uri", "state") if name in query
        )
        people = "".join(_person(person, hidden) for person in self.provider.people)
        body = f"{people}<form method='post' class='other'>{hidden}{_OTHER}</form>"
        self._answer(200, _html(f"Stand-in for {escape(self.provider.rules.title)}", body), "text/html")

    def log_message(self, *_: object) -> None:
        """Log nothing."""

    def _answer(self, status: int, text: str, kind: str = "application/json") -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _html(title: str, body: str) -> str:
    """Return a page with a title and a body, which are HTML."""
    text = Path(__file__).with_name("templates").joinpath("provider.html").read_text(encoding="utf-8")
    return text.replace("TITLE", title).replace("BODY", body)


def _person(person: Person, hidden: str) -> str:
    groups = ", ".join(person.groups)
    said = f"groups: {escape(groups)}" if groups else "no groups"
    fields = f'<input type="hidden" name="name" value="{escape(person.name)}"><input type="hidden" name="groups" value="{escape(groups)}">'
    return f'<form method="post">{hidden}{fields}<button><b>{escape(person.name)}</b><small>{said}</small></button></form>'


_OTHER = """<input name="name" placeholder="another name" required>
<input name="groups" placeholder="groups, with commas"><button>Log in</button>"""
