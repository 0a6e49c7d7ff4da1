"""The verb ``schema``."""

from __future__ import annotations

import inspect
import json
from pathlib import Path

from jsonschema import Draft202012Validator

from jupyterhub_on_eks.cli.schema import schema
from tests.conftest import ROOT
from tests.jupyterhub_on_eks.cli.conftest import Cli

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
