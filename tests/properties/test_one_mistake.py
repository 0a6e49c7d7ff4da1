"""One mistake in a right file is the only one that is reported: nothing is concluded from what it leaves unknown."""

from __future__ import annotations

import copy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from constructs_lib.errors import FileProblem, HubFileError, KeyPath, Problem
from constructs_lib.hub_files.limits import within_limits
from constructs_lib.hub_files.parse import HubText, parse
from constructs_lib.hub_files.positions import file_problem
from constructs_lib.hub_files.read import judged
from constructs_lib.hub_files.yaml_scalars import OtherKey
from tests.conftest import ROOT
from tests.properties.places import places
from tests.properties.profile import PROFILE

pytestmark = pytest.mark.property

_FILES = sorted([*ROOT.glob("hubs/*.yaml"), *ROOT.glob("examples/*.yaml"), *ROOT.glob("tests/cases/*.happy.*")])
#: Settings that are passed on unchanged. What they change in the chart is the user's intention, and is judged as such.
_FREE = {"values", "configuration", "ingress_annotations", "kubespawner_override", "policy"}
#: Mappings whose entries are reported together, because each may be a secret.
_AS_A_WHOLE = {("service_api_tokens",)}


@cache
def _text(path: Path) -> HubText:
    return parse(path)


def _changed(data: Any, path: KeyPath, value: Any) -> Any:
    if not path:
        return value
    changed = copy.deepcopy(data)
    parent = changed
    for key in path[:-1]:
        parent = parent[key]
    parent[path[-1]] = value
    return changed


def _found(path: Path, data: dict[str, Any]) -> list[FileProblem]:
    text = _text(path)
    refused: list[tuple[KeyPath, Problem]] = []
    data = within_limits(data, refused)
    mistakes = [file_problem(path, problem) for _, problem in refused]
    try:
        judged(path, HubText(data, text.positions, mistakes))
    except HubFileError as error:
        return list(error.found)
    return []


@st.composite
def _drawn(draw: st.DrawFn) -> tuple[Path, KeyPath, Any]:
    """Return a file, a place in it, and the place's value."""
    path = draw(st.sampled_from(_FILES))
    place, value = draw(st.sampled_from(list(places(_text(path).data, without=_FREE))))
    return path, place, value


def _elsewhere(problems: list[FileProblem], place: KeyPath) -> list[str]:
    return [str(problem) for problem in problems if problem.path[: len(place)] != place]


@settings(PROFILE, max_examples=300)
@given(_drawn())
def test_an_unknown_key(drawn: tuple[Path, KeyPath, Any]) -> None:
    """It is reported at the key, or at its mapping where a key may be a secret and isn't shown; nothing else is reported."""
    path, place, value = drawn
    if isinstance(value, dict):
        found = _found(path, _changed(_text(path).data, place, {**value, "A-B unknown": "x"}))

        assert [] == _elsewhere(found, place)


@settings(PROFILE, max_examples=300)
@given(_drawn())
def test_a_value_of_the_wrong_kind(drawn: tuple[Path, KeyPath, Any]) -> None:
    """Text for a mapping or a list, a mapping for anything else: it is reported there, and nothing is reported elsewhere."""
    path, place, value = drawn
    found = _found(path, _changed(_text(path).data, place, "some text" if isinstance(value, dict | list) else {"unknown": 1}))

    assert [] == _elsewhere(found, place[:-1] if place[-2:-1] in _AS_A_WHOLE else place)


@settings(PROFILE, max_examples=300)
@given(_drawn())
def test_a_value_that_no_hub_file_may_contain(drawn: tuple[Path, KeyPath, Any]) -> None:
    """It is reported once, and nothing else is, whatever model or rule reads the place."""
    path, place, _ = drawn
    (problem,) = _found(path, _changed(_text(path).data, place, "a\x00b"))

    assert place == problem.path
    assert "U+0000" in problem.message


@settings(PROFILE, max_examples=150)
@given(_drawn())
def test_a_key_that_no_hub_file_may_contain(drawn: tuple[Path, KeyPath, Any]) -> None:
    """It is reported once, at its mapping. The report of a secret's reference has it among its unknown keys, too, because it shows none."""
    path, place, value = drawn
    if isinstance(value, dict):
        first, *others = _found(path, _changed(_text(path).data, place, {**value, OtherKey("1"): "x"}))

        assert (place, "a key is not text; put it in quotes") == (first.path, first.message)
        assert all(other.path == place and "has an unknown key (not shown)" in other.message for other in others)
