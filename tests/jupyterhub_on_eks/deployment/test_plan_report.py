"""The report on a plan, for people and for programs."""

from __future__ import annotations

import io

import pytest

from jupyterhub_on_eks.deployment.plan import Change, Plan
from jupyterhub_on_eks.deployment.plan_report import drift_lines, headline, plan_document, plan_lines

_PLAN = Plan(
    [
        Change("helm_release.hub", "change", tuple(f"values.k{number}" for number in range(10))),
        Change("a.b", "replace", ("x", "y"), ("x",)),
    ],
    {"url": "change"},
    [Change("a.c", "change", ("tags.owner",))],
)


def test_for_people() -> None:
    """A line for each resource; of many keys only the first."""
    assert [
        "lab: 1 to change, 1 to replace",
        f"  ~ change   helm_release.hub ({', '.join(f'values.k{number}' for number in range(8))}, and 2 more)",
        "  ± replace  a.b because of x",
        "  outputs: url (change)",
    ] == list(plan_lines(_PLAN, "lab", io.StringIO()))
    assert ["lab: changed outside of the stack since its last deployment:", "  ~ change   a.c (tags.owner)"] == list(
        drift_lines(_PLAN, "lab", io.StringIO())
    )


def test_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """With colors, and folded after the sign."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "40")

    first, line, *_ = "\n".join(plan_lines(_PLAN, "lab", io.StringIO())).split("\n")
    assert ("\033[1mlab: 1 to change, 1 to replace\033[0m", "\033[33m  ~ change  \033[0m helm_release.hub") == (first, line)


@pytest.mark.parametrize(("outputs", "message"), [({}, "no changes."), ({"a": "create"}, "only outputs change.")])
def test_plan_without_resources(outputs: dict[str, str], message: str) -> None:
    """An output may be the only change."""
    assert message == headline(Plan([], outputs))


def test_for_programs() -> None:
    """All keys; and drift, if it was requested."""
    document = plan_document(_PLAN)

    assert {"address": "a.b", "action": "replace", "keys": ["x", "y"], "because": ["x"]} == document["changes"][1]
    assert {"url": "change"} == document["outputs"]
    assert ["a.c"] == [change["address"] for change in plan_document(_PLAN, drift=True)["changes"]]
