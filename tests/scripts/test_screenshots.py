"""The docs' pictures of a hub's pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from constructs_lib.hub_files.read import read_hub_file
from scripts.screenshots import IMAGES, SCENES, commands_of, hub_file
from tests.conftest import ROOT

_PICTURES = {
    Path(name).name
    for example in SCENES
    for command in commands_of(example, "http://hub")
    for name in (*command.get("pictures", ()), *filter(None, [command.get("picture")]))
}


@pytest.mark.parametrize("example", SCENES)
def test_hub_files_are_right(example: str, tmp_path: Path) -> None:
    """The previewed hub files are right, and each command has the hub's address."""
    read_hub_file(hub_file(example, tmp_path))

    assert all(
        "http://hub" in str(command) or command["do"] in {"choose", "press", "write_notebook"}
        for command in commands_of(example, "http://hub")
    )
    assert ("announcements" in hub_file(example, tmp_path).read_text(encoding="utf-8")) == (example == "course")


def test_pictures_are_small_and_shown() -> None:
    """Each is in docs/images, below 200 KB, and on a page of the docs."""
    pages = "".join(page.read_text(encoding="utf-8") for page in ROOT.glob("docs/*.md"))

    assert dict.fromkeys(_PICTURES, True) == {name: f"images/{name})" in pages for name in _PICTURES}
    assert all((IMAGES / name).stat().st_size < 200_000 for name in _PICTURES)
    assert set(re.findall(r"images/(preview-[\w-]+\.png)", pages)) == _PICTURES
