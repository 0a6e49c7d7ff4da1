"""The process of a previewed hub, without JupyterHub: a program that responds as it does."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from jupyterhub_on_eks.preview import PreviewError, running_hub
from jupyterhub_on_eks.preview.free_ports import first_bound, free_ports
from jupyterhub_on_eks.preview.people import Person

_ANSWERS = """
import http.server, json, os, socket, sys, threading
given = json.loads(sys.stdin.readline())
open("given.json", "w").write(json.dumps([given, dict(os.environ)]))
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/base/hub/health" else 404)
        self.end_headers()
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
server.socket = socket.socket(fileno=given["listens"])
server.serve_forever()
"""


@contextmanager
def _running(program: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[running_hub.RunningHub]:
    (folder / "run.py").write_text(program, encoding="utf-8")
    monkeypatch.setattr(running_hub, "files", lambda _: folder)
    two, three = free_ports(2)
    with running_hub.running_hub(
        (Path(sys.executable), Path("server-python")),
        {"hub": {"baseUrl": "/base/"}},
        environment={"A": "b"},
        namespace="lab",
        people=[Person("ada", ("staff",))],
        public=first_bound(),
        ports=(two, three),
    ) as running:
        yield running


def test_runs_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It gets its settings on standard input, has none of this process's variables, and its folder is deleted with it."""
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "canary")
    with _running(_ANSWERS, tmp_path, monkeypatch) as running:
        given = (running.log.parent / "given.json").read_text(encoding="utf-8")
        key = json.loads(given)[0]["key"]
        assert running.url.endswith(f"/base?preview={key}")
        assert '"people": [["ada", ["staff"]]]' in given
        assert "canary" not in given

    assert running.process.returncode == 0
    assert not running.log.parent.exists()


def test_waits_for_the_servers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that outlives the hub holds the other end of a pipe; the command ends after it."""
    end = tmp_path / "end"
    server = (
        f"import subprocess; subprocess.Popen(['sh', '-c', 'sleep 0.5; echo > {end}'], pass_fds=[given['alive']], start_new_session=True)"
    )
    with _running(_ANSWERS.replace("class Handler", f"{server}\nclass Handler"), tmp_path, monkeypatch):
        pass

    assert end.exists()


def test_reports_why_it_does_not_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last lines of the log are in the message."""
    with (
        pytest.raises(PreviewError, match=r"doesn't start(.|\n)*no such printer"),
        _running("print('no such printer')", tmp_path, monkeypatch),
    ):
        pass


def test_reports_that_it_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hub that ends later ends the command."""
    with _running(_ANSWERS, tmp_path, monkeypatch) as running:
        running.process.kill()
        with pytest.raises(PreviewError, match="JupyterHub ended"):
            running.wait()
