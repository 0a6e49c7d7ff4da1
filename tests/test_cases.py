"""Hub files whose names have the result: ``<what>.error.<why>.yaml`` contains its exact report in its first comments.

Each line is ``line:column: key.path: message``, or the message alone if it is about the whole file.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from constructs_lib import HubFileError, read_hub_file

CASES = Path(__file__).parent / "cases"
_MARK = "#! "


@pytest.mark.parametrize("case", sorted(CASES.glob("*.error.*")), ids=lambda path: path.name)
def test_wrong_hub_file_gives_this_report(case: Path) -> None:
    """Every mistake of the file is reported, with this message and at this position, and nothing else is."""
    expected = [line.removeprefix(_MARK) for line in case.read_text(encoding="utf-8").splitlines() if line.startswith(_MARK)]

    with pytest.raises(HubFileError) as error:
        read_hub_file(case)

    assert all(problem.startswith(f"{case}:") for problem in error.value.problems)
    assert expected == [problem.removeprefix(f"{case}:").lstrip() for problem in error.value.problems]


@pytest.mark.parametrize("case", sorted(CASES.glob("*.happy.*")), ids=lambda path: path.name)
def test_right_hub_file_is_read(case: Path) -> None:
    """A right file gives its add-ons."""
    assert read_hub_file(case).blueprint().add_ons
