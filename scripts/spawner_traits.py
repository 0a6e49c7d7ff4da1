"""Write the table of traits of each KubeSpawner version: ``python3 -m scripts.spawner_traits FILE``.

The file is JSON: for each version of KubeSpawner its configurable traits with the names of their classes, ``Union(List|Dict)`` for several.
``KubeSpawner.class_traits(config=True)`` of the installed package has them. The table keeps one kind for each trait, or one
for each version if they differ.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from bootstrap import paths
from scripts.console import Trouble, run_command

TABLE = paths.ROOT / "constructs_lib/models/singleuser/profiles/spawner_traits.json"

#: Other names of the same kind in traitlets.
_SAME = {"Integer": "Int"}


def table(source: Mapping[str, Mapping[str, str]]) -> str:
    """Return the text of the table.

    Raises:
        Trouble: the source has no version.
    """
    if not source:
        raise Trouble("The file has no version of KubeSpawner.", status=2)
    versions = sorted(source, key=lambda version: [int(part) for part in version.split(".")])
    lines = []
    for trait in sorted({trait for traits in source.values() for trait in traits}):
        kinds = [_kind(source, versions[place:], trait) for place in range(len(versions))]
        lines.append(f"{json.dumps(trait)}: {json.dumps(kinds[0] if len(set(kinds)) == 1 else kinds)}")
    body = ",\n".join(lines)
    return f'{{"versions": {json.dumps(versions)},\n"traits": {{\n{body}\n}}}}\n'


def _kind(source: Mapping[str, Mapping[str, str]], versions: list[str], trait: str) -> str | None:
    """Return the kind in the first of some versions; if that doesn't list the parts of a union, in the next that does."""
    if trait not in source[versions[0]]:
        return None
    kind = next((source[each][trait] for each in versions if source[each].get(trait, "Union") != "Union"), "Union")
    return _SAME.get(kind, kind)


def main() -> int:
    """Write the table; returns the exit status.

    Raises:
        Trouble: no file is given, or it has no version.
    """
    if len(sys.argv) != 2:  # noqa: PLR2004  # the program and one file
        raise Trouble("usage: python3 -m scripts.spawner_traits FILE", status=2)
    TABLE.write_text(table(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(run_command(main))
