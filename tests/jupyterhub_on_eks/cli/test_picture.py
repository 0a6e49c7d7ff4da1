"""The verb ``picture``."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from jupyterhub_on_eks.cli.picture import picture
from tests.jupyterhub_on_eks.cli.conftest import OPEN, RIGHT
from tests.jupyterhub_on_eks.cli.screens import piped


@pytest.fixture(autouse=True)
def hubs(write: Callable[..., None]) -> None:
    """Two hub files."""
    write(hubs__one=OPEN.replace("NAME", "lab"), hubs__two=RIGHT.replace("research", "teaching"))


def test_a_file_for_each_stack(folder: Path) -> None:
    """Named on standard output; an SVG unless another format is requested."""
    run = piped(["picture", "--output", "pictures"], folder)
    if "can't be installed from npm" in run.stderr:
        pytest.skip("Graphviz could not be installed from npm")

    assert (0, "", "pictures/one.svg\npictures/two.svg\n") == (run.returncode, run.stderr, run.stdout)
    drawn = ET.parse(folder / "pictures/one.svg")  # noqa: S314  # our own file
    assert "Helm release" in {text.text for text in drawn.iter("{http://www.w3.org/2000/svg}text")}


@pytest.mark.parametrize(("format", "begin"), [("mermaid", "flowchart LR\n"), ("dot", 'digraph "one" {\n')])
def test_text_to_standard_output(format: str, begin: str, folder: Path) -> None:
    """Of one stack; nothing else is printed there."""
    run = piped(["picture", "--stack", "one", "--format", format, "--output", "-"], folder)

    assert (0, "", True) == (run.returncode, run.stderr, run.stdout.startswith(begin))


def test_everything(folder: Path) -> None:
    """More is shown than without the option."""
    few, all_ = (piped(["picture", "--format", "dot", "--output", "-", *more], folder).stdout for more in ([], ["--all"]))

    assert few.count(" [label=") < all_.count(" [label=")


def test_unknown_stack(folder: Path) -> None:
    """With the one that was probably meant."""
    run = piped(["picture", "--stack", "onne"], folder)

    assert (2, "") == (run.returncode, run.stdout)
    assert "one" in run.stderr


def test_file_that_cannot_be_written(folder: Path) -> None:
    """Wrong usage, with a message."""
    (folder / "file").touch()
    run = piped(["picture", "--format", "dot", "--output", "file/below"], folder)

    assert (2, True) == (run.returncode, "can't be written" in run.stderr)
    assert "Exit status: 0 drawn" in (inspect.getdoc(picture) or "")
