"""Stands for the identity provider of a previewed hub: a page on which one chooses who logs in, and what a provider then answers.

It is one provider for all classes of OAuthenticator. Every request of the hub's to a provider is sent here, whatever its address, and
answered by its kind: for a token, for a membership at GitHub, else for what is known of the user.
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
    """Somebody who can log in at the provider."""

    name: str
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rules:
    """What the hub reads of the provider's answers.

    Args:
        title: what the hub calls the provider.
        client_id: the hub's name at the provider.
        client_secret: the secret that the hub has to send.
        callback: where the provider sends people back to; no other address is taken.
        name_claims: the claims that hold the user's name.
        group_claims: the claims that hold the groups, each a path with dots between.
        domain: what completes a name without a domain where it is an e-mail address. Default: nothing.
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
    """Return what the provider knows of a person, under the names of all providers that OAuthenticator has classes for."""
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
    """Set a claim under its name as it is, as in ``https://example.org/groups``, and as the path that a name with dots is."""
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
        people: those whom its page offers.
        url: its address.
        codes: who has logged in and is on the way back to the hub.
        tokens: whom the hub's tokens stand for.
    """

    rules: Rules
    people: list[Person]
    url: str = ""
    codes: dict[str, Person] = field(default_factory=dict)
    tokens: dict[str, Person] = field(default_factory=dict)

    def answer(self, form: Mapping[str, str]) -> dict[str, Any] | None:
        """Return the answer to a request for a token, or None for one that a provider refuses."""
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
        """Return what a provider's API says of a person at a path. None: the person is no member of what is asked for."""
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
    """Return the teams and organizations of a person at GitHub, who is in the organization of each team too."""
    return {*person.groups, *(group.partition(":")[0] for group in person.groups)}


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


@contextmanager
def running_provider(rules: Rules, people: list[Person], *, port: int = 0) -> Iterator[Provider]:
    """Run the provider on loopback.

    Args:
        rules: what the hub reads.
        people: those whom its page offers.
        port: its port. Default: one that is free.
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
        """Show the page on which one chooses who logs in, or say what is known of who did."""
        url = urlsplit(self.path)
        query = {key: value[0] for key, value in parse_qs(url.query).items()}
        if url.path == "/authorize":
            self._page(query)
        elif url.path == "/logged-out":
            self._answer(200, _html("Logged out", "<p>You are logged out at the stand-in, too.</p>"), "text/html")
        else:
            token = query.get("access_token") or self.headers.get("Authorization", "").rpartition(" ")[2]
            person = self.provider.tokens.get(token)
            found = None if person is None else self.provider.known(person, url.path)
            if person is None:
                self._answer(401, '{"error": "invalid_token"}')
            else:  # GitHub says that somebody is a member by a status alone
                self._answer(404 if found is None else 200 if found else 204, json.dumps(found) if found else "")

    def do_POST(self) -> None:
        """Log a person in, or give the hub a token."""
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
            self._answer(400, "a name is missing, or the hub's address for the way back")
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
        """Say nothing."""

    def _answer(self, status: int, text: str, kind: str = "application/json") -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _html(title: str, body: str) -> str:
    """Return a page of these parts, which are HTML."""
    text = Path(__file__).with_name("templates").joinpath("provider.html").read_text(encoding="utf-8")
    return text.replace("TITLE", title).replace("BODY", body)


def _person(person: Person, hidden: str) -> str:
    groups = ", ".join(person.groups)
    said = f"groups: {escape(groups)}" if groups else "no groups"
    fields = f'<input type="hidden" name="name" value="{escape(person.name)}"><input type="hidden" name="groups" value="{escape(groups)}">'
    return f'<form method="post">{hidden}{fields}<button><b>{escape(person.name)}</b><small>{said}</small></button></form>'


_OTHER = """<input name="name" placeholder="another name" required>
<input name="groups" placeholder="groups, with commas"><button>Log in</button>"""
