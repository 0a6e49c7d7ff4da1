"""Only browsers that opened the printed address can log in."""

from __future__ import annotations

import asyncio
import sys
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyterhub_on_eks.preview.hub_side.entry import entered, has_key, require_key

_KEY = "of-the-run_1"


def _entered(path: str) -> list[str]:
    return (entered(path, key=_KEY, port=8000) or b"").decode("latin-1").split("\r\n")


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("/?preview=of-the-run_1", "/"),
        ("/base?a=b&preview=of-the-run_1&c=", "/base?a=b&c="),
        ("//elsewhere.example.org/?preview=of-the-run_1", "/"),
        ("/hub/home?preview=of-the-run_1", "/hub/home"),
    ],
)
def test_the_address_gives_a_cookie(path: str, where: str) -> None:
    """It leads to the same page without the key, and nowhere else; scripts and other sites don't get the cookie."""
    lines = _entered(path)

    assert "HTTP/1.1 302 Found" == lines[0]
    assert f"Location: {where}" in lines
    assert "Set-Cookie: jupyterhub-preview-8000=of-the-run_1; Path=/; HttpOnly; SameSite=Lax" in lines


@pytest.mark.parametrize("path", ["/", "/?preview=", "/?preview=wrong", "/?other=of-the-run_1", "/of-the-run_1"])
def test_other_addresses_give_none(path: str) -> None:
    """They are requests like any other."""
    assert [""] == _entered(path)


@given(st.text())
def test_whatever_is_sent_is_no_key(text: str) -> None:
    """Neither an address nor cookies of anybody else's making let in or fail."""
    assert not has_key(text, key=_KEY, port=8000)
    assert entered(f"/?{text}".replace("[", ""), key=_KEY, port=8000) is None


def test_the_cookie_lets_in() -> None:
    """That of this preview, beside others."""
    cookies = "a=b; jupyterhub-preview-8000=of-the-run_1; c=d"

    assert has_key(cookies, key=_KEY, port=8000)
    assert not has_key(cookies, key=_KEY, port=8001)
    assert not has_key(cookies, key="another", port=8000)


def test_every_authenticator_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """By whatever way somebody logs in: JupyterHub calls the same method of all."""

    class RefusedError(Exception):
        def __init__(self, status: int, text: str) -> None:
            super().__init__(f"{status} {text}")

    class Authenticator:
        async def get_authenticated_user(self, handler: Any, data: Any) -> Any:
            return handler.name, data

    class Own(Authenticator):
        async def get_authenticated_user(self, handler: Any, data: Any) -> Any:
            return f"own {handler.name}", data

    monkeypatch.setitem(sys.modules, "tornado", SimpleNamespace(web=SimpleNamespace(HTTPError=RefusedError)))
    require_key(Authenticator, key=_KEY, port=8000)

    def ask(kind: Any, cookie: str) -> Any:
        handler = SimpleNamespace(name="ada", request=SimpleNamespace(headers={"Cookie": cookie}))
        return asyncio.run(kind().get_authenticated_user(handler, "form"))

    assert [("ada", "form"), ("own ada", "form")] == [ask(kind, f"jupyterhub-preview-8000={_KEY}") for kind in (Authenticator, Own)]
    for kind in (Authenticator, Own):
        with pytest.raises(RefusedError, match=r"^403 Open the address that jupyterhub-on-eks preview printed"):
            ask(kind, "jupyterhub-preview-8000=guess")
