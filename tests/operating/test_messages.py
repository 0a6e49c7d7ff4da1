"""docs/operating.md quotes messages as they are printed: a case produces each, with the product or another program."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest

from tests.operating import deployment, exposure, hub, login, release
from tests.operating.desk import Desk
from tests.operating.elsewhere import Elsewhere
from tests.operating.page import appears, sections

Case = Callable[[Desk], str] | Elsewhere

#: Cases that print the messages of each section, in the order of the page.
CASES: Mapping[str, tuple[Case, ...]] = {**hub.CASES, **exposure.CASES, **login.CASES, **release.CASES, **deployment.CASES}


def _pairs() -> Iterator[Any]:
    for heading, messages in sections().items():
        for number, (message, case) in enumerate(zip_longest(messages, CASES.get(heading, ()))):
            yield pytest.param(message, case, id=getattr(case, "__name__", f"{heading}-{number}"))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    """An empty folder, without the variables of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)
    for name in ("CI", "COLUMNS", "FORCE_COLOR", "GITHUB_ACTIONS", "HUBS", "NO_COLOR", "TERRAFORM_BINARY_NAME"):
        monkeypatch.delenv(name, raising=False)
    return Desk(folder=tmp_path, patch=monkeypatch, output=capsys)


@pytest.mark.parametrize(("message", "case"), list(_pairs()))
def test_message_is_printed(message: str | None, case: Case | None, desk: Desk) -> None:
    """Word for word; the page has no message without a case, and no case is left over."""
    assert message is not None, "the section has fewer messages than cases"
    assert case is not None, f"no case prints: {message}"
    if isinstance(case, Elsewhere):
        assert case.quotes(message), f"{case.test} in {case.file} doesn't produce: {message}"
    else:
        printed = case(desk)
        assert appears(message, printed), f"{case.__name__} doesn't print: {message}\nIt prints:\n{printed}"


def test_cases_of_missing_sections() -> None:
    """A section that was renamed needs its cases renamed."""
    assert set(sections()) == set(CASES)


@pytest.mark.parametrize(
    ("message", "found"),
    [
        ("the pod a can't start: no secret", True),
        ("the pod a can't start", True),
        ("the pod a can't", False),
        ("can't start: no secret", False),
        ("the pod a can't start: no sec", False),
        ("the pod b can't start: no secret", False),
    ],
)
def test_a_wrong_quotation_is_found(message: str, found: bool) -> None:  # noqa: FBT001  # a parameter
    """Another word, and one from the middle of a sentence to the middle of a word."""
    assert found == appears(message, "failure      pods   the pod a can't start: no secret. Make it\nok  release  x\n")


def test_a_test_elsewhere_that_produces_nothing() -> None:
    """It has to exist, and to read the text from the page."""
    assert not Elsewhere("tests/operating/test_messages.py", "test_message_is_printed").quotes("403 : Forbidden")
    assert not Elsewhere("tests/login/test_browser.py", "test_nothing").quotes("403 : Forbidden")
