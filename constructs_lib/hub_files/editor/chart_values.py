"""The chart's keys below ``values``, as JSON Schema, by the version of the chart.

They come from the tables that a synth checks values against (`models/chart_schema`), and are closed for versions that have a table:
for others a synth uses the two neighboring versions. Where the chart has defaults, null removes one, and no key is required.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from constructs_lib.hub_files.editor.rules import where
from constructs_lib.models.chart_schema.tables import Place, all_tables
from constructs_lib.models.chart_version import RECOMMENDED

JsonSchema = dict[str, Any]


def add_chart_values(schema: JsonSchema) -> None:
    """Restrict ``values`` of a hub by its ``version``; without one, by the recommended version."""
    places, versions = all_tables()
    by_root: dict[int, list[str]] = {}
    for version, root in versions.items():
        by_root.setdefault(root, []).append(version)
    definitions = _Definitions(places, schema["$defs"])
    ours = where("chart", {"pattern": r"^(.*/)?jupyterhub(-[0-9][^/]*\.tgz)?/?$"}, required=False)
    for root, names in by_root.items():
        given = where("version", {"enum": names}, required=RECOMMENDED not in names)
        then = where("values", definitions.reference(root, own=False), required=False)
        schema["$defs"]["JupyterHubAddOn"].setdefault("allOf", []).append({"if": {"allOf": [ours, given]}, "then": then})


class _Definitions:
    """Writes a definition for each place that is referenced."""

    def __init__(self, places: Sequence[Place], definitions: JsonSchema) -> None:
        self._places, self._definitions = places, definitions

    def reference(self, number: int, *, own: bool) -> JsonSchema:
        """Return a reference to the definition of a place. ``own``: it is where the chart has no defaults."""
        name = f"values-{number}{'-own' if own else ''}"
        if name not in self._definitions:
            self._definitions[name] = {}
            self._definitions[name] = self._place(self._places[number], own=own)
        return {"$ref": f"#/$defs/{name}"}

    def _place(self, place: Place, *, own: bool) -> JsonSchema:
        nullable = [] if own else ["null"]
        found: JsonSchema = {}
        if "type" in place:
            types = list(dict.fromkeys([*place["type"], *nullable]))
            found["type"] = types[0] if len(types) == 1 else types
        if "enum" in place:
            found["enum"] = list(dict.fromkeys([*place["enum"], *([] if own else [None])]))
        if "minimum" in place:
            found["minimum"] = place["minimum"]
        if place.get("keys"):
            kept = () if own else place.get("required", ())
            found["properties"] = {key: self._key(below, own=own, kept=key in kept) for key, below in place["keys"].items()}
        if place.get("patterns"):
            found["patternProperties"] = {pattern: self.reference(below, own=True) for pattern, below in place["patterns"].items()}
        if place.get("closed"):
            found["additionalProperties"] = False
        if "items" in place:
            found["items"] = self.reference(place["items"], own=True)
        return {**found, **self._across_keys(place, own=own)}

    def _key(self, number: int, *, own: bool, kept: bool) -> JsonSchema:
        """Return the schema of a key. ``kept``: null would remove what the chart requires."""
        found = self.reference(number, own=own)
        return {"allOf": [found], "not": {"type": "null"}} if kept else found

    def _across_keys(self, place: Place, *, own: bool) -> JsonSchema:
        found: JsonSchema = {}
        if own and place.get("required"):
            found["required"] = list(place["required"])
        if own and place.get("one_of"):
            found["oneOf"] = [{"required": [key]} for key in place["one_of"]]
        if "when" in place:
            key, below = place["when"]
            found["if"] = {"required": [key], "patternProperties": {f"^{key}$": {"const": True}}}
            found["then"] = self.reference(below, own=True)
        return found
