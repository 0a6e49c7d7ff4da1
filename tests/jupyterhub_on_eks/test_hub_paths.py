"""The hub files that a command uses."""

from __future__ import annotations

from pathlib import Path

import pytest

from constructs_lib.errors import HubFileError, Kind
from jupyterhub_on_eks.hub_paths import hub_paths


@pytest.mark.parametrize(
    ("named", "hubs", "expected"),
    [
        ([], None, ["hubs"]),
        ([], "", ["hubs"]),
        ([], "a.yaml 'my hubs'", ["a.yaml", "my hubs"]),
        (["b.yaml"], "a.yaml", ["b.yaml"]),
        (["b.yaml"], "'a.yaml", ["b.yaml"]),
    ],
)
def test_the_command_line_comes_first(named: list[str], hubs: str | None, expected: list[str]) -> None:
    """Then the variable, then the folder of that name."""
    assert [Path(path) for path in expected] == hub_paths(named, {} if hubs is None else {"HUBS": hubs})


def test_unclosed_quote() -> None:
    """It is a mistake of the command, not of a file."""
    with pytest.raises(HubFileError) as error:
        hub_paths([], {"HUBS": "'a.yaml"})

    (problem,) = error.value.found
    assert (Kind.NO_HUB_FILE, "HUBS") == (problem.kind, problem.where)
