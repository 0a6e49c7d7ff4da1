"""The add-ons of a project: modules named in the ``context`` of ``cdktf.json``, which register add-ons when they are imported."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from importlib import import_module
from pathlib import Path
from typing import Any

from constructs_lib.add_ons.registry import ADD_ONS, add_ons_by_key
from constructs_lib.errors import FileProblem, HubFileError, Kind

#: The key of the modules' names. Source: CDKTF, "Configuration file": ``context`` has an app's own settings.
CONTEXT_KEY = "jupyterhub-on-eks:add-ons"

_FILE = Path("cdktf.json")
_EXAMPLE = '["my_add_ons"]'


def import_project_add_ons() -> None:
    """Import the modules that ``cdktf.json`` in the working directory names, if it names any.

    Whatever reads hub files calls this first, so that all commands, and the app that they run, know the same add-ons. A module that is
    already imported is not imported again.

    Raises:
        HubFileError: ``cdktf.json`` names no module, or one that can't be imported; lists every mistake.
    """
    if problems := list(project_add_on_problems()):
        raise HubFileError(problems)


def project_add_on_problems() -> Iterator[FileProblem]:
    """Import the modules as `import_project_add_ons` does, and yield what is wrong with them."""
    try:
        text = _FILE.read_bytes()
    except OSError:  # most folders have none; the command that runs the app reports any other error
        return
    if CONTEXT_KEY.encode() not in text:
        return
    try:
        context = json.loads(text)["context"]
        names = context[CONTEXT_KEY]
    except (ValueError, KeyError, TypeError):
        yield _problem(f'has {CONTEXT_KEY}, but not as JSON with "context": {{"{CONTEXT_KEY}": {_EXAMPLE}}}')
        return
    if not isinstance(names, list):
        yield _problem(f"{names!r} is not a list of names of Python modules; write {_EXAMPLE}", CONTEXT_KEY)
        return
    for position, name in enumerate(names):
        if message := _imported(name):
            yield _problem(message, CONTEXT_KEY, position)


def _problem(message: str, *path: str | int) -> FileProblem:
    return FileProblem(_FILE, message, ("context", *path) if path else (), kind=Kind.ADD_ONS)


def _imported(name: Any) -> str:
    """Import a module, and return what is wrong with it; empty if it has registered its add-ons."""
    if not isinstance(name, str) or not all(part.isidentifier() for part in name.split(".")):
        return f"{name!r} is not the name of a Python module; write the file's name without .py, for example my_add_ons"
    return "" if _is_running(name) else _import(name)


def _import(name: str) -> str:
    known = add_ons_by_key()
    try:
        with _in_front(str(Path.cwd())), redirect_stdout(sys.stderr):  # a program may read what the command prints
            module = import_module(name)
    except ModuleNotFoundError as error:
        if error.name and f"{name}.".startswith(f"{error.name}."):
            return (
                f"{name!r} is no Python module of this folder or of the environment; create {name.replace('.', '/')}.py, or remove the name"
            )
        return _failure(name, error)
    except (Exception, SystemExit) as error:  # noqa: BLE001  # whatever the user's module raises
        return _failure(name, error)
    if known == add_ons_by_key() and not _add_ons_in(vars(module).values()):
        file = getattr(module, "__file__", None) or "a built-in module"
        return f"{name} ({file}) registers no add-on; put @register above its classes (from jupyterhub_on_eks import register)"
    return ""


def _is_running(name: str) -> bool:
    """Return whether a module is the program that runs; to import it would define its add-ons a second time."""
    program = getattr(sys.modules.get("__main__"), "__file__", None)
    return program is not None and Path(program).resolve() == Path(*name.split(".")).with_suffix(".py").resolve()


def _add_ons_in(values: Any) -> bool:
    """Return whether a registered add-on of the user's is among the values."""
    registered = {id(add_on) for add_on in add_ons_by_key().values() if add_on not in ADD_ONS}
    return any(id(value) in registered for value in values)


@contextmanager
def _in_front(folder: str) -> Iterator[None]:
    """Search a folder for modules first, as for the app; afterwards last, so that its files don't hide modules that are imported later."""
    if {"", folder} & set(sys.path):
        yield
        return
    sys.path.insert(0, folder)
    try:
        yield
    finally:
        sys.path[:] = [*(path for path in sys.path if path != folder), folder]


def _failure(name: str, error: BaseException) -> str:
    """Return an error in a user's module in one line: its place in the project, and Python's last line about it."""
    from traceback import extract_tb, format_exception_only  # noqa: PLC0415  # not needed without a mistake

    last = "".join(format_exception_only(error)).strip().splitlines()[-1]
    folder = Path.cwd()
    places = [(Path(frame.filename), frame.lineno) for frame in extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError) and error.filename:
        places.append((Path(error.filename), error.lineno))
    own = [f"{path.relative_to(folder)}:{line}: " for path, line in places if path.is_relative_to(folder) and path.suffix == ".py"]
    return f"{name} can't be imported: {own[-1] if own else ''}{last}"
