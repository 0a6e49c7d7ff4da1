"""Whatever the settings of an add-on are made of, no template of the user's reaches Terraform."""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, HttpUrl
from pydantic_core import to_jsonable_python

from constructs_lib.models.base import Model
from constructs_lib.models.terraform_text import unescaped
from constructs_lib.terraform.escape import literal
from tests.properties.profile import PROFILE

pytestmark = pytest.mark.property


class Settings(Model):
    """A model of ours."""

    value: Any


class Plain(BaseModel):
    """A model of someone else's."""

    model_config = ConfigDict(extra="allow", arbitrary_types_allowed=True)

    value: Any


@dataclass
class Data:
    """A dataclass."""

    value: Any


@dataclass(frozen=True, slots=True)
class Slots:
    """A frozen one."""

    value: Any


_TEXT = st.lists(st.sampled_from(["${", "%{", "$", "%", "{", "}", "x", '"', "/"]), max_size=6).map("".join)
_SINGLE = (
    _TEXT
    | _TEXT.map(Path)
    | _TEXT.map(lambda text: HttpUrl(f"https://example.org/?{text}"))
    | _TEXT.map(str.encode)
    | st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.timedeltas()
    | st.uuids()
)


def _around(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    lists = st.lists(values, max_size=3)
    mappings = st.dictionaries(_TEXT, values, max_size=3)
    hashable = st.frozensets(_TEXT, max_size=3)
    return st.one_of(
        lists,
        lists.map(tuple),
        lists.map(deque),
        mappings,
        mappings.map(OrderedDict),
        hashable,
        hashable.map(set),
        values.map(lambda value: Settings(value=value)),
        values.map(lambda value: Plain.model_validate({"value": value, "more": [value]})),
        values.map(Data),
        values.map(Slots),
    )


def _texts(value: Any) -> list[str]:
    """Return all text of a value, as pydantic finds it."""
    if isinstance(value, dict):
        return sorted(text for item in value.items() for text in _texts(list(item)))
    if isinstance(value, list):
        return sorted(text for item in value for text in _texts(item))
    return [value] if isinstance(value, str) else []


@PROFILE
@given(st.recursive(_SINGLE, _around, max_leaves=12))
def test_no_template_is_left(value: Any) -> None:
    """All text is that of the user once Terraform has read it, and what was given stays as it was."""
    before = to_jsonable_python(value)

    after = _texts(to_jsonable_python(literal(value)))

    assert before == to_jsonable_python(value)
    assert _texts(before) == sorted(map(unescaped, after))
    assert all(text.count("${") == text.count("$${") and text.count("%{") == text.count("%%{") for text in after)
