"""Command lines in messages."""

from __future__ import annotations

import ast
import re
import shlex
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyterhub_on_eks.cli.app import VERBS
from jupyterhub_on_eks.command import CALLER, ENGINE, Commands
from tests.conftest import ROOT

TOOL = ROOT / "jupyterhub_on_eks"


@pytest.mark.parametrize(
    ("paths", "hubs", "expected"),
    [
        ([], "", "jupyterhub-on-eks deploy --stack a --stack b --yes"),
        ([Path("my hubs")], "ignored", "jupyterhub-on-eks deploy 'my hubs' --stack a --stack b --yes"),
        ([], "'my hubs' b.yaml", "jupyterhub-on-eks deploy 'my hubs' b.yaml --stack a --stack b --yes"),
        ([], "'never closed", "jupyterhub-on-eks deploy --stack a --stack b --yes"),
    ],
)
def test_the_tool_is_named_with_the_hub_files_of_this_run(paths: list[Path], hubs: str, expected: str) -> None:
    """Those of the command line, else those of HUBS, so that the line works as it is printed."""
    assert expected == Commands(paths=paths, environment={"HUBS": hubs}).line("deploy", "a", "b", options=["--yes"])


def test_make_is_named_if_make_runs_the_tool() -> None:
    """With its variables, those that are set."""
    by_make = {CALLER: "make", "HUBS": "my hubs"}

    assert "make deploy 'HUBS=my hubs' 'STACK=a b' ARGS=--yes" == Commands(environment=by_make).line("deploy", "a", "b", options=["--yes"])
    assert "make synth" == Commands(environment={CALLER: "make"}).line("synth")
    assert "STACK=a" == Commands(environment=by_make).stack("a")
    assert "--stack a" == Commands(environment={}).stack("a")


@pytest.mark.parametrize("engine", ["cdktf", "terrain"])
def test_chosen_engine_is_named(engine: str) -> None:
    """Before the verb, so that the printed command uses the same engine; also if it is the default one."""
    commands = Commands(paths=["a.yaml"], environment={ENGINE: engine})

    assert f"jupyterhub-on-eks --engine {engine} deploy a.yaml --stack a" == commands.line("deploy", "a")
    assert ["jupyterhub-on-eks", "--engine", engine] == commands.program
    assert ["jupyterhub-on-eks"] == Commands(environment={}).program


def test_no_message_names_the_tool_itself() -> None:
    """Each printed command comes from `Commands`, which adds the engine. Pipelines run what their package installs; a user agent is no command."""
    verbs = "|".join(sorted({verb.__name__ for verb in VERBS} - {"preview", "schema"}))  # these two use no engine
    found = {
        path.relative_to(TOOL).as_posix()
        for path in TOOL.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and re.search(rf"jupyterhub-on-eks ({verbs})\b", str(node.value))
    }

    assert {"ci/github.py", "ci/gitlab.py", "ci/pipeline.py", "status/web.py"} == found


@pytest.mark.property
@given(paths=st.lists(st.text(min_size=1), max_size=3), options=st.lists(st.text(min_size=1), max_size=2))
def test_a_shell_reads_the_intended_arguments(paths: list[str], options: list[str]) -> None:
    """Whatever the names of files and the values of options contain."""
    line = Commands(paths=paths, environment={}).line("diff", "a", options=options)

    assert ["jupyterhub-on-eks", "diff", *paths, "--stack", "a", *options] == shlex.split(line)
