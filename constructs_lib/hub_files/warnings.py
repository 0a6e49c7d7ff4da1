"""The warnings of a hub file, each with its position in the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from constructs_lib.checks.add_ons import add_on_path
from constructs_lib.errors import FileProblem, KeyPath, Kind, Problem, key_path
from constructs_lib.hub_files.model import HubFile
from constructs_lib.hub_files.positions import Positions, file_problem
from constructs_lib.models.add_on import AddOnProps
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps


def located_warnings(path: Path, file: HubFile, positions: Positions) -> Iterator[FileProblem]:
    """Yield the warnings, with the text of the summary after synth.

    A warning begins with its add-on, followed by the key if it concerns one key. Without a key it is reported at the add-on.

    Args:
        path: the hub file, as the user wrote its path.
        file: its settings.
        positions: where its keys are.
    """
    blueprint = file.blueprint()
    add_ons: Sequence[AddOnProps] = blueprint.add_ons
    places: dict[str, KeyPath] = {}
    for position, add_on in enumerate(add_ons):
        whose = f"{add_on.name} ({add_on.namespace}): " if isinstance(add_on, JupyterHubAddOnProps) else f"{add_on.KEY}: "
        places[whose] = add_on_path(position, add_ons)
    for words in blueprint.warnings(file.tags):
        whose = next((whose for whose in places if words.startswith(whose)), "")
        base, said = places.get(whose, ()), words.removeprefix(whose)
        where = positions.written_in(said, base)
        key = f"{key_path(where[len(base) :])}: "
        problem = Problem(said.removeprefix(key), where) if said.startswith(key) else Problem(said, base)
        yield file_problem(path, problem, positions.find(where), kind=Kind.WARNING)
