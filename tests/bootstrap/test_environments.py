"""Virtual environments, and pip for a Python without it."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from bootstrap import environments, paths
from bootstrap.environments import WHEEL, base_python, fetch_pip, install, make_environment, requirements

CONTENT = b"the wheel"


class Index(BaseHTTPRequestHandler):
    """A simple index with one file, which records the requests."""

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
        """Log nothing."""


@pytest.fixture
def index(empty_project: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Index]]:
    """A running index, which PIP_INDEX_URL names; its file is the pinned one."""
    assert empty_project == paths.ROOT
    Index.asked, Index.page = [], f'<a href="../../files/{WHEEL}#sha256=0">{WHEEL}</a>'
    monkeypatch.setattr(environments, "SHA256", hashlib.sha256(CONTENT).hexdigest())
    with HTTPServer(("127.0.0.1", 0), Index) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("PIP_INDEX_URL", f"http://127.0.0.1:{server.server_port}/simple/")
        yield Index
        server.shutdown()


def test_the_wheel_is_fetched_once(index: type[Index]) -> None:
    """The wheel is downloaded through a relative link with a hash, and not downloaded again."""
    assert fetch_pip() == fetch_pip() == paths.TOOLS / WHEEL
    assert CONTENT == (paths.TOOLS / WHEEL).read_bytes()
    assert ["/simple/pip/", f"/files/{WHEEL}"] == index.asked


@pytest.mark.usefixtures("index")
def test_another_file_of_the_same_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wheel whose hash is not the pinned one is never written."""
    monkeypatch.setattr(environments, "SHA256", "0" * 64)

    with pytest.raises(SystemExit, match="has another hash than the one that this project pins"):
        fetch_pip()
    assert [] == list(paths.TOOLS.iterdir())


def test_an_index_without_the_wheel(index: type[Index]) -> None:
    """An index that lists other versions only."""
    index.page = '<a href="../../files/pip-1.0-py3-none-any.whl">old</a>'

    with pytest.raises(SystemExit, match="Not Found"):
        fetch_pip()


@pytest.mark.usefixtures("empty_project")
@pytest.mark.parametrize("address", ["http://127.0.0.1:9/simple", "http://me:canary@127.0.0.1:9/simple", "nonsense"])
def test_an_unreachable_index_names_the_fix(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names what to do, and no password."""
    monkeypatch.setenv("PIP_INDEX_URL", address)

    with pytest.raises(SystemExit, match=r"^This Python has no pip, .*apt install python3-venv") as caught:
        fetch_pip()
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize("has_pip", [True, False], ids=["with pip", "without pip"])
def test_an_environment_is_made_with_what_python_has(has_pip: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001  # a parameter of the test
    """With Python's own pip if it has one; otherwise with the pinned one, run from its wheel."""
    ran: list[list[str]] = []
    monkeypatch.setattr(environments, "find_spec", lambda name: name if has_pip else None)
    monkeypatch.setattr(environments, "run", lambda *command, task: ran.append([*map(str, command)] if task else []))
    monkeypatch.setattr(environments, "fetch_pip", lambda: tmp_path / WHEEL)

    make_environment(tmp_path / "env")
    install(tmp_path / "env", tmp_path / "list.txt")

    pip = ["-m", "pip"] if has_pip else [str(tmp_path / WHEEL / "pip")]
    assert [base_python(), "-m", "venv", *([] if has_pip else ["--without-pip"]), str(tmp_path / "env")] == ran[0]
    assert [str(tmp_path / "env/bin/python"), *pip, "install"] == ran[1][: 2 + len(pip)]
    assert ["--require-hashes", "--requirement", str(tmp_path / "list.txt")] == ran[1][-3:]


def test_the_lock_file_becomes_a_list_for_pip(tmp_path: Path) -> None:
    """Each package has its extras, version, markers and hashes; the real lock file has both sections."""
    package = {"version": "==2.0", "extras": ["a", "b"], "markers": "python_version >= '3.9'", "hashes": ["sha256:1", "sha256:2"]}
    (tmp_path / "Pipfile.lock").write_text(json.dumps({"default": {"x": package, "y": {"version": "==1.0", "hashes": ["sha256:3"]}}}))

    expected = "x[a,b]==2.0 ; python_version >= '3.9' --hash=sha256:1 --hash=sha256:2\ny==1.0 --hash=sha256:3\n"
    assert expected == requirements(tmp_path / "Pipfile.lock", "default")
    for section, package_name in (("default", "cdktf"), ("develop", "pytest")):
        assert f"\n{package_name}==" in requirements(paths.ROOT / "Pipfile.lock", section)


def test_environments_are_made_from_the_python_outside() -> None:
    """A virtual environment is never made from another one, which may be deleted while this runs."""
    assert Path(base_python()).exists()
    assert (
        not os.path.realpath(Path(base_python()).parent).startswith(os.path.realpath(sys.prefix) + os.sep) or sys.prefix == sys.base_prefix
    )
