"""The verb ``schema``."""

from __future__ import annotations

import inspect
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from jupyterhub_on_eks.cli.schema import schema
from tests.conftest import ROOT
from tests.constructs_lib.hub_files.test_project_add_ons import context_is, project
from tests.jupyterhub_on_eks.cli.conftest import Cli

__all__ = ["project"]

DOCUMENTED = (ROOT / "docs/hub-file.schema.json").read_text(encoding="utf-8")


def test_printed(cli: Cli) -> None:
    """The schema of the docs, byte for byte; it is a JSON Schema."""
    status, out, err = cli("schema")

    assert (0, DOCUMENTED, "") == (status, out, err)
    Draft202012Validator.check_schema(json.loads(out))


def test_into_a_file(cli: Cli) -> None:
    """Nothing is printed."""
    assert (0, "", "") == cli("schema", "--output", "hub.schema.json")
    assert DOCUMENTED == Path("hub.schema.json").read_text(encoding="utf-8")


def test_file_that_cannot_be_written(cli: Cli) -> None:
    """With a message, and the status of wrong usage."""
    status, out, err = cli("schema", "--output", "none/hub.schema.json")

    assert (2, "") == (status, out)
    assert "Error: Invalid value for --output: none/hub.schema.json can't be written: No such file or directory\n" in err


def test_help_names_the_editors_line(cli: Cli) -> None:
    """On a separate line, to be copied."""
    assert "  # yaml-language-server: $schema=hub-file.schema.json\n" in cli("schema", "--help")[1]
    assert "yaml-language-server" in (inspect.getdoc(schema) or "")


_RICH = """
from dataclasses import dataclass
from typing import ClassVar

from pydantic import BaseModel, Field

from jupyterhub_on_eks import AddOn, register


class EbsConfig(BaseModel):
    size: int = Field(alias="the-size", description="Size of it.")
    text: str = "x"


@dataclass
class Data:
    text: str


@register
class RichAddOn(AddOn):
    KEY: ClassVar[str] = "rich"
    undocumented: str = "x"
    nested: EbsConfig | None = None
    data: Data | None = None
"""


@pytest.mark.usefixtures("project")
def test_add_on_of_a_project(cli: Cli) -> None:
    """Its models may be plain ones, have names of ours, and have no documentation."""
    Path("our_add_ons.py").write_text(_RICH, encoding="utf-8")
    context_is(["our_add_ons"])

    status, out, err = cli("schema")

    assert (0, "") == (status, err)
    schema = json.loads(out)
    Draft202012Validator.check_schema(schema)
    assert "rich" in schema["$defs"]["AddOnEntry"]["properties"]
    (nested,) = (model for key, model in schema["$defs"].items() if key.endswith("our_add_ons__EbsConfig"))
    assert "Size of it." == nested["properties"]["the-size"]["description"]
    assert json.loads(DOCUMENTED)["$defs"]["EbsConfig"] in schema["$defs"].values()
