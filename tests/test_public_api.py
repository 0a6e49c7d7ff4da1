"""What `import constructs_lib` offers: a contract with Python users."""

from __future__ import annotations

import enum

import constructs_lib
from constructs_lib import errors
from constructs_lib.hub_files.reference import hub_file_schema


def test_importable() -> None:
    """Each name is there, occurs once, and has a docstring."""
    names = constructs_lib.__all__

    assert sorted(set(names)) == sorted(names)
    assert [] == [name for name in names if not getattr(constructs_lib, name).__doc__]


def test_every_model_of_a_hub_file() -> None:
    """What a hub file can say, Python can: each model and each enumeration is public."""
    definitions = set(hub_file_schema()["$defs"]) - {"AddOnEntry", "JsonValue"}

    assert set() == definitions - set(constructs_lib.__all__)


def test_every_error() -> None:
    """Whatever is raised on purpose can be caught by its name."""
    family = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, Exception) and name[0] != "_"}

    assert set() == family - set(constructs_lib.__all__)


def test_nothing_but_its_own() -> None:
    """No name of another package is passed on."""
    modules = {name: getattr(constructs_lib, name).__module__ for name in constructs_lib.__all__}

    assert {} == {name: module for name, module in modules.items() if not module.startswith("constructs_lib.")}


def test_enumerations_are_text() -> None:
    """Their values cross to CDKTF, and are what a hub file says."""
    enumerations = [kind for name in constructs_lib.__all__ if isinstance(kind := getattr(constructs_lib, name), enum.EnumType)]

    assert enumerations
    assert [] == [kind for kind in enumerations if not issubclass(kind, str)]
