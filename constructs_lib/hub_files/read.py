"""From file names to models: all hub files of a run, with every mistake of all of them in one report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from constructs_lib.checks.one_run import ClaimingStack, OneRun
from constructs_lib.errors import FileProblem, HubFileError, KeyPath, Kind, Problem
from constructs_lib.hub_files.imports import imports_beside
from constructs_lib.hub_files.limits import Refused, RefusedKey
from constructs_lib.hub_files.model import HubFile
from constructs_lib.hub_files.parse import HubText, parse
from constructs_lib.hub_files.placeholders import placeholder_problems
from constructs_lib.hub_files.positions import Position, Positions, file_problem
from constructs_lib.hub_files.project_add_ons import import_project_add_ons, project_add_on_problems
from constructs_lib.hub_files.warnings import located_warnings
from constructs_lib.models.imports import Import
from constructs_lib.models.naming import stack_slug

_SUFFIXES = {".yaml", ".yml", ".toml"}


class _Read(NamedTuple):
    hub: HubFile
    positions: Positions
    names_stack: bool
    """Whether the file sets the name of its stack. If not, the stack is named after the file."""
    imports: Sequence[Import] = ()
    """Resources for Terraform to import, from the file next to the hub file."""

    @property
    def stack(self) -> Position | None:
        """Where the file sets the name of its stack."""
        return self.positions.find(("stack",)) if self.names_stack else None


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The content of a run's hub files."""

    paths: Sequence[Path]
    """The hub files that were found, in their order."""
    problems: Sequence[FileProblem]
    """Every mistake of every file."""
    read: Mapping[Path, _Read]

    @property
    def files(self) -> list[HubFile]:
        """The files without mistakes."""
        return [file.hub for file in self.read.values()]

    def warnings(self) -> list[FileProblem]:
        """Return the warnings of the files without mistakes."""
        return [warning for path, file in self.read.items() for warning in located_warnings(path, file.hub, file.positions)]


def check_hub_files(paths: Sequence[Path]) -> Reading:
    """Read hub files and folders of them, and list their mistakes instead of raising an error.

    Args:
        paths: as for `read_hub_files`.
    """
    problems: list[FileProblem] = list(project_add_on_problems())
    if problems:  # without its add-ons, mistakes would be found in a right file
        return Reading(paths=[], problems=problems, read={})
    files: dict[Path, _Read] = {}
    found: list[Path] = []
    for path in _files(paths, problems):
        if path in found:  # given both by itself and through its folder
            continue
        found.append(path)
        try:
            files[path] = _read(path)
        except HubFileError as error:
            problems += error.found
    problems += _same_stack(files)
    problems += _clashes(files)
    return Reading(paths=found, problems=problems, read=files)


def read_hub_files(paths: Sequence[Path]) -> list[HubFile]:
    """Read hub files and folders of them.

    Args:
        paths: files, and folders whose ``.yaml``, ``.yml`` and ``.toml`` files are taken in alphabetical order.

    Raises:
        HubFileError: lists every mistake of every file.
    """
    return [hub for hub, _ in read_with_imports(paths)]


def read_with_imports(paths: Sequence[Path]) -> list[tuple[HubFile, Sequence[Import]]]:
    """Read hub files and folders of them, each with its resources for Terraform to import.

    Args:
        paths: as for `read_hub_files`.

    Raises:
        HubFileError: lists every mistake of every file.
    """
    reading = check_hub_files(paths)
    if reading.problems:
        raise HubFileError(reading.problems)
    return [(file.hub, file.imports) for file in reading.read.values()]


def read_hub_file(path: Path) -> HubFile:
    """Read one hub file.

    Raises:
        HubFileError: lists every mistake, each with the file, its position in it and the key path.
    """
    import_project_add_ons()
    return _read(path).hub


def _read(path: Path) -> _Read:
    return judged(path, parse(path))


def judged(path: Path, text: HubText) -> _Read:
    """Validate the content of a hub file, or its content after a change.

    Raises:
        HubFileError: lists every mistake.
    """
    placeholders = {_own_keys(problem.path, text.data)[0]: problem.message for problem in placeholder_problems(text.data, HubFile)}
    unfinished = [
        file_problem(path, Problem(words, where), text.positions.find(where), kind=Kind.PLACEHOLDER)
        for where, words in placeholders.items()
    ]
    try:
        hub = HubFile.model_validate({"stack": path.stem, **text.data}, context={"seen": {}})
    except ValidationError as error:
        wrong = [line for line in _lines(path, text, error) if line.path not in placeholders]
        raise HubFileError(_in_order([*text.mistakes, *unfinished, *wrong])) from None
    if text.mistakes or unfinished:
        raise HubFileError(_in_order([*text.mistakes, *unfinished]))
    return _Read(hub, text.positions, "stack" in text.data, imports_beside(path))


def _in_order(problems: Iterable[FileProblem]) -> list[FileProblem]:
    """Sort by position; those without one, which concern the whole file, come first."""
    return sorted(problems, key=lambda problem: (problem.line or 0, problem.column or 0))


def _files(paths: Sequence[Path], problems: list[FileProblem]) -> Iterator[Path]:
    def no_hub_file(path: Path | None, words: str) -> None:
        problems.append(FileProblem(path, words, kind=Kind.NO_HUB_FILE))

    if not paths:
        no_hub_file(None, "no hub files are given; set HUBS='path/to/hub.yaml', or add one to the folder hubs/")
    for path in paths:
        try:
            found = sorted(file for file in path.iterdir() if file.suffix in _SUFFIXES and file.is_file()) if path.is_dir() else None
        except OSError as error:  # such as a name that is too long, or a folder without read permission
            no_hub_file(path, f"can't be read: {error.strerror or error}")
            continue
        if found is not None:
            if not found:
                no_hub_file(path, "is a folder without hub files; they end in .yaml, .yml or .toml")
            yield from found
        elif not path.exists():
            no_hub_file(path, "there is no such file or folder; give hub files or folders of them, separated by spaces in HUBS")
        elif path.suffix not in _SUFFIXES:
            no_hub_file(path, "is not a hub file; its name ends in .yaml, .yml or .toml")
        else:
            yield path


def _same_stack(files: dict[Path, _Read]) -> Iterable[FileProblem]:
    """Names in AWS are derived from the stack's slug, so two stacks may not have the same one."""
    first: dict[str, Path] = {}
    for path, file in files.items():
        other = first.setdefault(stack_slug(file.hub.stack), path)
        if other != path:
            words = f"{file.hub.stack!r} is also the name of the stack of {other} (ignoring case, '_' and '.'); give one of them another"
            yield file_problem(path, Problem(words, ("stack",)), file.stack, kind=Kind.ONE_RUN)


def _clashes(files: dict[Path, _Read]) -> Iterator[FileProblem]:
    """Two stacks of one run may not both have what a cluster has only once."""
    run = OneRun[Path]()
    for path, file in files.items():
        stack = ClaimingStack(file.hub.cluster, file.hub.backend, file.hub.blueprint().add_ons)
        for claim, other, other_path in run.add(path, stack):
            line, column = files[other].positions.find(other_path) or (1, 1)
            words = claim.message(f"{other}:{line}:{column}")
            yield file_problem(path, Problem(words, claim.path), file.positions.find(claim.path), kind=Kind.ONE_RUN)


def _lines(path: Path, text: HubText, error: ValidationError) -> Iterator[FileProblem]:
    for line in error.errors(include_url=False):
        where, refused = _own_keys(line["loc"], text.data)
        words, kind = line["msg"], line.get("ctx", {}).get("kind", Kind.WRONG_VALUE)
        if isinstance(refused, RefusedKey) or (isinstance(refused, Refused) and kind != Kind.UNKNOWN_KEY):
            continue  # it is reported without a model
        position = text.positions.find(where)
        if where == ("stack",) and "stack" not in text.data:
            words += ". It comes from the file's name: rename the file, or set stack:"
            position = None
        yield file_problem(path, Problem(words, where), position, kind=kind)


def _own_keys(loc: KeyPath, data: Any) -> tuple[KeyPath, Any]:
    """Drop the parts of pydantic's path that aren't keys of the file: its names for the variants of a union.

    Returns:
        The path, and what is there: the value, or the key itself if it is a `RefusedKey`.
    """
    keys: list[str | int] = []
    here = there = data
    for position, key in enumerate(loc):
        if key == "[key]":  # pydantic's marker for the key of a mapping, which the path already has
            continue
        last = position == len(loc) - 1
        if isinstance(here, dict) and (key in here or last):
            refused = next((own for own in here if isinstance(own, RefusedKey) and own == key), None)
            here = here.get(key)
            there = here if refused is None else refused
            keys.append(key if refused is None else refused.key)
        elif isinstance(here, list) and isinstance(key, int) and key < len(here):
            here = there = here[key]
            keys.append(key)
    return tuple(keys), there
