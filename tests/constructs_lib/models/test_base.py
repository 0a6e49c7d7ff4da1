"""Common behavior of all models: frozen, no unknown keys, every mistake at once, and rules that run on what is right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar

import pytest
from pydantic import Field, ValidationError

from constructs_lib.errors import Problem
from constructs_lib.models.base import Model, Rule, is_right


class Part(Model):
    """A part of a model."""

    size: int
    """How much of it."""
    unit: str = "Gi"
    """Of what."""


def _sizes_have_a_unit(part: Part) -> Iterator[Problem]:
    if part.size > 1 and not part.unit:
        yield Problem("has no unit", ("size",))


Part.RULES = (_sizes_have_a_unit,)


class Whole(Model):
    """A model with a part, a list of parts and rules."""

    name: str
    """What it is called. A second sentence."""
    part: Part | None = None
    parts: tuple[Part, ...] = Field(default=(), min_length=0)
    limit: int = 10
    key: str = Field(default="a", pattern="^[a-z]$")


def _fits(whole: Whole) -> Iterator[Problem]:
    parts: Sequence[Part | None] = whole.parts  # None: one that is invalid
    yield from (Problem(f"{part.size} is above {whole.limit}", ("parts", n, "size")) for n, part in enumerate(parts) if part)
    if whole.part and whole.part.size > whole.limit:
        yield Problem(f"{whole.part.size} is above the limit of {whole.limit}", ("part", "size"))


def _is_named(whole: Whole) -> Iterator[Problem]:
    if whole.name == "nameless":
        yield Problem("has no name")


Whole.RULES = (_is_named, _fits)


def _mistakes(data: Any, model: type[Model] = Whole) -> list[str]:
    with pytest.raises(ValidationError) as error:
        model.model_validate(data, context={"seen": {}})
    return [str(Problem(line["msg"], line["loc"])) for line in error.value.errors()]


def test_right_data_gives_a_frozen_model() -> None:
    """A model is a value: it can't be changed after it was checked."""
    whole = Whole(name="x", part=Part(size=3))

    assert Part(size=3) == whole.part
    with pytest.raises(ValidationError, match="frozen"):
        whole.limit = 11  # type: ignore[misc]


def test_unknown_key_is_refused() -> None:
    """A key that nothing reads is a mistake, and the message names the likely one."""
    assert ["limits: unknown key; did you mean limit?"] == _mistakes({"name": "x", "limits": 1})
    assert ["zzz: unknown key; allowed keys: key, limit, name, part, parts"] == _mistakes({"name": "x", "zzz": 1})


def test_missing_key_has_its_description() -> None:
    """The first sentence of the key's documentation states what to write."""
    assert ["name: is required but missing: what it is called"] == _mistakes({})


def test_all_mistakes_at_once() -> None:
    """Wrong fields at every depth and the rules on the right ones give one report."""
    data = {"name": "nameless", "key": "AB", "part": {"size": 20, "unit": 3}}

    assert [
        "part.unit: 3 is not text; put it in quotes",
        "key: 'AB': string should match pattern '^[a-z]$'",
        "has no name",
        "part.size: 20 is above the limit of 10",
    ] == _mistakes(data)


def test_rule_that_needs_a_wrong_field_is_skipped() -> None:
    """Nothing is reported about what can't be checked."""
    found = _mistakes({"name": "nameless", "limit": "many", "part": {"size": 20}})

    assert ["limit: 'many' is not a whole number; use digits only, without quotes", "has no name"] == found


def _with_rule(read: Callable[[Any], object]) -> type[Whole]:
    """Return a model with one rule, which reads something and then reports."""

    def rule(whole: Whole) -> Iterator[Problem]:
        read(whole)
        yield Problem("was read")

    class WithRule(Whole):
        """A whole with an additional rule."""

        RULES = (rule,)

        @property
        def shouted(self) -> str:
            """The name in capitals, with a typo."""
            return str(self.nam.upper())  # type: ignore[attr-defined]  # the typo

    return WithRule


@pytest.mark.parametrize(
    "read",
    [lambda whole: whole.limit, lambda whole: whole.part.size, lambda whole: whole.parts[0].size],
    ids=["field", "field of a part", "field of an item"],
)
def test_only_a_wrong_field_skips_a_rule(read: Callable[[Any], object]) -> None:
    """A wrong field is absent from the partial model, at any depth; the rule that reads it reports nothing."""
    data = {"name": "x", "limit": "many", "part": {"size": "no"}, "parts": [{"size": "much"}]}

    found = _mistakes(data, _with_rule(read))

    assert ["limit", "part.size", "parts[0].size"] == sorted(line.partition(":")[0] for line in found)


@pytest.mark.parametrize(
    "read",
    [lambda whole: whole.limt, lambda whole: whole.name.lowercase(), lambda whole: whole.part.sise, lambda whole: whole.shouted],
    ids=["model", "value", "part", "property"],
)
@pytest.mark.parametrize("limit", [10, "many"], ids=["right", "partial"])
def test_a_typo_in_a_rule_is_raised(read: Callable[[Any], object], limit: object) -> None:
    """A rule that reads what no model has is a mistake in the rule, whether or not the data are right."""
    with pytest.raises(AttributeError):
        _with_rule(read).model_validate({"name": "x", "part": {"size": 1}, "limit": limit}, context={"seen": {}})


@pytest.mark.parametrize("wrong", ["no mapping", None, 3, ["a"]])
def test_a_list_with_an_item_that_is_no_mapping_skips_a_rule(wrong: object) -> None:
    """The list counts as a wrong field, so no rule has to handle an item that isn't a model."""
    found = _mistakes({"name": "x", "parts": [wrong, {"size": 1}]}, _with_rule(lambda whole: whole.parts[0].size))

    assert ["parts[0]"] == [line.partition(":")[0] for line in found]


def test_rules_after_a_skipped_one_count() -> None:
    """A wrong field skips only the rules that need it, not those after them."""
    data = {"name": 7, "part": {"size": 12, "unit": "kg"}}

    assert ["name: 7 is not text; put it in quotes", "part.size: 12 is above the limit of 10"] == _mistakes(data)


def test_rule_that_needs_a_misspelt_field_is_skipped() -> None:
    """The user meant to set a misspelt key, so its default isn't assumed."""
    assert ["limt: unknown key; did you mean limit?"] == _mistakes({"name": "x", "limt": 100, "part": {"size": 20}})


def test_rule_of_a_part_keeps_its_place() -> None:
    """A part's own rule reports below the part, beside the mistakes of the whole."""
    assert ["part.size: has no unit", "has no name"] == _mistakes({"name": "nameless", "part": {"size": 2, "unit": ""}})


def test_findings_before_the_wrong_field_count() -> None:
    """A rule that reaches a wrong field keeps what it has reported before."""
    data = {"name": "x", "part": {"size": "no"}, "parts": [{"size": 12}, {"size": "much"}]}

    assert [
        "part.size: 'no' is not a whole number; use digits only, without quotes",
        "parts[1].size: 'much' is not a whole number; use digits only, without quotes",
        "parts[0].size: 12 is above 10",
    ] == _mistakes(data)


def test_wrong_items_are_not_missing_ones_too() -> None:
    """A list with one wrong item isn't reported as empty, and what follows is reported as well."""

    class Several(Model):
        parts: tuple[Part, ...] = Field(min_length=1)
        after: int

    after = "after: is a list; use a whole number"

    assert ["parts[0].size: is a list; use a whole number", after] == _mistakes({"parts": [{"size": []}], "after": []}, Several)
    assert ["parts: is empty; at least one item is required", after] == _mistakes({"parts": [], "after": []}, Several)


def test_nothing_below_a_model_that_is_not_a_mapping() -> None:
    """Text in place of a model is one mistake, and the keys that belong there are shown."""
    assert ["part: is text; use {size: …}"] == _mistakes({"name": "x", "part": "big"})


def test_keywords_in_python_are_checked_alike() -> None:
    """The constructor raises the report of a hub file, as a ValueError."""
    with pytest.raises(ValueError, match="has no name"):
        Whole(name="nameless")


def test_report_does_not_repeat_the_input() -> None:
    """Pydantic's own text would contain the whole input, secrets included."""
    with pytest.raises(ValidationError) as error:
        Whole.model_validate({"name": "x", "part": {"size": "much", "password": "canary"}})

    assert "canary" not in str(error.value)


def test_what_is_completely_right() -> None:
    """A model is right if it has all fields, no rule finds anything, and its nested models are right."""

    def never_two(model: Any) -> list[Problem]:
        return [Problem("is two")] if model.number == 2 else []

    class Inner(Model):
        number: int = 1
        RULES: ClassVar[tuple[Rule, ...]] = (never_two,)

    class Outer(Model):
        inner: Inner = Inner()
        several: tuple[Inner, ...] = ()

    wrong = Inner.model_construct(number=2)
    lacking = Inner.model_construct()
    del lacking.__dict__["number"]

    assert is_right(Outer(several=(Inner(),)))
    assert not any(map(is_right, (wrong, lacking, Outer.model_construct(inner=wrong), Outer.model_construct(several=(Inner(), lacking)))))


def test_wrong_keys_are_known_to_be_set() -> None:
    """A rule that asks which keys are set learns of a wrong one, too, and is skipped when it reads it, rather than taking it for unset."""
    seen: list[set[str]] = []

    def reads_what_is_set(model: Any) -> list[Problem]:
        seen.append(set(model.model_fields_set))
        return [Problem(f"has {key}") for key in sorted(model.model_fields_set) if getattr(model, key)]

    class Numbers(Model):
        first: int = 1
        second: int = 2
        RULES: ClassVar[tuple[Rule, ...]] = (reads_what_is_set,)

    with pytest.raises(ValidationError) as error:
        Numbers.model_validate({"first": "x"})

    assert [{"first"}] == seen
    assert [("first",)] == [line["loc"] for line in error.value.errors()]
