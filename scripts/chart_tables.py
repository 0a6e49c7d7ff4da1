"""Write the tables of the values that each version of the JupyterHub chart accepts: ``python3 -m scripts.chart_tables FOLDER``.

The folder, or one below it, has ``values.schema-<version>.json`` of each version: the file ``values.schema.json`` of the released chart.
The tables keep the key names, types and other validation keywords of these schemas, without descriptions.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bootstrap import paths
from scripts.console import Trouble, run_command

TABLES = paths.ROOT / "constructs_lib/models/chart_schema/tables.json"

_PREFIX = "values.schema-"
#: Keywords of a schema without effect, and the supported ones. Any other keyword is an error.
_WORDLESS = {"title", "description", "$schema", '$schema"', "deprecated", "examples"}
_UNDERSTOOD = {
    "type", "enum", "minimum", "properties", "patternProperties", "additionalProperties", "items", "required", "oneOf", "if", "then",
}  # fmt: skip


def tables(folder: Path) -> str:
    """Return the text of the tables of all schemas below a folder.

    Raises:
        Trouble: there are none, or one has a keyword that the tables can't express.
    """
    files = {file.stem.removeprefix(_PREFIX): file for file in folder.rglob(f"{_PREFIX}*.json")}
    if not files:
        raise Trouble(f"{folder} has no file {_PREFIX}<version>.json, also not in a folder below it.", status=2)
    places: dict[str, int] = {}
    versions = {
        version: _number(json.loads(files[version].read_text(encoding="utf-8")), places)
        for version in sorted(files, key=lambda version: [int(part) for part in version.split(".")])
    }
    lines = ",\n".join(places)
    return f'{{"versions": {json.dumps(versions)},\n"places": [\n{lines}\n]}}\n'


def _number(schema: Mapping[str, Any], places: dict[str, int]) -> int:
    """Return the number of a place; equal places have one number."""
    text = json.dumps(_place(schema, places), separators=(",", ":"))
    return places.setdefault(text, len(places))


def _place(schema: Mapping[str, Any], places: dict[str, int]) -> dict[str, Any]:
    """Return the schema of one place, as a ``tables.Place``."""
    if unknown := sorted(set(schema) - _UNDERSTOOD - _WORDLESS):
        raise Trouble(f"The schema has {', '.join(unknown)}, which the tables can't express; extend this program and verdict.py.")
    place: dict[str, Any] = {word: schema[word] for word in ("enum", "minimum", "required") if word in schema}
    if "type" in schema:
        place["type"] = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    for word, name in (("properties", "keys"), ("patternProperties", "patterns")):
        if schema.get(word):
            place[name] = {key: _number(below, places) for key, below in schema[word].items()}
    if schema.get("additionalProperties", True) is False:
        place["closed"] = True
    elif schema.get("additionalProperties", True) is not True:
        raise Trouble("The schema has additionalProperties with a schema, which the tables can't express.")
    if "items" in schema:
        place["items"] = _number(schema["items"], places)
    if "oneOf" in schema:
        place["one_of"] = [_one_key(choice) for choice in schema["oneOf"]]
    if schema.get("then"):
        place["when"] = [_true_key(schema["if"]), _number(schema["then"], places)]
    return place


def _one_key(choice: Mapping[str, Any]) -> str:
    match choice:
        case {"required": [str(key)], **rest} if not rest:
            return key
    raise Trouble("The schema has oneOf with more than a required key, which the tables can't express.")


def _true_key(condition: Mapping[str, Any]) -> str:
    (key, value), *others = condition.get("properties", {"": {}}).items()
    if list(condition) != ["properties"] or others or list(value) != ["const"] or value["const"] is not True:
        raise Trouble("The schema has if with more than a key that is true, which the tables can't express.")
    return str(key)


def main() -> int:
    """Write the tables; returns the exit status.

    Raises:
        Trouble: no folder is given, or a schema can't be expressed.
    """
    if len(sys.argv) != 2:  # noqa: PLR2004  # the program and one folder
        raise Trouble("usage: python3 -m scripts.chart_tables FOLDER", status=2)
    TABLES.write_text(tables(Path(sys.argv[1])), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(run_command(main))
