"""The state of the three hubs of :mod:`tests.living_stack` as the real providers wrote it, without what the tests don't need."""

from __future__ import annotations

from pathlib import Path
from typing import Any

#: Written by ``GOLDEN=write .venv/bin/pytest -m cluster tests/cluster/test_changes.py``.
RECORDED = Path(__file__).parent / "recorded_state.json"

#: Longer texts, such as chart values and policies, are left out.
_LONGEST = 200


def anonymous(state: dict[str, Any]) -> dict[str, Any]:
    """Remove what identifies the machine, the run and its credentials: long texts, lineage, outputs, provider's own bytes."""
    kept = {**state, "lineage": "recorded", "serial": 1, "outputs": {}, "check_results": None}
    kept["resources"] = [
        {**resource, "instances": [_instance(instance) for instance in resource["instances"]]} for resource in state["resources"]
    ]
    return kept


def _instance(instance: dict[str, Any]) -> dict[str, Any]:
    return {
        **{key: value for key, value in instance.items() if key not in {"private", "dependencies", "identity"}},
        "attributes": _short(instance["attributes"]),
    }


def _short(value: Any) -> Any:
    match value:
        case dict():
            # A chart may come from a local folder.
            return {key: Path(item).name if key == "chart" else _short(item) for key, item in value.items()}
        case list():
            return [_short(item) for item in value]
        case str() if len(value) > _LONGEST:
            return "…"
    return value
