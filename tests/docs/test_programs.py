"""Commands in pages exist: programs, subcommands, options and their values, variables, targets, modules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from enum import EnumType
from pathlib import Path
from typing import Any, get_args

import pytest

from jupyterhub_on_eks.cli.app import NAME
from tests.conftest import ROOT
from tests.docs.pages import PAGES, fences, name_of, sections, spans
from tests.docs.programs import OURS, PROGRAMS, of_ours, our_app, problem_of, without_open
from tests.docs.shell import parted, shell_commands

#: Commands that are wrong on purpose: the page shows what they print.
_WRONG_ON_PURPOSE = {(NAME, "chekc"), (NAME, "check", "--fromat", "json")}
#: Options of other programs that a page names without the program.
_FOREIGN = {
    "docs/cdk-terrain.md": {"--skip-provider-lock"},
    "docs/performance.md": {"--rounds"},
    "docs/setup.md": {"--user"},
    "docs/testing.md": {"--query"},
}
#: Pages that also discuss options of other products; their commands with the program's name are checked.
_PEERS = ("CHANGELOG.md", "docs/decisions/")


def _of_fences(page: Path) -> Iterator[tuple[str, list[str]]]:
    for fence in fences(page):
        assigned: dict[str, str] = {}
        for command in shell_commands(fence.script):
            variables, rest = parted(command)
            assigned |= {} if rest else variables
            yield f"line {fence.line}", [assigned.get(word.removeprefix("$"), word) for word in command]


def _of_spans(page: Path) -> Iterator[list[str]]:
    """Yield the commands in sentences: code of several words that begins with a program, perhaps after variables."""
    for code in spans(page.read_text(encoding="utf-8")):
        words = code.split()
        _, rest = parted(words)
        program = Path(rest[0]).name if rest else ""
        if len(rest) > 1 and not rest[0][0].isupper() and (program in PROGRAMS or get_close_matches(program, PROGRAMS, cutoff=0.75)):
            yield from shell_commands(re.sub(r"<[\w ]+>", "NAME", code))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_commands_in_fences(page: Path) -> None:
    """Each can run as it is written."""
    problems = [
        (where, " ".join(words), wrong)
        for where, words in _of_fences(page)
        if tuple(words) not in _WRONG_ON_PURPOSE and (wrong := problem_of(words))
    ]

    assert [] == problems


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_commands_in_sentences(page: Path) -> None:
    """They may lack arguments."""
    assert [] == [(" ".join(words), wrong) for words in _of_spans(page) if (wrong := problem_of(words, whole=False))]


@pytest.mark.parametrize("page", [page for page in PAGES if not name_of(page).startswith(_PEERS)], ids=name_of)
def test_options_in_sentences(page: Path) -> None:
    """After a verb, it is an option of this verb; alone, of any verb."""
    known = {*_options(*OURS, ""), *_FOREIGN.get(name_of(page), set())}
    codes = [code.split() for code in spans(page.read_text(encoding="utf-8"))]

    assert [] == [code for code in codes if code and code[0].startswith("--") and code[0].partition("=")[0] not in known]
    with_verb = [code for code in codes if code and code[0] in OURS and any(word.startswith("--") for word in code)]
    problems = [of_ours(without_open(code), whole=False) for code in with_verb]
    assert [] == [(code, wrong) for code, wrong in zip(with_verb, problems, strict=True) if wrong]


#: Where the options of a verb are, if not in its section of docs/command-line.md.
_OWN_PAGES = {"docs/ci.md": ("ci",), "docs/preview.md": ("preview",)}
#: Options of many verbs that no table repeats.
_GENERAL = {"--help", "-h", "--no-color"}


def _references() -> Iterator[Any]:
    """Yield for each section about verbs their names and its text."""
    for heading, text in sections(ROOT / "docs" / "command-line.md").items():
        if verbs := tuple(verb for verb in heading.split(", ") if verb in OURS):
            yield pytest.param(verbs, text, id=heading)
    for page, verbs in _OWN_PAGES.items():
        yield pytest.param(verbs, sections(ROOT / page)["Options"], id=page)


@pytest.mark.parametrize(("verbs", "text"), list(_references()))
def test_options_in_the_reference(verbs: tuple[str, ...], text: str) -> None:
    """Each option and its values are those of this verb, and a table of options lacks none."""
    known, named = _options(*verbs, ""), [code.split() for code in spans(text) if code.startswith("-")]
    for option, *values in (code for code in named if code[0].startswith("--")):
        assert option in known, f"{verbs} has no option {option}"
        if values and (choices := _choices(known[option])):
            assert {values[0]} <= set(choices) or values[0].split("|") == choices, f"{option} has other choices: {', '.join(choices)}"
    if "| option | meaning |" in text:
        assert (
            set()
            == {option for option in _options(*verbs) if option.startswith("--")} - {word for code in named for word in code} - _GENERAL
        )


def test_every_verb_has_its_reference() -> None:
    """In docs/command-line.md."""
    assert set() == OURS - {verb for heading in sections(ROOT / "docs" / "command-line.md") for verb in heading.split(", ")}


def _choices(option: Any) -> list[str]:
    """Return the values that an option allows; none if it allows any."""
    kinds = (option.type_descriptor.annotation, *get_args(option.type_descriptor.annotation)) if option else ()
    return [str(each) for kind in kinds if isinstance(kind, EnumType) for each in list[Any](kind)]


def _options(*verbs: str) -> dict[str, Any]:
    """Return the options of verbs, by their names; of "" those before a verb."""
    commands = [our_app().commands[verb] if verb else our_app() for verb in verbs]
    found = {name: each for command in commands for each in command.params for name in [*each.opts, *each.secondary_opts]}
    return {**found, "--help": None}


#: Commands with one mistake, and the message about it.
_WRONG = {
    "jupyterhub-on-eks chekc": "No such command 'chekc'",
    "jupyterhub-on-eks check --fromat json": "No such option: --fromat",
    "jupyterhub-on-eks check --format jsn": "'jsn' is not one of 'text', 'json', 'github', 'sarif'",
    "jupyterhub-on-eks status --timeout soon": "should be a valid integer",
    "jupyterhub-on-eks deploy --stack": "requires an argument",
    "jupyterhub-on-eks adopt --cluster a": "Missing option '--region'",
    "jupyterhub-on-eks deploy --stack … --alow-data-loss": "No such option: --alow-data-loss",
    "pipx run jupyterhub-on-eks chekc": "No such command",
    "uvx --from 'jupyterhub-on-eks[cluster]' jupyterhub-on-eks chekc": "No such command",
    "python -m jupyterhub_on_eks chekc": "No such command",
    ".venv/bin/jupyterhub-on-eks --engine other version": "--engine",
    "cd hubs && jupyterhub-on-eks chekc": "No such command",
    "FINAL_BACKUP_TIMOUT=1 jupyterhub-on-eks destroy": "no program reads the variable FINAL_BACKUP_TIMOUT",
    "make sinth": "no target sinth",
    "make deploy STAK=research": "no variable STAK",
    "make deploy ARGS='--auto-aprove'": "No such option: --auto-aprove",
    "kubectl port-foward -n jupyterhub service/proxy-public 8080:http": "kubectl has no subcommand 'port-foward ",
    "kubectl get pcv -n jupyterhub": "no kind pcv",
    "kubectl -n jupyterhub create secert generic a": "kubectl has no subcommand 'create secert'",
    "kubectl logs deployment/hub --previus": "kubectl has no option --previus",
    "helm rolback release": "helm has no subcommand 'rolback release'",
    "terraform state psuh": "terraform has no subcommand 'state psuh'",
    "x=$(kubctl get pod | cut -d/ -f2)": "there is no program 'kubctl'",
    "npx cdktf sinth": "cdktf has no subcommand 'sinth'",
    "python -m scripts.tool aws": "there is no module scripts.tool",
    "python3 -m scripts.tools awss": "there is no tool awss",
    "python -m bench --no-per": "bench has no option --no-per",
    "python mian.py": "there is no mian.py",
    "pytest -m scans": "there is no tier scans",
    "cp a b; awk x": "there is no program 'awk'",
}


@pytest.mark.parametrize(("script", "message"), _WRONG.items())
def test_wrong_commands_are_found(script: str, message: str) -> None:
    """One mistake in each part of a command."""
    (wrong,) = filter(None, map(problem_of, shell_commands(script)))

    assert message in wrong


def test_an_incomplete_command() -> None:
    """A sentence names it without what it requires; a fence can't. Neither has unknown options."""
    assert problem_of(["jupyterhub-on-eks", "adopt"])
    assert not problem_of(["jupyterhub-on-eks", "adopt"], whole=False)
    assert problem_of(["jupyterhub-on-eks", "adopt", "--fore"], whole=False)


def test_commands_are_found() -> None:
    """The search misses none of the kinds of places."""
    in_fences = {(name_of(page), words[0]) for page in PAGES for _, words in _of_fences(page)}
    in_spans = {(name_of(page), Path(rest[0]).name) for page in PAGES for words in _of_spans(page) if (rest := parted(words)[1])}

    assert {
        ("docs/preview.md", NAME),
        ("docs/adopt.md", "helm"),
        ("docs/performance.md", "make"),
        ("docs/storage.md", "kubectl"),
    } <= in_fences
    assert {("docs/storage.md", NAME), ("docs/setup.md", "cdktf"), ("docs/exposure.md", "helm"), ("docs/setup.md", "make")} <= in_spans
