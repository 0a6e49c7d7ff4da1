"""``make mutants``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scripts import mutants
from scripts.console import Trouble

#: mutmut's counts: a mutant that no test runs counts as undetected, one that hangs as detected; excluded ones don't count.
COUNTS = {"killed": 5, "timeout": 1, "no_tests": 1, "skipped": 9, "not_checked": 100, "total": 116}


@pytest.fixture
def runs(empty_project: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Return the arguments of each call of mutmut, which only counts here: 6 of 7 were detected."""
    calls: list[tuple[str, ...]] = []

    def mutmut(*arguments: str) -> None:
        calls.append(arguments)
        (empty_project / "mutants").mkdir(exist_ok=True)
        (empty_project / "mutants" / "mutmut-cicd-stats.json").write_text(json.dumps(COUNTS))

    monkeypatch.setattr(mutants, "tool", lambda name: name)
    monkeypatch.setattr(mutants, "complete", lambda _: None)
    monkeypatch.setattr(mutants, "_mutmut", mutmut)
    (empty_project / "mutants").mkdir()
    (empty_project / "mutants" / "earlier").touch()
    return calls


def test_full_run_starts_over(
    runs: list[tuple[str, ...]], empty_project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A result of an earlier run says nothing about today's tests."""
    monkeypatch.setenv("ARGS", "--max-children=1")

    assert 0 == mutants.main()
    assert [("run", "--max-children=1"), ("export-cicd-stats",)] == runs
    assert not (empty_project / "mutants" / "earlier").exists()
    assert capsys.readouterr().out.startswith("85.7 % of 7 mutants were detected; 85 % are required.")


def test_mutants_by_name(runs: list[tuple[str, ...]], empty_project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """ARGS are mutmut's; the results of the others stay."""
    monkeypatch.setenv("ARGS", "--max-children=1 'constructs_lib.models.storage.ebs*'")

    assert 0 == mutants.main()
    assert ("run", "--max-children=1", "constructs_lib.models.storage.ebs*") == runs[0]
    assert (empty_project / "mutants" / "earlier").exists()


def test_nothing_checked_is_not_a_success(runs: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty selection does not pass."""
    monkeypatch.setitem(COUNTS, "killed", 0)
    monkeypatch.setitem(COUNTS, "timeout", 0)
    monkeypatch.setitem(COUNTS, "no_tests", 0)

    with pytest.raises(Trouble, match="No mutant was checked"):
        mutants.main()
    assert runs


def test_too_few_detected(runs: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Then make fails."""
    monkeypatch.setattr(mutants, "ENOUGH", 86)

    assert 1 == mutants.main()
    assert runs
