"""`fast_start` works in any order of imports, and warns once if it can't."""

from __future__ import annotations

import sys
import warnings

import pytest

import fast_start
from fast_start import activation, late, packages, type_hints


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """An interpreter in which nothing has been activated, and what activation then does, by name."""
    done: list[str] = []
    monkeypatch.setattr(sys, "meta_path", [finder for finder in sys.meta_path if not isinstance(finder, activation._Finder)])
    monkeypatch.setattr(activation, "_ADAPTED", {})
    monkeypatch.setattr(activation, "_start_loading", lambda: done.append("start loading"))
    monkeypatch.setattr(packages, "register", lambda: done.append("register"))
    monkeypatch.setattr(packages, "imported_in_full", list)
    monkeypatch.setattr(type_hints, "remember_hints", lambda: done.append("remember hints"))
    monkeypatch.setattr(late, "node_runs", lambda: False)
    for variable in (fast_start.EAGER_VARIABLE, fast_start.WITHOUT_VARIABLE):
        monkeypatch.delenv(variable, raising=False)
    return done


def test_first_call_does_everything(calls: list[str]) -> None:
    """Packages and type hints, then Node, which has its packages to load."""
    fast_start.activate()

    assert ["register", "remember hints", "start loading"] == calls


def test_second_call_changes_nothing(calls: list[str]) -> None:
    """Library, stacks and an app may each activate it."""
    fast_start.activate()
    calls.clear()

    fast_start.activate()

    assert [] == calls


def test_variable_turns_everything_off(calls: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """``JUPYTERHUB_ON_EKS_EAGER=1``: nothing is done, and there is nothing to warn about."""
    monkeypatch.setenv(fast_start.EAGER_VARIABLE, "1")
    monkeypatch.setattr(packages, "imported_in_full", lambda: ["cdktf_cdktf_provider_aws"])

    fast_start.activate()

    assert [] == calls


def test_variable_turns_a_trick_off(calls: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The others stay."""
    monkeypatch.setenv(fast_start.WITHOUT_VARIABLE, "early, spin")

    fast_start.activate()

    assert ["register", "remember hints"] == calls


def test_provider_that_was_imported_before(calls: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """One warning names it, and what to do; the rest is done anyway."""
    monkeypatch.setattr(packages, "imported_in_full", lambda: ["cdktf_cdktf_provider_aws"])

    with pytest.warns(fast_start.FastStartWarning, match=r"^cdktf_cdktf_provider_aws was imported before .* `# isort: split`") as found:
        fast_start.activate()
    fast_start.activate()  # a second warning would be an error here

    assert 1 == len(found)
    assert ["register", "remember hints", "start loading"] == calls


@pytest.mark.usefixtures("calls")
def test_cdktf_that_was_imported_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Node is changed while it runs: nothing to warn about."""
    changed: list[bool] = []
    monkeypatch.setattr(late, "node_runs", lambda: True)
    monkeypatch.setattr(late, "change_node", lambda: changed.append(True))

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        fast_start.activate()

    assert [True] == changed


@pytest.mark.usefixtures("calls")
def test_node_that_cannot_be_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The warning has the reason."""
    monkeypatch.setattr(late, "node_runs", lambda: True)
    monkeypatch.setattr(late, "change_node", lambda: "cdktf was imported before, and Node refuses.")

    with pytest.warns(fast_start.FastStartWarning, match="Node refuses"):
        fast_start.activate()


@pytest.mark.usefixtures("calls")
def test_unknown_trick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name with a typo is reported beside the known names."""
    monkeypatch.setenv(fast_start.WITHOUT_VARIABLE, "spinn")

    with pytest.warns(fast_start.FastStartWarning, match="unknown names spinn; allowed are .*packages"):
        fast_start.activate()
