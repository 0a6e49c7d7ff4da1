"""A right file with one wrong value, at every place, is refused with a message or accepted; never a traceback."""

from __future__ import annotations

import copy
from contextlib import suppress
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import Any

import pytest

from constructs_lib.errors import HubFileError, KeyPath
from constructs_lib.hub_files.parse import HubText, parse
from constructs_lib.hub_files.read import judged
from tests.conftest import ROOT
from tests.properties.places import places

pytestmark = [pytest.mark.property, pytest.mark.xdist_group("properties-of-wrong-entries")]

_FILES = [*sorted((ROOT / "tests/cases").glob("*.happy.*.yaml")), *sorted((ROOT / "examples").glob("*.yaml"))]
_WRONG: tuple[Any, ...] = ("x y", 3, None, True, [], {}, ["?"], {"zz": 1})


def _check(file: Path, text: HubText, place: KeyPath, wrong: Any) -> None:
    """Read a file with a wrong value at a place."""
    changed: Any = copy.deepcopy(text.data)
    parent = reduce(getitem, place[:-1], changed)
    if isinstance(parent, list) and place[-1] == len(parent):
        parent.append(wrong)
    else:
        parent[place[-1]] = wrong
    with suppress(HubFileError):
        judged(file, text._replace(data=changed))


def test_beside_right_entries_of_a_list() -> None:
    """Rules about a list run although one of its entries is wrong, and skip what they can't read."""
    lists = 0
    for file in _FILES:
        parsed = parse(file)
        for place, found in places(parsed.data):
            if isinstance(found, list) and place != ("add_ons",):
                lists += 1
                for wrong in _WRONG:
                    _check(file, parsed, (*place, len(found)), wrong)
    assert lists > 100


@pytest.mark.nightly
def test_everywhere() -> None:
    """In place of each value of each file."""
    for file in _FILES:
        parsed = parse(file)
        for place, _ in places(parsed.data):
            for wrong in _WRONG:
                _check(file, parsed, place, wrong)
