"""URLs with a password in them."""

from __future__ import annotations

import time

import pytest

from constructs_lib.models.secrets.credentials import holds_password


@pytest.mark.parametrize(
    "text",
    [
        "postgresql+psycopg2://hub:canary@db.example.org/hub",
        "redis://:canary@cache.example.org",
        "postgresql://hub:can/ary@db.example.org/hub",
        "postgresql://hub:can:ary@db.example.org/hub",
        "postgresql://hub:can@ary@db.example.org/hub",
        "postgresql://hub@server:canary@db.example.org/hub",
        "postgresql://hub:@canary@db.example.org/hub",
        "see https://hub.example.org and https://ada:canary@proxy.example.org",
    ],
    ids=["usual", "no user", "slash", "colon", "at", "at in the user", "at first", "within a text"],
)
def test_password(text: str) -> None:
    """Whatever SQLAlchemy would read as one, and what someone forgot to encode."""
    assert holds_password(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://hub.example.org:8443/hub/oauth_callback",
        "postgresql://db.example.org:5432/hub",
        "postgresql://hub@db.example.org/hub",
        "postgresql://hub:@db.example.org/hub",
        "sqlite:///hub.sqlite",
        "ada@example.org",
        "https://hub.example.org: ask ada@example.org",
    ],
    ids=["nothing", "port", "port of a database", "user alone", "empty password", "file", "address", "prose"],
)
def test_no_password(text: str) -> None:
    """A port, a user, or an empty password is no secret, so the value may be shown."""
    assert not holds_password(text)


def test_long_text_is_read_quickly() -> None:
    """A hostile value can't hold up the synth."""
    start = time.process_time()

    assert not holds_password("://a:" * 20_000)
    assert time.process_time() - start < 5
