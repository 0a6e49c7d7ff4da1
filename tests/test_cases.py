"""Hub files whose names say the verdict: ``<what>.error.<why>.yaml`` holds its exact report in its first comments.

Each line is ``line:column: key.path: message``, or the message alone where it is about the file as a whole.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from constructs_lib import HubFileError, read_hub_file

CASES = Path(__file__).parent / "cases"
_MARK = "#! "


@pytest.mark.parametrize("case", sorted(CASES.glob("*.error.*")), ids=lambda path: path.name)
def test_wrong_hub_file_is_reported_in_these_words(case: Path) -> None:
    """Every mistake of the file is reported, in these words and at this position, and nothing else is."""
    expected = [line.removeprefix(_MARK) for line in case.read_text(encoding="utf-8").splitlines() if line.startswith(_MARK)]

    with pytest.raises(HubFileError) as error:
        read_hub_file(case)

    assert all(problem.startswith(f"{case}:") for problem in error.value.problems)
    assert expected == [problem.removeprefix(f"{case}:").lstrip() for problem in error.value.problems]


@pytest.mark.parametrize("case", sorted(CASES.glob("*.happy.*")), ids=lambda path: path.name)
def test_right_hub_file_is_read(case: Path) -> None:
    """A file that is right gives its add-ons."""
    assert read_hub_file(case).blueprint().add_ons
