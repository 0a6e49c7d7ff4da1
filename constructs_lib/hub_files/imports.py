"""The imports file next to a hub file: ``hubs/research.imports.json`` for ``hubs/research.yaml``. Terraform needs it once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from constructs_lib.errors import FileProblem, HubFileError, KeyPath, Kind
from constructs_lib.models.imports import Import

_KEY = "import"
_IMPORTS = TypeAdapter(dict[str, tuple[Import, ...]])
_FORM = 'write {"import": [{"to": "helm_release.…", "id": "namespace/release"}]}, as `jupyterhub-on-eks adopt` does, or delete the file'


def imports_file(hub_file: Path) -> Path:
    """Return the path of a hub file's imports."""
    return hub_file.with_suffix(".imports.json")


def imports_beside(hub_file: Path) -> Sequence[Import]:
    """Read the imports of a hub file; none if there is no such file.

    Raises:
        HubFileError: it can't be read, or doesn't have the expected form.
    """
    path = imports_file(hub_file)
    if not path.exists():
        return ()
    try:
        content: Any = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(content, dict) or set(content) != {_KEY}:
            raise _wrong(path, f"contains no imports; {_FORM}")
        return _IMPORTS.validate_python(content)[_KEY]
    except ValidationError as error:
        raise HubFileError([_problem(path, line["msg"], line["loc"]) for line in error.errors(include_url=False)]) from None
    except OSError as error:
        raise _wrong(path, f"can't be read: {error.strerror or error}") from None
    except ValueError:  # not UTF-8, not JSON
        raise _wrong(path, f"is not JSON; {_FORM}") from None


def imports_text(imports: Sequence[Import]) -> str:
    """Return the text of an imports file."""
    return json.dumps({_KEY: [{"to": each.to, "id": each.id} for each in imports]}, indent=2) + "\n"


def _problem(path: Path, words: str, where: KeyPath = ()) -> FileProblem:
    return FileProblem(path, words, where, kind=Kind.WRONG_VALUE if where else Kind.UNREADABLE)


def _wrong(path: Path, words: str) -> HubFileError:
    return HubFileError([_problem(path, words)])
