"""Locations of the hub's database, and settings without effect there."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from constructs_lib.models.storage.hub_database import HubDatabase, HubDatabaseConfig

_URL = {"url_secret": {"kubernetes_secret": "hub-db"}}


def _mistakes(settings: Any) -> list[tuple[tuple[str | int, ...], str]]:
    with pytest.raises(ValidationError) as error:
        TypeAdapter(HubDatabase).validate_python(settings)
    return [(line["loc"], line["msg"]) for line in error.value.errors()]


@pytest.mark.parametrize(
    "settings",
    [
        {"storage_class": "gp3", "capacity": "5Gi"},
        {"efs": True, "capacity": "5Gi", "path": "/database"},
        {"in_memory": True},
        _URL,
    ],
)
def test_locations(settings: dict[str, Any]) -> None:
    """Each of the four, with all that has a meaning there."""
    assert settings.keys() == HubDatabaseConfig.model_validate(settings).model_fields_set


def test_the_value_in_memory() -> None:
    """It needs no mapping; any other text is a mistake."""
    assert HubDatabaseConfig(in_memory=True) == TypeAdapter(HubDatabase).validate_python("in_memory")
    with pytest.raises(ValidationError) as error:
        TypeAdapter(HubDatabase).validate_python("memory")

    (line,) = error.value.errors()
    assert "is not allowed; use in_memory, or a mapping with one of storage_class, efs, in_memory, url_secret" == str(line["ctx"]["error"])


@pytest.mark.parametrize(
    ("settings", "place"), [({"storage_class": "gp3"}, "storage_class"), ({"in_memory": True}, "in_memory"), (_URL, "url_secret")]
)
def test_directory_without_a_file_system(settings: dict[str, Any], place: str) -> None:
    """A path has a meaning only on EFS."""
    assert [(("path",), f"has no effect with {place}; remove it")] == _mistakes({**settings, "path": "/database"})


@pytest.mark.parametrize(("settings", "place"), [({"in_memory": True}, "in_memory"), (_URL, "url_secret")])
def test_size_without_a_volume(settings: dict[str, Any], place: str) -> None:
    """A size has a meaning only if there is a volume."""
    assert [(("capacity",), f"has no effect with {place}; remove it")] == _mistakes({**settings, "capacity": "5Gi"})


@pytest.mark.parametrize(
    ("settings", "given"),
    [
        ({}, "does not specify a location"),
        ({"efs": False}, "does not specify a location"),
        ({"efs": True, "in_memory": True}, "efs and in_memory conflict with each other"),
        ({"storage_class": "gp3", "efs": True, "in_memory": True}, "storage_class and efs and in_memory conflict with each other"),
    ],
)
def test_exactly_one_location(settings: dict[str, Any], given: str) -> None:
    """None and two are mistakes, which name what is set."""
    assert [((), f"{given}; set exactly one of storage_class, efs, in_memory, url_secret")] == _mistakes(settings)
