"""Placeholders that `init` and editors write for values that only the user knows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from constructs_lib.errors import KeyPath, Problem
from constructs_lib.hub_files.add_on_entry import AddOnEntry, entry_model
from constructs_lib.models.base import Model, model_in
from constructs_lib.models.messages import first_sentence

#: Marks a value that is still missing.
PLACEHOLDER = "CHANGEME"


def placeholder_problems(data: Any, model: type[Model] | None, path: KeyPath = (), meaning: str = "") -> Iterator[Problem]:
    """Yield each text of a hub file that is or contains a placeholder, with the meaning of its key.

    Args:
        data: the file's data at a place.
        model: the model of that place. None: it has none.
        path: key path of the place.
        meaning: documentation of the key that led to it.
    """
    if isinstance(data, dict):
        if PLACEHOLDER not in str(data):  # none at any depth, as in most files
            return
        documentation = model.key_docstrings() if model else {}
        for key, value in data.items():
            field = model.model_fields.get(key) if model else None
            below = model_in(field.annotation) if field else model  # a name that the user chose: its model comes next
            below = entry_model() if below is AddOnEntry else below
            yield from placeholder_problems(value, below, (*path, key), documentation.get(key, meaning))
    elif isinstance(data, list):
        for position, value in enumerate(data):
            yield from placeholder_problems(value, model, (*path, position), meaning)
    elif isinstance(data, str) and PLACEHOLDER in data:
        what = first_sentence(meaning)
        yield Problem(f"is still {PLACEHOLDER}; replace it" + (f": {what}" if what else " with your own value"), path)
