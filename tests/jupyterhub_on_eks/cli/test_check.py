"""The verb ``check``."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import main
from constructs_lib.hub_files import read_hub_files
from jupyterhub_on_eks.cli.check import Format, check
from jupyterhub_on_eks.exit_status import ExitStatus
from tests.conftest import ROOT
from tests.jupyterhub_on_eks.cli.conftest import OPEN, RIGHT, Cli
from tests.jupyterhub_on_eks.cli.screens import environment
from tests.jupyterhub_on_eks.cli.test_sarif import check_sarif

Write = Callable[..., None]
BAD = f"tags: {{team: 7}}\n{RIGHT.lstrip()}"
MISTAKE = "tags.team: 7 is not text; put it in quotes"
WITHOUT_LOGIN = "warning: add_ons[1].jupyterhub: without oidc_config anyone can log in with any user name and password; use an identity provider for anything but a trial"


def test_right_files(cli: Cli, write: Write) -> None:
    """One line, status 0; the folder hubs is the default. Nothing is written."""
    write(hubs__a=RIGHT)

    assert (0, "1 hub file checked: no mistakes, no warnings.\n", "") == cli("check")
    assert ["hubs", "hubs/a.yaml"] == sorted(str(path) for path in Path().rglob("*"))


def test_mistakes(cli: Cli, write: Write) -> None:
    """Each with its position, for all files, and the warnings of the right ones; status 1."""
    write(a=BAD, b=OPEN.replace("NAME", "two"), c="{")
    status, out, err = cli("check", "a.yaml", "b.yaml", "c.yaml")

    assert (1, "") == (status, err)
    assert [
        f"a.yaml:1:8: {MISTAKE}",
        "c.yaml:1:2: is not YAML",
        f"b.yaml:4:5: {WITHOUT_LOGIN}",
        "3 hub files checked: 2 mistakes, 1 warning.",
    ] == [line.partition(": expected")[0] for line in out.splitlines()]


def test_conflicts_between_files_of_one_run(cli: Cli, write: Write) -> None:
    """Two files that are right alone are wrong together."""
    write(hubs__a=OPEN.replace("NAME", "one"), hubs__b=OPEN.replace("NAME", "one"))
    together, alone = cli("check", "hubs"), cli("check", "hubs/b.yaml")

    assert (1, 0) == (together[0], alone[0])
    assert "hubs/b.yaml:5:7: add_ons[1].jupyterhub.namespace: namespace 'one' is used by a hub of hubs/a.yaml:5:7 too" in together[1]


def test_strict(cli: Cli, write: Write) -> None:
    """Warnings are always printed; with --strict they are mistakes."""
    write(a=OPEN.replace("NAME", "one"))

    assert (0, f"a.yaml:4:5: {WITHOUT_LOGIN}\n1 hub file checked: no mistakes, 1 warning.\n", "") == cli("check", "a.yaml")
    status, out, _ = cli("check", "--strict", "a.yaml")
    assert 1 == status
    assert out.endswith("1 hub file checked: no mistakes, 1 warning; --strict counts warnings as mistakes.\n")


def test_hubs(cli: Cli, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """The variable names files if the command line doesn't, as for make."""
    write(**{"my hubs__a": BAD, "b": RIGHT})
    monkeypatch.setenv("HUBS", "'my hubs' b.yaml")

    assert f"my hubs/a.yaml:1:8: {MISTAKE}\n2 hub files checked: 1 mistake, no warnings.\n" == cli("check")[1]
    assert 0 == cli("check", "b.yaml")[0]


@pytest.mark.parametrize("hubs", ["none.yaml", "'a.yaml"])
def test_missing_file(hubs: str, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command is wrong, not a file: status 2, in every format."""
    monkeypatch.setenv("HUBS", hubs)

    for form in Format:
        status, out, err = cli("check", "--format", form.value)
        assert (2, "") == (status, err)
        assert hubs.strip("'") in out


def test_status_of_a_wrong_name_beside_a_wrong_file(cli: Cli, write: Write) -> None:
    """Both are reported; the status is that of the missing file."""
    write(a=BAD)
    status, out, _ = cli("check", "a.yaml", "none.yaml")

    assert 2 == status
    assert [f"a.yaml:1:8: {MISTAKE}", "none.yaml: there is no such file or folder"] == [
        line.partition(";")[0] if "none" in line else line for line in out.splitlines()[:2]
    ]


def test_formats(cli: Cli, write: Write) -> None:
    """The same mistakes and the same status in each."""
    write(a=BAD, b=OPEN.replace("NAME", "two"))
    found = {form: cli("check", "a.yaml", "b.yaml", "--format", form.value) for form in Format}

    assert {1} == {status for status, _, _ in found.values()}
    assert [1, 4] == [result["line"] for result in json.loads(found[Format.JSON][1])["results"]]
    assert ["error", "warning"] == [result["level"] for result in check_sarif(found[Format.SARIF][1])]
    assert found[Format.GITHUB][1].startswith(f"::error title=wrong-value,file=a.yaml,line=1,col=8::{MISTAKE}\n::warning ")


@pytest.mark.parametrize("path", sorted(ROOT.glob("tests/cases/*.*.*")), ids=lambda path: path.name)
def test_reports_what_the_entry_point_reports(
    path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Line for line, for each case; and a file that passes here is not refused there for its settings."""
    status, out, _ = cli("check", str(path))
    mistakes = [line for line in out.splitlines()[:-1] if ": warning: " not in line]
    monkeypatch.setattr(main, "build_app", lambda paths, *, outdir: read_hub_files(paths) and _Nothing(outdir))

    assert status == main.main([str(path)])
    assert mistakes == capsys.readouterr().err.splitlines()


class _Nothing:
    """An app that writes nothing; test_main.py tests the real one."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)

    def synth(self) -> None:
        """Write nothing."""


def test_neither_node_nor_cdktf() -> None:
    """A check starts no process and loads neither the framework, nor the bindings, nor what draws tables."""
    program = """
import sys
started = []
sys.addaudithook(lambda event, _: started.append(event) if event in {"subprocess.Popen", "os.fork", "os.posix_spawn", "socket.connect"} else None)
from jupyterhub_on_eks.cli.app import run
status = run(["check", "examples", "--format", "json"])
loaded = {name.partition(".")[0] for name in sys.modules} & {"cdktf", "constructs", "jsii", "fast_start", "rich", "stacks"}
print(status, started, sorted(loaded), file=sys.stderr)
"""
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment(), capture_output=True, text=True, check=True)

    assert "1 [] []\n" == ran.stderr


def test_as_a_function(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """The verb returns its status, for those who call it from Python."""
    write(a=RIGHT)

    assert ExitStatus.FINE is check([Path("a.yaml")])
    assert capsys.readouterr().out.startswith("1 hub file checked")
