"""The hub to preview."""

from __future__ import annotations

import pytest

from constructs_lib.hub_files.read import read_hub_files
from jupyterhub_on_eks.preview.chosen_hub import chosen_hub, hubs_of
from tests.conftest import ROOT

_TWO = read_hub_files([ROOT / "examples/two-hubs.yaml"])
_BOTH = read_hub_files([ROOT / "examples/two-hubs.yaml", ROOT / "examples/course.yaml"])


def test_by_namespace_or_alone() -> None:
    """The only hub needs no name; others are found by their namespace, or by stack and namespace."""
    names = list(hubs_of(_TWO))
    only = read_hub_files([ROOT / "examples/course.yaml"])

    assert "statistics" == chosen_hub(only, None).namespace
    assert "statistics" == chosen_hub(_BOTH, "course/statistics").namespace
    assert [name.partition("/")[2] for name in names] == [chosen_hub(_TWO, name.partition("/")[2]).namespace for name in names]


@pytest.mark.parametrize(
    ("name", "message"),
    [(None, "more than one hub; choose one with --hub: "), ("campus", "there is no hub 'campus'; the hubs are .*course/statistics")],
)
def test_ambiguous_names(name: str | None, message: str) -> None:
    """The message lists the hubs."""
    with pytest.raises(ValueError, match=message):
        chosen_hub(_BOTH, name)


def test_no_hub() -> None:
    """A file with only drivers has nothing to preview."""
    with pytest.raises(ValueError, match="there is no hub"):
        chosen_hub([], None)
