"""pydantic's JSON Schema of the models, extended by what our own validators check: patterns, case-insensitive enums, descriptions."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from enum import Enum
from itertools import groupby, pairwise
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode
from pydantic_core import core_schema

JsonSchema = dict[str, Any]

#: A class of characters that holds ``\\w``, or ``\\w`` alone.
_WORD_CLASS = re.compile(r"\[\^?\]?(?:\\[^w]|[^\]\\])*\\w(?:\\.|[^\]\\])*\]|\\w")
#: Bounds behind a validator, which pydantic leaves under its own names, and bounds of lists, which it writes as those of text.
_BOUNDS = {"ge": "minimum", "le": "maximum"}
_BOUNDS_OF_LISTS = {"minLength": "minItems", "maxLength": "maxItems"}
_MEMBER = re.compile(r"\s*([A-Z][A-Z0-9_]*) = ")
_COMMENT = re.compile(r"\s*#: (.*)")


class EditorGenerator(GenerateJsonSchema):
    """Generates the schema; ``as_schema`` attached the meaning of a validator to its function."""

    def generate(self, schema: core_schema.CoreSchema, mode: JsonSchemaMode = "validation") -> JsonSchema:
        """Generate the schema, with all bounds as JSON Schema keywords."""
        found: JsonSchema = _bounded(super().generate(schema, mode))
        return found

    def function_after_schema(self, schema: core_schema.AfterValidatorFunctionSchema) -> JsonSchema:
        """Add what the validator checks."""
        return _with(super().function_after_schema(schema), _noted(schema))

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchema:
        """Add what the validator checks or allows."""
        return _with(super().function_before_schema(schema), _noted(schema))

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchema:
        """Restrict all keys; pydantic's own schema lets keys pass that don't match."""
        names = {key: value for key, value in self.generate_inner(schema["keys_schema"]).items() if key not in {"type", "title"}}
        values = self.generate_inner(schema["values_schema"])
        found: JsonSchema = {"type": "object", "additionalProperties": values, **({"propertyNames": names} if names else {})}
        self.update_with_validations(found, schema, self.ValidationsMapping.object)
        return found

    def enum_schema(self, schema: core_schema.EnumSchema) -> JsonSchema:
        """Describe each value by the comment above its member."""
        found = super().enum_schema(schema)
        comments = _comments(schema["cls"])
        if comments:
            found["enumDescriptions"] = [comments.get(member.name, "") for member in schema["cls"]]
        return found


def _bounded(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_bounded(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    words = _BOUNDS | (_BOUNDS_OF_LISTS if schema.get("type") == "array" else {})
    return {words.get(key, key) if isinstance(value, int) else key: _bounded(value) for key, value in schema.items()}


def _noted(schema: Mapping[str, Any]) -> JsonSchema:
    return dict(getattr(schema["function"]["function"], "json_schema", {}))


def _with(found: JsonSchema, noted: JsonSchema) -> JsonSchema:
    if "any_case" in noted:
        words = noted["any_case"]
        return {"anyOf": [found, {"type": "string", "pattern": f"^(?:{'|'.join(map(_in_any_case, words))})$"}]}
    if "instead" in noted:
        return dict(noted["instead"])
    if "beside" in noted:
        return {"anyOf": [found, noted["beside"]]}
    if "pattern" in noted:
        noted["pattern"] = _portable(noted["pattern"])
    if not set(noted) & set(found):
        return {**found, **noted}
    return {**found, "allOf": [*found.get("allOf", []), noted]} if noted else found


def _in_any_case(word: str) -> str:
    return "".join(f"[{letter.upper()}{letter.lower()}]" if letter.isalpha() else re.escape(letter) for letter in word)


def _portable(pattern: str) -> str:
    r"""Translate a Python pattern for the JavaScript of editors: ``\w`` is ASCII there, and quotes need no backslash."""
    return _WORD_CLASS.sub(lambda found: _negated(found[0]), re.sub(r"\\(?=[\"'])", "", pattern))


def _negated(characters: str) -> str:
    """Write a character class as the negation of its other ASCII characters, so that it includes the letters of all languages everywhere."""
    others = [code for code in range(128) if not re.fullmatch(characters, chr(code))]
    spans = [[code for _, code in span] for _, span in groupby(enumerate(others), key=lambda pair: pair[1] - pair[0])]
    return "[^" + "".join(rf"\x{span[0]:02x}-\x{span[-1]:02x}" for span in spans) + "]"


def _comments(enum: type[Enum]) -> dict[str, str]:
    """Return the comments ``#: …`` above the members, by member name."""
    try:
        lines = inspect.getsource(enum).splitlines()
    except OSError:  # made at run time
        return {}
    found = {}
    for above, line in pairwise(lines):
        comment, member = _COMMENT.match(above), _MEMBER.match(line)
        if comment and member:
            found[member[1]] = comment[1]
    return found
