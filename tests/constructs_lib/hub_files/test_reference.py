"""The settings reference matches the models."""

from __future__ import annotations

import re
from typing import Any

import jsonschema
import pytest
import yaml

from constructs_lib import HubFile
from constructs_lib.hub_files.reference import hub_file_schema, settings_page, settings_table
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def page() -> str:
    """Return the page of all keys."""
    return settings_page()


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    """Return the JSON Schema of a hub file."""
    return hub_file_schema()


def test_every_key_of_every_model(page: str, schema: dict[str, Any]) -> None:
    """Each model has a section, and each of its keys a row with a description."""
    models = [schema, *(model for model in schema["$defs"].values() if "properties" in model)]

    for model in models:
        section = page.partition(f"\n`{model['title']}`. ")[2].partition("\n## ")[0]
        rows = re.findall(r"^\| `(\w+)` \| (.*) \| (.*) \| (.*) \|$", section, re.MULTILINE)
        assert list(model["properties"]) == [row[0] for row in rows], model["title"]
        assert [] == [row[0] for row in rows if not all(row)], model["title"]


def test_links_lead_to_sections(page: str) -> None:
    """A link in a table leads to a heading of the page."""
    anchors = {heading.lower().replace(" ", "-").replace(".", "") for heading in re.findall(r"^## (.*)$", page, re.MULTILINE)}

    assert set() == set(re.findall(r"\]\(#([^)]+)\)", page)) - anchors


@pytest.mark.parametrize(
    ("title", "row"),
    [
        ("JupyterHubAddOn", "| `timeout` | whole number | `900` |"),
        ("JupyterHubAddOn", "| `atomic` | true, false | `true` |"),
        ("JupyterHubAddOn", "| `service_type` | `alb` · `nlb` · `cluster_ip` | `nlb` |"),
        ("JupyterHubAddOn", "| `values` | mapping to anything | `{}` |"),
        ("JupyterHubAddOn", "| `ingress_hosts` | list of text | `[]` |"),
        ("JupyterHubAddOn", "| `ebs_config` | `EbsConfig` | none |"),
        ("EbsConfig", "| `storage_class` | text or `StorageClassConfig` | required |"),
        ("ClusterConfig", "| `name` | text | required |"),
        ("HubFile", "| `certificates` | mapping to `CertificateConfig` | `{}` |"),
    ],
)
def test_rows(title: str, row: str) -> None:
    """A row has a key's type, with all its values, and its default."""
    assert [row] == [line[: len(row)] for line in settings_table(title).splitlines() if line.startswith(row[: row.index("|", 2) + 1])]


@pytest.mark.parametrize("path", sorted([*ROOT.glob("hubs/*.yaml"), *ROOT.glob("examples/*.yaml")]), ids=lambda path: path.stem)
def test_schema_accepts_the_examples(path: Any, schema: dict[str, Any]) -> None:
    """An editor finds no mistake in a right file."""
    jsonschema.validate(yaml.safe_load(path.read_text(encoding="utf-8")), schema)


def test_schema_knows_required_keys(schema: dict[str, Any]) -> None:
    """The stack's name comes from the file's, so an editor doesn't require it; the models do."""
    assert ["cluster", "add_ons"] == schema["required"]
    assert "stack" in HubFile.model_json_schema()["required"]


def test_schema_refuses_unknown_keys(schema: dict[str, Any]) -> None:
    """An editor marks a misspelt key."""
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"cluster": {"name": "c", "region": "us-west-2"}, "add_ons": [{"ebs_csi_driver": {}}], "adons": []}, schema)
