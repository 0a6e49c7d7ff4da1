"""The verb ``preview``: what it prints before it runs a hub. tests/login/test_preview.py runs hubs."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Self

import pytest

from jupyterhub_on_eks import cache
from jupyterhub_on_eks.cli import preview as verb
from jupyterhub_on_eks.cli.preview import preview
from jupyterhub_on_eks.preview import PreviewError
from tests.jupyterhub_on_eks.cli.conftest import OPEN, RIGHT, Cli

Write = Callable[..., None]


def test_mistakes_are_those_of_check(cli: Cli, write: Write) -> None:
    """The same report, with status 1; nothing is installed or run."""
    write(hubs__a=f"tags: {{team: 7}}\n{RIGHT.lstrip()}")

    assert cli("check") == cli("preview")
    assert 1 == cli("preview")[0]
    assert 2 == cli("preview", "nothing.yaml")[0]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--user", "ada", "--user", "ada"), "Invalid value for --user: ada is given twice"),
        (("--groups", "staff"), "Invalid value for --user: groups are those of a user"),
        (("--hub", "campus"), "Invalid value for --hub: there is no hub 'campus'; the hubs are a/lab"),
        (("--port", "0"), "Invalid value for '--port': Input should be greater than or equal to 1"),
    ],
)
def test_wrong_options(arguments: tuple[str, ...], message: str, cli: Cli, write: Write) -> None:
    """Each is refused with a message and status 2."""
    write(hubs__a=OPEN.replace("NAME", "lab"))
    status, out, err = cli("preview", *arguments)

    assert (2, "", True) == (status, out, message in err), err


def test_no_hub(cli: Cli, write: Write) -> None:
    """The message states that a file has no hub."""
    write(hubs__a=RIGHT)

    assert (2, True) == ((found := cli("preview"))[0], "there is no hub in the hub files" in found[2])


def test_port_is_taken(cli: Cli, write: Write) -> None:
    """The message names the port, and what to do."""
    write(hubs__a=OPEN.replace("NAME", "lab"))
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        status, _, err = cli("preview", "--port", str(server.getsockname()[1]))

    assert (2, True) == (status, "is used by another program; use another port" in err)


@pytest.mark.parametrize(
    ("error", "status", "out", "err"),
    [
        (PreviewError("its packages can't be installed"), 3, "", "Error: its packages can't be installed\n"),
        (KeyboardInterrupt(), 0, "\nPreview ended. Its processes and files were removed.\n", ""),
    ],
)
def test_how_it_ends(
    cli: Cli, write: Write, monkeypatch: pytest.MonkeyPatch, *, error: BaseException, status: int, out: str, err: str
) -> None:
    """After Ctrl-C with status 0; with status 3 if this machine can't run it."""

    def run(*_: object, **__: object) -> None:
        raise error

    write(hubs__a=OPEN.replace("NAME", "lab"))
    monkeypatch.setattr(verb, "_run", run)

    assert (status, out, err) == cli("preview")


def test_installs_and_runs(write: Write, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The browser is opened if requested, and the hub is waited for."""
    from jupyterhub_on_eks.preview import environments, running_hub  # noqa: PLC0415  # patched

    opened: list[str] = []

    class Running:
        """A hub that ends at once."""

        url, log = "http://127.0.0.1:8000/", folder / "hub.log"

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def wait(self) -> None:
            """End as with Ctrl-C."""
            raise KeyboardInterrupt

    write(hubs__a=OPEN.replace("NAME", "lab"))
    monkeypatch.setattr(environments, "installed_python", lambda *_, **__: folder / "python")
    monkeypatch.setattr(cache, "cache_folder", lambda _: folder)
    monkeypatch.setattr(running_hub, "running_hub", lambda *_, **__: Running())
    monkeypatch.setattr("webbrowser.open", opened.append)
    kept = {sign: signal.getsignal(sign) for sign in (signal.SIGTERM, signal.SIGHUP)}
    try:
        assert 0 == preview(None, open=True)
    finally:
        for sign, handler in kept.items():
            signal.signal(sign, handler)

    assert ["http://127.0.0.1:8000/"] == opened
    assert "Starting JupyterHub 5.5.0 and KubeSpawner 7.0.0, the versions in chart 4.4.0" in capsys.readouterr().out
