"""A first hub file on disk, with its schema beside it."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from constructs_lib.errors import FileProblem, HubFileError, Kind
from constructs_lib.hub_files.editor.schema import SCHEMA_FILE, schema_text
from constructs_lib.hub_files.read import read_hub_file
from jupyterhub_on_eks import __version__

#: Beginning of the schemas of this product.
_OURS = '"$id": "urn:jupyterhub-on-eks:'


def problems_of(text: str, name: str) -> Sequence[FileProblem]:
    """Return what ``check`` will report on the text in a file of this name."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, name)
        file.write_text(text, encoding="utf-8")
        try:
            read_hub_file(file)
        except HubFileError as error:
            return error.found
    return ()


def is_open(problem: FileProblem) -> bool:
    """Return whether a value is still missing, rather than wrong."""
    return problem.kind is Kind.PLACEHOLDER


def in_the_way(file: Path) -> Path | None:
    """Return what would be overwritten: the file, or a schema beside it that isn't of this product."""
    schema = file.with_name(SCHEMA_FILE)
    if file.exists():
        return file
    return schema if schema.exists() and _OURS not in schema.read_text(encoding="utf-8", errors="replace")[:500] else None


def write(file: Path, text: str) -> Path:
    """Write the hub file and the schema; returns the schema's path.

    Raises:
        OSError: one of them can't be written.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    schema = file.with_name(SCHEMA_FILE)
    schema.write_text(schema_text(__version__), encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    return schema
