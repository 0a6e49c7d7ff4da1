"""Commands that pages show, resolved: those of the product by its own command line, others by the subcommands and options that pages use."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path, PurePath
from typing import Any

import typer
from typer.main import get_command

from jupyterhub_on_eks.cli.app import NAME, VERBS, command_line
from tests.conftest import ROOT
from tests.docs.shell import parted

#: Subcommands of other programs, with the options that pages use.
#: Sources: `kubectl help`, `helm help`, `terraform -help`, and the references of the other programs.
SUBCOMMANDS = {
    "kubectl": "cp, create secret, delete, describe, get, logs, patch, port-forward, rollout restart, run: -n -o -l -p -c -it --type --previous"
    " --rm --restart --image --overrides --from-file --from-literal --namespace",
    "helm": "get values, history, list, pull, push, rollback, show values, uninstall, upgrade: -n -o --all --repo --version --namespace",
    "terraform": "force-unlock, init, providers lock, providers mirror, show, state pull, state push, state rm, version: -force -json -upgrade",
    "cdktf": "deploy, diff, get, synth: --app",
    "cdktn": "deploy, diff, get: --app",
    "cdk": "synth:",
    "npm": "cache clean, ci, install: --force --global",
    "pip": "cache purge, install: -e",
    "pipenv": "install, run, shell:",
    "pipx": "install:",
    "uv": "tool install:",
    "apt": "install:",
}
#: Kinds of Kubernetes as kubectl spells them.
_KINDS = {"daemonset", "deploy", "deployment", "events", "pod", "po", "pv", "pvc", "service", "storageclass", "svc"}
_OF_KINDS = {"delete", "describe", "get", "patch"}
#: Programs that every system has, or whose arguments are checked elsewhere: aws in tests/test_aws_commands.py.
ORDINARY = {"aws", "cd", "cp", "cut", "echo", "jq", "kill", "mkdir", "printf", "rm", "sed", "tail"}
OURS = {name.__name__.replace("_", "-") for name in VERBS}
PROGRAMS = {*SUBCOMMANDS, *ORDINARY, NAME, "make", "npx", "pytest", "python", "uvx"}

#: Words of pages that stand for one or more others.
_OPEN = "…"


def problem_of(words: Sequence[str], *, whole: bool = True) -> str | None:
    """Return what is wrong with a command, or None.

    Args:
        words: those of the command.
        whole: whether the command can run as it is; else a sentence names it, perhaps without its arguments.
    """
    variables, rest = parted(list(words))
    if not rest:
        return None
    if unknown := [name for name in variables if not _is_variable(name)]:
        return f"no program reads the variable {', '.join(unknown)}"
    program, arguments = PurePath(rest[0]).name, without_open(rest[1:])
    if started := _started(program, arguments):
        return problem_of(started, whole=whole)
    if program == NAME:
        return of_ours(arguments, whole=whole)
    return _CHECKS.get(re.sub(r"^python[\d.]*$", "python", program), _of_other)(program, arguments)


def without_open(words: Sequence[str]) -> list[str]:
    """Remove the words that stand for others, except where they are the value of an option."""
    return [word for before, word in pairwise(["", *words]) if word != _OPEN or before.startswith("-")]


def _started(program: str, arguments: list[str]) -> list[str]:
    """Return the command that a program starts, which is its argument; none if it starts none."""
    match [program, *arguments]:
        case ["npx", *rest] | ["pipx" | "pipenv", "run", *rest] | ["uvx", "--from", _, *rest]:
            return rest
    return []


@cache
def our_app() -> Any:
    """Return the command line, which checks neither that a file exists, nor changes the environment."""
    app: Any = get_command(command_line())
    for verb in [app, *app.commands.values()]:
        for parameter in verb.params:
            parameter.callback = None
            (info := copy(parameter.type_descriptor.parameter_info)).exists = False
            parameter.type_descriptor = replace(parameter.type_descriptor, parameter_info=info)
    return app


def of_ours(arguments: Sequence[str], *, whole: bool = True) -> str | None:
    """Return what the command line refuses in the arguments of ``jupyterhub-on-eks``: verb, options, or their values."""
    if arguments and arguments[0] in {option for parameter in our_app().params for option in parameter.opts} - {"--engine"}:
        return None  # --install-completion: it takes effect when it is read
    try:
        above = our_app().make_context(NAME, list(arguments) or ["--help"])
        if not (left := [*above._protected_args, *above.args]):
            return "there is no verb" if whole else None
        verb, command, rest = our_app().resolve_command(above, left)
        command.make_context(verb, rest, parent=above)
    except typer.Exit:
        return None
    except typer.TyperException as error:
        message = str(error.format_message())
        return None if not whole and re.match(r"Missing |Option '\S+' requires an argument", message) else message
    return None


def _of_make(_: str, arguments: Sequence[str]) -> str | None:
    targets = set(re.findall(r"^([a-z-]+):", _text("Makefile"), re.MULTILINE))
    named = [word for word in arguments if "=" not in word]
    variables = parted([word for word in arguments if "=" in word])[0]
    if wrong := [target for target in named if target not in targets]:
        return f"the Makefile has no target {', '.join(wrong)}"
    if unknown := [name for name in variables if not _is_variable(name)]:
        return f"the Makefile has no variable {', '.join(unknown)}"
    if more := variables.get("ARGS"):
        return next(filter(None, (of_ours([target, *shlex.split(more)]) for target in named)), None)
    return None


@cache
def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@cache
def _is_variable(name: str) -> bool:
    """Return whether the Makefile, or a module or script of the project, reads a variable."""
    word = re.compile(rf"(?<![A-Z_]){name}(?![A-Z_])")
    folders = ("constructs_lib", "jupyterhub_on_eks", "tests/cluster", "tests/login")
    sources = [
        ROOT / "Makefile",
        *(path for folder in folders for end in ("py", "sh") for path in sorted((ROOT / folder).rglob(f"*.{end}"))),
    ]
    return any(word.search(source.read_text(encoding="utf-8")) for source in sources)


def _of_python(_: str, arguments: Sequence[str]) -> str | None:
    if not arguments or arguments[0] != "-m":
        return None if not arguments or arguments[0].startswith("-") or (ROOT / arguments[0]).exists() else f"there is no {arguments[0]}"
    module, *rest = arguments[1:]
    if module == "jupyterhub_on_eks":
        return of_ours(rest)
    if find_spec(module) is None:
        return f"there is no module {module}"
    options = _options_of(module)
    if unknown := [word for word in rest if word.startswith("-") and word not in options]:
        return f"{module} has no option {', '.join(unknown)}"
    tools = {path.name for path in (ROOT / "tools").iterdir()} | {"NAME"}
    wrong = set(rest) - tools if module == "scripts.tools" else set()
    return f"there is no tool {', '.join(sorted(wrong))}" if wrong else None


def _options_of(module: str) -> set[str]:
    """Return the options that a program of the project reads: the texts in its source that begin with two dashes."""
    spec = find_spec(f"{module}.__main__") if (found := find_spec(module)) and found.submodule_search_locations else found
    source = Path(spec.origin).read_text(encoding="utf-8") if spec and spec.origin else ""
    constants = (node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant))
    return {text for text in constants if isinstance(text, str) and text.startswith("--")}


def _of_pytest(_: str, arguments: Sequence[str]) -> str | None:
    markers = set(re.findall(r'^  "([a-z]+)[(:]', _text("pyproject.toml").partition("\nmarkers = [")[2], re.MULTILINE))
    expressions = [value for option, value in pairwise(arguments) if option == "-m"]
    words = {word for expression in expressions for word in expression.split()} - {"and", "or", "not"}
    return f"there is no tier {', '.join(sorted(words - markers))}" if words - markers else None


def _of_other(program: str, arguments: Sequence[str]) -> str | None:
    if program not in SUBCOMMANDS:
        return None if program in ORDINARY else f"there is no program {program!r}"
    known, _, options = SUBCOMMANDS[program].partition(":")
    if unknown := [word for word in arguments if word.startswith("-") and word.partition("=")[0] not in options.split()]:
        return f"{program} has no option {', '.join(unknown)}"
    words = list(arguments)
    while words[:1] == ["-n"]:  # before the subcommand
        words = words[2:]
    subcommand = next((each for each in known.split(", ") if words[: each.count(" ") + 1] == each.split()), None)
    if subcommand is None:
        return f"{program} has no subcommand {' '.join(words[:2])!r}" if words else None
    if program == "kubectl" and subcommand in _OF_KINDS and len(words) > 1:
        kinds = set(words[1].partition("/")[0].split(","))
        return f"Kubernetes has no kind {', '.join(sorted(kinds - _KINDS))}" if kinds - _KINDS else None
    return None


_CHECKS = {"make": _of_make, "python": _of_python, "pytest": _of_pytest}
