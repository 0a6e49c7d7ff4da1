"""Questions on a terminal: questionary itself, with typed keys."""

from __future__ import annotations

from typing import Any

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from jupyterhub_on_eks.init.prompts import OTHER, Interrupted, Terminal, choose_or_type
from tests.jupyterhub_on_eks.init.fakes import Answering


def _typed(keys: str, ask: Any) -> Any:
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text(keys)
        return ask(Terminal())


def test_a_choice_and_a_text() -> None:
    """Down and Enter; text and Enter."""
    assert "b" == _typed("\x1b[B\r", lambda terminal: terminal.choose("?", {"a": "first", "b": ""}))
    assert "lab" == _typed(" lab \r", lambda terminal: terminal.text("?"))


def test_ctrl_c_ends_the_questions() -> None:
    """Without a traceback."""
    with pytest.raises(Interrupted):
        _typed("\x03", lambda terminal: terminal.text("?"))


def test_something_else_can_be_typed() -> None:
    """If nothing is offered, or nothing fits."""
    assert "x" == choose_or_type(Answering({"?": "a", "type": "x"}), "?", [], typed="type")
    assert "x" == choose_or_type(Answering({"?": OTHER, "type": "x"}), "?", ["a"], typed="type")
    assert "a" == choose_or_type(Answering({}), "?", ["a"], typed="type")
