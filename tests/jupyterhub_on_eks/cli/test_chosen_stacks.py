"""The stacks that a verb applies to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jupyterhub_on_eks.cli.chosen_stacks import NoSuchStackError, chosen_stacks, vanished
from tests.jupyterhub_on_eks.cli.conftest import OPEN

Write = Callable[..., None]


@pytest.fixture(autouse=True)
def _files(write: Write) -> None:
    write(hubs__one=OPEN.replace("NAME", "one"), hubs__two=OPEN.replace("NAME", "two").replace("research", "other"))


def test_chosen() -> None:
    """All, or the named ones in that order, each once."""
    assert ["one", "two"] == [file.stack for file in chosen_stacks((), ())]
    assert ["two", "one"] == [file.stack for file in chosen_stacks((), ("two", "one", "two"))]


def test_unknown() -> None:
    """The nearest is named, or the existing ones; a vanished file is distinguished."""
    Path("terraform.three.tfstate").touch()
    for name, message in {
        "tow": "did you mean two?",
        "x": "known stacks: one, two",
        "three": "the hub file of the stack three is gone; restore it",
    }.items():
        with pytest.raises(NoSuchStackError) as error:
            chosen_stacks((), (name,))
        assert message in str(error.value)


def test_vanished() -> None:
    """Deployed or synthesized from this folder, and in no file."""
    Path("terraform.one.tfstate").touch()
    Path("terraform.gone.tfstate").touch()
    Path("cdktf.out/stacks/old").mkdir(parents=True)
    Path("cdktf.out/stacks/old/facts.json").touch()

    assert ["gone", "old"] == vanished(chosen_stacks((), ()))
