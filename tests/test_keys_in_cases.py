"""Every key of a hub file is set in a right one: in an example, or in a case of tests/cases/."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from constructs_lib.hub_files.reference import hub_file_schema
from tests.conftest import ROOT, Synth

#: A key, by the title of its model.
Key = tuple[str, str]

FILES = sorted([*ROOT.glob("hubs/*.yaml"), *ROOT.glob("examples/*.yaml"), *ROOT.glob("tests/cases/*.happy.*")])


def keys_of(schema: dict[str, Any]) -> set[Key]:
    """Return all keys of all models of a schema."""
    models = [schema, *schema["$defs"].values()]
    return {(model["title"], key) for model in models for key in model.get("properties", {})}


def keys_in(data: Any, place: dict[str, Any], schema: dict[str, Any]) -> Iterator[Key]:
    """Yield the keys that are set in data, at every depth.

    Args:
        data: a value in a hub file.
        place: its schema.
        schema: the whole schema.
    """
    if "$ref" in place:
        place = schema["$defs"][place["$ref"].rpartition("/")[2]]
    for option in (*place.get("anyOf", ()), *place.get("oneOf", ())):
        yield from keys_in(data, option, schema)
    if isinstance(data, dict):
        known = place.get("properties", {})
        further = place.get("additionalProperties")
        for key, value in data.items():
            if key in known:
                yield place["title"], key
                yield from keys_in(value, known[key], schema)
            elif isinstance(further, dict):
                yield from keys_in(value, further, schema)
    elif isinstance(data, list) and "items" in place:
        for item in data:
            yield from keys_in(item, place["items"], schema)


def _read(file: Path) -> Any:
    text = file.read_text(encoding="utf-8")
    return tomllib.loads(text) if file.suffix == ".toml" else yaml.safe_load(text)


def test_every_key_is_set_in_a_right_file() -> None:
    """A key that no right file sets may have become impossible to set."""
    schema = hub_file_schema()
    found = {key for file in FILES for key in keys_in(_read(file), schema, schema)}

    assert [] == sorted(keys_of(schema) - found)


@pytest.mark.parametrize("case", sorted(ROOT.glob("tests/cases/*everything*")), ids=lambda path: path.name)
def test_everything_that_is_set_can_be_rendered(case: Path, synth: Synth) -> None:
    """Keys that are allowed together in a file work together in the constructs too; the stack's own checks find nothing wrong."""
    assert synth(case.read_text(encoding="utf-8"))["resource"]["helm_release"]


def test_keys_are_found_at_every_depth() -> None:
    """In lists, in mappings with the user's own names, below either of two types of a value; free text is not a key."""
    schema = hub_file_schema()
    hub = {"ebs_config": {"storage_class": {"name": "fast"}}, "values": {"namespace": "x"}}
    data = {"certificates": {"hub": {"arn": "a"}}, "add_ons": [{"jupyterhub": hub}], "unknown": 1}

    assert {
        ("HubFile", "certificates"), ("CertificateConfig", "arn"), ("HubFile", "add_ons"), ("AddOnEntry", "jupyterhub"),
        ("JupyterHubAddOn", "ebs_config"), ("EbsConfig", "storage_class"), ("StorageClassConfig", "name"), ("JupyterHubAddOn", "values"),
    } == set(keys_in(data, schema, schema))  # fmt: skip
