"""Refresh a user of the real OAuthenticator with a provider on loopback, and print the result.

Run by the Python of ``.tools/login-*``. ``HUB_VALUES`` names a JSON file with the values. Arguments: the provider's answers to the
requests for tokens, in order: a group of the user, or ``refused``; and before them the seconds for which the old identity token is valid.
Prints JSON: for each request the groups of the user, or false; the requests to the provider; and the log.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs

sys.path.insert(0, str(Path(__file__).parents[2] / "jupyterhub_on_eks/preview/hub_side"))
sys.path.insert(0, str(Path(__file__).parent))

import jwt
from chart_config import configure
from jupyterhub.app import JupyterHub
from traitlets.config import Config

_KEY = "key-of-the-provider-on-loopback-only"


def identity_token(client_id: str, group: str, seconds: int) -> str:
    """Return a token of ada as a member of one group."""
    claims = {"aud": client_id, "exp": int(time.time()) + seconds, "preferred_username": "ada", "groups": [group]}
    return str(jwt.encode(claims, _KEY, algorithm="HS256"))


def provider(answers: list[str], asked: list[str], client_id: str) -> str:
    """Start a token endpoint; return its URL."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            asked.append(f"{form['grant_type'][0]} {form['refresh_token'][0]}")
            group = answers.pop(0)
            self.send_response(400 if group == "refused" else 200)
            self.end_headers()
            token = {"access_token": "access", "token_type": "Bearer", "id_token": identity_token(client_id, group, 3600)}
            self.wfile.write(json.dumps({"error": "invalid_grant"} if group == "refused" else token).encode())

        def log_message(self, *_: Any) -> None:
            """Log nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/token"


class Logged(logging.Handler):
    """Keeps what is logged."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the message."""
        self.lines.append(record.getMessage())


async def main(seconds: int, answers: list[str]) -> None:
    """Refresh ada once for each answer, and once without a refresh token."""
    c = Config()
    configure(c)
    authenticator = JupyterHub(config=c).authenticator_class(config=c)
    authenticator.client_secret = "only-on-loopback"
    logged = Logged()
    asked: list[str] = []
    found: list[Any] = []
    authenticator.log = logging.getLogger("refresh")
    authenticator.log.addHandler(logged)
    authenticator.log.setLevel(logging.INFO)
    authenticator.token_url = provider(list(answers), asked, authenticator.client_id)
    old = {"access_token": "old", "token_type": "Bearer", "id_token": identity_token(authenticator.client_id, "old", seconds)}
    for refresh_token in [*["kept"] * len(answers), None]:
        state = {"token_response": old, **({"refresh_token": refresh_token} if refresh_token else {})}

        async def get_auth_state(state: Any = state) -> Any:
            return state

        model = await authenticator.refresh_user(SimpleNamespace(name="ada", get_auth_state=get_auth_state))
        found.append([model["groups"], model["auth_state"]["refresh_token"]] if model else model)
    json.dump({"found": found, "asked": asked, "logged": logged.lines}, sys.stdout)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2:]))
