"""The run of ``cdktf synth``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scripts import project
from jupyterhub_on_eks.deployment.errors import DeploymentError
from scripts.synth import synthesize

#: Stands for cdktf: runs the app as cdktf does, by a shell, repeats what it says, and writes a manifest.
CDKTF = """#!/bin/sh
while [ $# -gt 0 ]; do
  case $1 in --app) app=$2 ;; --output) out=$2 ;; esac
  shift
done
printf '\\342\\240\\213  Synthesizing\\n\\033[2K\\033[1A'
sh -c "$app" || { echo "ERROR: cdktf encountered an error"; exit 1; }
echo '{"stacks": {}}' >"$out/manifest.json"
"""


@pytest.fixture(autouse=True)
def _cdktf(empty_project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project whose cdktf is a double."""
    project.CDKTF.parent.mkdir(parents=True)
    project.CDKTF.write_text(CDKTF)
    project.CDKTF.chmod(0o755)
    monkeypatch.chdir(empty_project)


def app_is(command: str) -> None:
    """Make this shell command the app."""
    Path("cdktf.json").write_text(json.dumps({"app": command}))


def test_a_bad_hub_file_shows_the_apps_words_and_nothing_else() -> None:
    """The report of mistakes arrives as the app wrote it, without what cdktf makes of it."""
    app_is("sh bad.sh")
    Path("bad.sh").write_text("printf 'hubs/bad.yaml: 2 mistakes\\n  cluster: $%sx} \"q\"\\n' '{' >&2\nexit 1\n")

    with pytest.raises(DeploymentError) as caught:
        synthesize()

    assert ('hubs/bad.yaml: 2 mistakes\n  cluster: ${x} "q"', 1) == (str(caught.value), caught.value.status)


def test_a_silent_failure_shows_cdktfs_words() -> None:
    """Where the app says nothing, the last words of cdktf are shown, without its terminal tricks."""
    app_is("false")

    with pytest.raises(DeploymentError) as caught:
        synthesize()

    assert "cdktf synth failed. Its last words:\n    ERROR: cdktf encountered an error" == str(caught.value)


def test_what_the_app_says_when_all_is_well_is_passed_on(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing of the app's own output is lost."""
    Path("ok.sh").write_text("echo hello\necho careful >&2\n")
    app_is("sh ok.sh")

    assert [] == synthesize()
    assert ("hello\n", "careful\n") == capsys.readouterr()


@pytest.mark.parametrize(
    ("variables", "said"),
    [({"FORCE_COLOR": "1", "COLUMNS": "50"}, "1//50"), ({"FORCE_COLOR": "1", "COLUMNS": "50", "NO_COLOR": "1"}, "1/1/50"), ({}, "//")],
)
def test_the_app_knows_the_terminal(variables: dict[str, str], said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It writes its report to a file, but as the terminal shows it: with colours or without, and folded at its width."""
    app_is("sh app.sh")
    Path("app.sh").write_text('printf "%s/%s/%s" "$FORCE_COLOR" "$NO_COLOR" "$COLUMNS" >&2; exit 1')
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(DeploymentError) as caught:
        synthesize()

    assert said == str(caught.value)


def test_a_deep_output_folder_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cdktf itself makes one level only."""
    app_is("true")
    monkeypatch.setenv("CDKTF_OUTDIR", "a/b/c")

    synthesize()

    assert Path("a/b/c/manifest.json").exists()


def test_a_file_in_the_place_of_the_output_folder_is_refused() -> None:
    """One message, with the variable that names another place."""
    app_is("true")
    Path("cdktf.out").touch()

    with pytest.raises(DeploymentError, match=r"The output folder cdktf\.out cannot be made: .*CDKTF_OUTDIR names another one"):
        synthesize()
