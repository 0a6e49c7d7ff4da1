"""pip for a Python that comes without."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from scripts import pip_wheel
from scripts.console import Trouble
from scripts.pip_wheel import WHEEL, fetch_pip, file_address, without_password

CONTENT = b"the wheel"
BASE = "https://index.example.org/simple/pip/"


class Index(BaseHTTPRequestHandler):
    """A simple index with one file, which remembers how it was asked."""

    asked: list[tuple[str, str | None]]

    def do_GET(self) -> None:
        """Serve the project page and the file."""
        self.asked.append((self.path, self.headers["Authorization"]))
        page = f'<a href="../../files/{WHEEL}#sha256=0">{WHEEL}</a>'.encode()
        answer = {"/simple/pip/": page, f"/files/{WHEEL}": CONTENT}.get(self.path)
        self.send_response(404 if answer is None else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(answer or b"")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def index() -> Iterator[str]:
    """The address of a running index."""
    Index.asked = []
    with HTTPServer(("127.0.0.1", 0), Index) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_port}/simple"
        server.shutdown()


@pytest.fixture
def _pinned(monkeypatch: pytest.MonkeyPatch) -> None:
    """The index's file is the pinned one."""
    monkeypatch.setattr(pip_wheel, "SHA256", hashlib.sha256(CONTENT).hexdigest())


def test_finds_the_wheel_on_a_json_page() -> None:
    """The JSON form of the simple API is understood."""
    page = json.dumps({"files": [{"filename": "pip-1.0.tar.gz", "url": "x"}, {"filename": WHEEL, "url": f"/files/{WHEEL}"}]}).encode()

    assert f"https://index.example.org/files/{WHEEL}" == file_address(page, "application/vnd.pypi.simple.v1+json", BASE)


def test_finds_the_wheel_on_an_html_page() -> None:
    """The HTML form of the simple API is understood: relative links, with a hash behind them."""
    page = f'<html><a href="../../files/{WHEEL}#sha256=abc">{WHEEL}</a></html>'.encode()

    assert f"https://index.example.org/files/{WHEEL}" == file_address(page, "text/html", BASE)


def test_an_index_without_the_wheel_is_an_error() -> None:
    """An index that lists other versions only is told so."""
    with pytest.raises(ValueError, match=f"the index does not list {WHEEL}"):
        file_address(b'{"files": []}', "application/vnd.pypi.simple.v1+json", BASE)


def test_an_address_is_shown_without_password() -> None:
    """No password of a mirror reaches a message."""
    assert "https://mirror.example.org:8443/simple" == without_password("https://me:canary@mirror.example.org:8443/simple")


@pytest.mark.usefixtures("_pinned")
def test_fetches_the_wheel_once(index: str, tmp_path: Path) -> None:
    """The wheel is brought, and not brought again."""
    assert fetch_pip(tmp_path, f"http://{index}") == fetch_pip(tmp_path, f"http://{index}") == tmp_path / WHEEL
    assert CONTENT == (tmp_path / WHEEL).read_bytes()
    assert [("/simple/pip/", None), (f"/files/{WHEEL}", None)] == Index.asked


@pytest.mark.usefixtures("_pinned")
def test_logs_in_to_a_mirror(index: str, tmp_path: Path) -> None:
    """User name and password of the index's address are sent as the protocol wants them, and not to another place."""
    fetch_pip(tmp_path, f"http://me:canary@{index}")

    assert ("/simple/pip/", "Basic bWU6Y2FuYXJ5") == Index.asked[0]
    assert (f"/files/{WHEEL}", None) == Index.asked[1]


def test_another_file_under_the_name_is_refused(index: str, tmp_path: Path) -> None:
    """A wheel whose hash is not the pinned one is never written."""
    with pytest.raises(Trouble, match="is not the file that this project pins"):
        fetch_pip(tmp_path, f"http://{index}")

    assert [] == list(tmp_path.iterdir())


def test_a_damaged_wheel_is_fetched_again(index: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies there is used only if it is the pinned file."""
    monkeypatch.setattr(pip_wheel, "SHA256", hashlib.sha256(CONTENT).hexdigest())
    (tmp_path / WHEEL).write_bytes(b"half of it")

    assert CONTENT == fetch_pip(tmp_path, f"http://{index}").read_bytes()


@pytest.mark.parametrize("address", ["http://me:canary@127.0.0.1:9/simple", "file:///simple"])
def test_an_index_out_of_reach_says_what_to_do(address: str, tmp_path: Path) -> None:
    """The message names the index without its password, and both ways out."""
    with pytest.raises(Trouble) as caught:
        fetch_pip(tmp_path, address)

    assert "canary" not in str(caught.value)
    assert "PIP_INDEX_URL" in str(caught.value)
    assert "apt install python3-venv" in str(caught.value)
