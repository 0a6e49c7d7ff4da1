"""Virtual environments, and pip for a Python that comes without."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from scripts import environments, project
from scripts.console import Trouble
from scripts.environments import WHEEL, base_python, fetch_pip, make_environment

CONTENT = b"the wheel"


class Index(BaseHTTPRequestHandler):
    """A simple index with one file, which remembers what it was asked."""

    asked: list[str]
    page: str

    def do_GET(self) -> None:
        """Serve the project page and the file."""
        self.asked.append(self.path)
        answer = {"/simple/pip/": self.page.encode(), f"/files/{WHEEL}": CONTENT}.get(self.path)
        self.send_response(404 if answer is None else 200)
        self.end_headers()
        self.wfile.write(answer or b"")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def index(empty_project: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Index]]:
    """A running index, which PIP_INDEX_URL names; its file is the pinned one."""
    (empty_project / ".tools").mkdir()
    Index.asked, Index.page = [], f'<a href="../../files/{WHEEL}#sha256=0">{WHEEL}</a>'
    monkeypatch.setattr(environments, "SHA256", hashlib.sha256(CONTENT).hexdigest())
    with HTTPServer(("127.0.0.1", 0), Index) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("PIP_INDEX_URL", f"http://127.0.0.1:{server.server_port}/simple/")
        yield Index
        server.shutdown()


def test_the_wheel_is_fetched_once(index: type[Index]) -> None:
    """The wheel is brought, by a relative link with a hash behind it, and not brought again."""
    assert fetch_pip() == fetch_pip() == project.TOOLS / WHEEL
    assert CONTENT == (project.TOOLS / WHEEL).read_bytes()
    assert ["/simple/pip/", f"/files/{WHEEL}"] == index.asked


@pytest.mark.usefixtures("index")
def test_a_damaged_wheel_is_fetched_again() -> None:
    """What is there is used only if it is the pinned file."""
    (project.TOOLS / WHEEL).write_bytes(b"half of it")

    assert CONTENT == fetch_pip().read_bytes()


@pytest.mark.usefixtures("index")
def test_another_file_under_the_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wheel whose hash is not the pinned one is never written."""
    monkeypatch.setattr(environments, "SHA256", "0" * 64)

    with pytest.raises(Trouble, match="is not the file that this project pins"):
        fetch_pip()
    assert [] == list(project.TOOLS.iterdir())


def test_an_index_without_the_wheel(index: type[Index]) -> None:
    """An index that lists other versions only."""
    index.page = '<a href="../../files/pip-1.0-py3-none-any.whl">old</a>'

    with pytest.raises(Trouble, match=f"it does not list {WHEEL}"):
        fetch_pip()


@pytest.mark.usefixtures("empty_project")
@pytest.mark.parametrize("address", ["http://127.0.0.1:9/simple", "http://me:canary@127.0.0.1:9/simple", "nonsense"])
def test_an_index_out_of_reach_says_what_to_do(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names both ways out, and no password."""
    monkeypatch.setenv("PIP_INDEX_URL", address)

    with pytest.raises(Trouble, match=r"(?s)^pip cannot be had .*apt install python3-venv.*PIP_INDEX_URL") as caught:
        fetch_pip()
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize(("has_pip", "tasks"), [(True, 2), (False, 3)], ids=["with pip", "without pip"])
def test_an_environment_is_made_with_what_python_has(has_pip: bool, tasks: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001 -- a parameter of the test
    """Python's own pip where it has one; else the pinned one, run from its wheel, installs itself."""
    ran: list[list[str]] = []
    wheel = tmp_path / WHEEL

    def run_logged(command: Sequence[str | Path], *, task: str) -> None:
        assert task
        ran.append([str(word) for word in command])

    monkeypatch.setattr(importlib.util, "find_spec", lambda name: name if has_pip else None)
    monkeypatch.setattr(environments, "run_logged", run_logged)
    monkeypatch.setattr(environments, "fetch_pip", lambda: wheel)

    make_environment(tmp_path / "tool", tmp_path / "requirements.txt")

    python = str(tmp_path / "tool/bin/python")
    assert tasks == len(ran)
    assert [base_python(), "-m", "venv", *([] if has_pip else ["--without-pip"]), str(tmp_path / "tool")] == ran[0]
    assert has_pip or [python, str(wheel / "pip"), "install", "--no-index", str(wheel)] == ran[1]
    assert [python, "-m", "pip", "install", "--require-hashes", "--requirement", str(tmp_path / "requirements.txt")] == ran[-1]


def test_environments_are_made_from_the_python_outside() -> None:
    """A virtual environment is never made from another one, which may be removed while this runs."""
    assert Path(base_python()).exists()
    assert (
        not os.path.realpath(Path(base_python()).parent).startswith(os.path.realpath(sys.prefix) + os.sep) or sys.prefix == sys.base_prefix
    )
