"""One entry of the array of add-ons: an add-on's key with its settings."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, cast

from pydantic import Field, ValidationInfo, ValidatorFunctionWrapHandler, WrapValidator, create_model

from constructs_lib.add_ons.contract import AddOn
from constructs_lib.add_ons.registry import add_ons_by_key
from constructs_lib.errors import Problem
from constructs_lib.models.base import Model


class AddOnEntry(Model):
    """One entry of the array: the add-on's key with its settings."""

    def add_ons(self) -> list[AddOn]:
        """Return the add-ons of this entry; a valid entry has one."""
        return [value for key in type(self).model_fields if (value := getattr(self, key, None)) is not None]


def _one_add_on(entry: AddOnEntry) -> Iterator[Problem]:
    keys = sorted(entry.model_fields_set)
    if len(keys) > 1:
        yield Problem(f"has {len(keys)} add-ons ({', '.join(keys)}); write each as a separate entry, because their order matters")
        return
    for key in keys:
        if getattr(entry, key) is None:
            defaults = f", or {key}: {{}} for the defaults" if _has_defaults(key) else ""
            yield Problem(f"has no settings; write them below it, indented{defaults}", (key,))


AddOnEntry.RULES = (_one_add_on,)


def _has_defaults(key: str) -> bool:
    """Return whether an add-on can be written without settings."""
    return add_ons_by_key()[key].HAS_DEFAULTS


def entry_model() -> type[AddOnEntry]:
    """Return the model of an entry, with a key for each registered add-on."""
    return _entry_model(tuple(add_ons_by_key().values()))


@cache
def _entry_model(add_ons: tuple[type[AddOn], ...]) -> type[AddOnEntry]:
    fields: dict[str, Any] = {add_on.KEY: (add_on | None, Field(default=None, description=_summary(add_on))) for add_on in add_ons}
    return cast("type[AddOnEntry]", create_model("AddOnEntry", __base__=AddOnEntry, __doc__=AddOnEntry.__doc__, **fields))


def _summary(add_on: type[AddOn]) -> str:
    """Return the first sentence of the class's docstring."""
    return " ".join((add_on.__doc__ or add_on.__name__).split()).partition(". ")[0].rstrip(".") + "."


def _with_settings(entry: Any, handler: ValidatorFunctionWrapHandler, info: ValidationInfo) -> AddOnEntry:
    """Validate an entry with the add-ons that are registered now; explain the form of an entry if it has no add-on."""
    del handler  # it knows only the base class without keys
    keys = list(add_ons_by_key())
    example = entry if isinstance(entry, str) and entry in keys else keys[0]
    if isinstance(entry, str):
        settings = "{}" if _has_defaults(example) else "with its settings below it, indented"
        raise ValueError(f"has no settings; write {example}: {settings}")  # noqa: TRY004  # pydantic collects ValueErrors
    if entry in (None, {}):
        raise ValueError(f"has no add-on; write one of {', '.join(keys)} with its settings, for example {example}: {{}}")
    return entry if isinstance(entry, AddOnEntry) else entry_model().model_validate(entry, context=info.context)


#: An entry of the array, as a hub file may hold it.
Entry = Annotated[AddOnEntry, WrapValidator(_with_settings)]
