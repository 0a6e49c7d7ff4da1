"""What the editor's schema refuses, a synth refuses: no editor marks a right hub file."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from constructs_lib import HubFileError, read_hub_file
from constructs_lib.hub_files.editor.schema import editor_schema
from constructs_lib.hub_files.parse import parse
from tests.properties.profile import PROFILE
from tests.properties.strategies import hub_files
from tests.properties.test_mutations import _write, mutants

pytestmark = [pytest.mark.property, pytest.mark.xdist_group("properties-of-the-editor")]

VALIDATOR = Draft202012Validator(editor_schema("1"))


@settings(PROFILE, max_examples=60)
@given(data=hub_files())
def test_valid_files_pass(data: dict[str, Any]) -> None:
    """In all combinations that the rules allow."""
    assert [] == [(list(error.absolute_path), error.message) for error in VALIDATOR.iter_errors(data)]


@settings(PROFILE, max_examples=150)
@given(data=mutants())
def test_what_the_schema_refuses_is_wrong(tmp_path_factory: pytest.TempPathFactory, data: dict[str, Any]) -> None:
    """The schema accepts a file with one change that the product still accepts."""
    file = tmp_path_factory.mktemp("mutant") / "hub.yaml"
    _write(file, data)
    try:
        read_hub_file(file)
    except HubFileError:
        return

    assert [] == [(list(error.absolute_path), error.message) for error in VALIDATOR.iter_errors(parse(file).data)]
