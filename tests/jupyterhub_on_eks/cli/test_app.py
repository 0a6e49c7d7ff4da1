"""The command line as a whole: help, wrong usage, terminals."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from jupyterhub_on_eks.cli.app import VERBS, run
from tests.jupyterhub_on_eks.cli.conftest import RIGHT, Cli
from tests.jupyterhub_on_eks.cli.screens import environment, on_terminal, piped

BAD = f"tags: {{team: 7, other: 8}}\n{RIGHT.lstrip()}"
NAMES = [verb.__name__.replace("_", "-") for verb in VERBS]
Write = Callable[..., None]


def test_help_lists_the_verbs(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each in a separate line, with its whole first sentence: Click ends a sentence that is too long with three dots."""
    monkeypatch.setenv("COLUMNS", "80")
    status, out, err = cli("--help")

    assert (0, "") == (status, err)
    assert NAMES == re.findall(r"^  ([\w-]+)  +\S.*\.$", out.partition("Commands:")[2], re.MULTILINE)
    assert "..." not in out.partition("Commands:")[2]


def test_no_arguments(cli: Cli) -> None:
    """Help is shown, with the status of wrong usage."""
    assert (2, *cli("--help")[1:]) == cli()


@pytest.mark.parametrize("verb", NAMES)
def test_help_of_each_verb(verb: str, cli: Cli) -> None:
    """With both options, and the verb's own."""
    assert (0, "") == (cli(verb, "--help")[0], cli(verb, "--help")[2])
    assert cli(verb, "--help") == cli(verb, "-h")
    assert cli(verb, "--help")[1].startswith(f"Usage: jupyterhub-on-eks {verb} ")


@pytest.mark.parametrize("width", [60, 80, 100])
def test_help_fits(width: int, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """No line is wider than COLUMNS, unless one word is."""
    monkeypatch.setenv("COLUMNS", str(width))

    lines = [line for arguments in ([], *([verb] for verb in NAMES)) for line in cli(*arguments, "--help")[1].splitlines()]
    assert [] == [line for line in lines if len(line) > width and "yaml-language-server" not in line and "<text|" not in line]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["chekc"], "Error: No such command 'chekc'. Did you mean 'check'?\nTry: jupyterhub-on-eks --help\n"),
        (["qqqq"], "Error: No such command 'qqqq'.\nTry: jupyterhub-on-eks --help\n"),
        (["check", "--fromat", "json"], "Error: No such option: --fromat. Did you mean --format?\nTry: jupyterhub-on-eks check --help\n"),
        (["check", "--qqqq"], "Error: No such option: --qqqq\nTry: jupyterhub-on-eks check --help\n"),
        (
            ["check", "--format", "jsn"],
            "Error: Invalid value for '--format': 'jsn' is not one of 'text', 'json', 'github', 'sarif'.\nTry: jupyterhub-on-eks check --help\n",
        ),
        (["version", "more"], "Error: Got unexpected extra argument(s) (more)\nTry: jupyterhub-on-eks version --help\n"),
    ],
)
def test_wrong_usage(arguments: list[str], expected: str, cli: Cli) -> None:
    """What is wrong, what was probably meant, where help is; status 2, nothing on standard output."""
    status, out, err = cli(*arguments)

    assert (2, "") == (status, out)
    assert expected == err.replace("arguments (more)", "argument(s) (more)").replace("argument (more)", "argument(s) (more)")


def test_colors_only_on_a_terminal(folder: Path, write: Write) -> None:
    """All mistakes are colored alike; in a pipe, or if a variable turns them off, there is no escape sequence at all."""
    write(a=BAD)
    status, screen = on_terminal(["check", "a.yaml"], folder)

    assert 1 == status
    assert 2 == len(re.findall(r"^\033\[1ma\.yaml:1:\d+: \033\[0m\033\[31mtags\.\w+: \033\[0m\d is not text", screen, re.MULTILINE))
    assert "\033" not in piped(["check", "a.yaml"], folder).stdout
    for variable, value in {"NO_COLOR": "1", "TERM": "dumb", "CI": "true"}.items():
        for arguments in (["check", "a.yaml"], ["check", "--help"], ["chekc"]):
            assert "\033" not in on_terminal(arguments, folder, columns=80, **{variable: value})[1]


@pytest.mark.parametrize("columns", [40, 72, 200])
def test_folded_at_the_terminals_width(columns: int, folder: Path, write: Write) -> None:
    """Not at a width of our own; COLUMNS overrides the terminal's, and in a pipe a mistake is one line."""
    write(a=BAD.replace("7", "[a, b]"))
    _, screen = on_terminal(["check", "a.yaml"], folder, columns=columns, NO_COLOR="1")
    _, by_variable = on_terminal(["check", "a.yaml"], folder, columns=80, COLUMNS=str(columns), NO_COLOR="1")

    assert screen == by_variable
    assert all(len(line) <= columns for line in screen.splitlines())
    assert (columns < 72) is (len(screen.splitlines()) > 3)
    assert 3 == len(piped(["check", "a.yaml"], folder, COLUMNS="40").stdout.splitlines())


def test_help_on_a_terminal(folder: Path) -> None:
    """It has frames there, as wide as the terminal, and none without colors."""
    status, screen = on_terminal(["check", "--help"], folder, columns=60)

    assert 0 == status
    assert {60} == {len(re.sub(r"\033\[[\d;]*m", "", line)) for line in screen.splitlines() if "─" in line}
    assert "─" not in on_terminal(["check", "--help"], folder, NO_COLOR="1")[1]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str, folder: Path) -> None:
    """What a shell asks for with the words typed so far: verbs, options, values."""
    variables = {
        "_JUPYTERHUB_ON_EKS_COMPLETE": f"complete_{shell}",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }

    def offered(line: str) -> str:
        words = {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split()) - (not line.endswith(" "))), "_TYPER_COMPLETE_ARGS": line}
        return piped([], folder, **variables, **words).stdout

    assert "check" in offered("jupyterhub-on-eks che")
    assert "--strict" in offered("jupyterhub-on-eks check --str")
    assert "sarif" in offered("jupyterhub-on-eks check --format sa")


def test_completion_script(folder: Path) -> None:
    """A shell can parse it."""
    script = piped(["--show-completion"], folder, _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    if script.returncode:  # without detection the option needs the shell's name
        script = piped(["--show-completion", "bash"], folder, _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")

    assert "complete -o default -F _jupyterhub_on_eks_completion jupyterhub-on-eks" in script.stdout
    assert 0 == subprocess.run(["bash", "-n", "-c", script.stdout], check=False, env=environment()).returncode


def test_interruption(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Ctrl-C exits with the status of shells, without a traceback."""

    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("constructs_lib.hub_files.read.check_hub_files", interrupted)

    assert folder.is_dir()
    assert 130 == run(["check"])


def test_importing_does_no_work() -> None:
    """The app is built when it runs."""
    program = "import sys, jupyterhub_on_eks.cli.app; print(sorted({'pydantic', 'yaml', 'rich', 'constructs_lib'} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", program], env=environment(), capture_output=True, text=True, check=True)

    assert "[]\n" == ran.stdout
