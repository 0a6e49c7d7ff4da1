"""Many hubs in one run: a hub file each, so a stack each, each on a cluster of its own."""

from __future__ import annotations

from pathlib import Path

from bench.contenders import HERE, product
from bench.processes import Program

SIZES = (1, 10, 50, 100)


def fleets(folder: Path) -> dict[int, Program]:
    """Give the product on that many hub files, by their number."""
    return {size: product(_hub_files(folder / f"hubs-{size}", size), folder / f"fleet-{size}") for size in SIZES}


def _hub_files(folder: Path, size: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    text = (HERE / "hub.yaml").read_text(encoding="utf-8")
    for number in range(1, size + 1):
        (folder / f"hub-{number:03}.yaml").write_text(text.replace("bench", f"bench-{number:03}"), encoding="utf-8")
    return folder
