"""What adoption reports."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from jupyterhub_on_eks.adoption.adopting import adopt_into
from jupyterhub_on_eks.adoption.difference import Difference
from jupyterhub_on_eks.adoption.report import adoption_report, grouped
from jupyterhub_on_eks.command import ENGINE
from tests.jupyterhub_on_eks.adoption.hubs import BLUEPRINTS_EBS, CANARY, HELM_ALONE, database_claim, found


def _report(folder: Path, values: str | dict[str, Any], **settings: Any) -> str:
    return adoption_report(adopt_into(found(values), folder / "hub.yaml", **settings), io.StringIO())


def test_whole_report(tmp_path: Path) -> None:
    """What was written, secrets, additions, warnings, and steps in their order; no secret."""
    report = _report(tmp_path, HELM_ALONE, keep_open=True)
    order = [
        "release hub in hubs, chart 4.4.0", "hub.imports.json (imports helm_release hubs/hub)", "Secrets in the values; none was written:",
        "  hub.config.GitHubOAuthenticator.client_secret: the client secret, by reference", "Changes to the values of the release:",
        "  added hub.config.KubeSpawner.delete_pvc: a deleted user's claim is kept", "The check of the hub file reports:", "Next:",
        "  1. Create 1 Secret from the release, without showing it:", "     helm get values hub --namespace hubs -o json | jq ", "  2. Back up",
        "  3. Deploy: jupyterhub-on-eks deploy ", "  4. Delete ", "  5. Rotate the secrets that were in the release",
    ]  # fmt: skip

    assert [report.index(each) for each in order] == sorted(report.index(each) for each in order)
    assert CANARY not in report


def test_decisions_come_first(tmp_path: Path) -> None:
    """And a hub without secrets has no Secret to create."""
    report = _report(tmp_path, BLUEPRINTS_EBS)

    assert f"  1. Fix what the check reports, in {tmp_path / 'hub.yaml'}: jupyterhub-on-eks check " in report
    assert "Secret" not in report.partition("Next:")[2]


def test_chosen_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands continue with it; a path with a space is quoted."""
    monkeypatch.setenv(ENGINE, "terrain")
    (folder := tmp_path / "my hubs").mkdir()

    report = _report(folder, HELM_ALONE, keep_open=True)

    assert f"read the plan: jupyterhub-on-eks --engine terrain diff '{folder / 'hub.yaml'}'\n" in report
    assert f"Deploy: jupyterhub-on-eks --engine terrain deploy '{folder / 'hub.yaml'}'\n" in report


def test_left_out(tmp_path: Path) -> None:
    """It is listed with the things to do."""
    values = {"hub": {"extraFiles": {"x": {"mountPath": "/x", "stringData": f"password: {CANARY}"}}}}

    assert "Set in another way what was not carried over: hub.extraFiles.x." in _report(tmp_path, values, keep_open=True)


def test_programs_and_files_to_read(tmp_path: Path) -> None:
    """Each that is kept, since the search doesn't know every form; not those that adoption wrote."""
    values = {
        "hub": {
            "extraConfig": {"banner": "c.A.b = 1", "login": f"c.A.password = '{CANARY}'"},
            "extraFiles": {"a": {"mountPath": "/a", "stringData": "x"}, "b": {"mountPath": "/b", "binaryData": "eA=="}},
        },
        "singleuser": {
            "extraFiles": {"c": {"mountPath": "/c", "data": {"x": 1}}},
            "lifecycleHooks": {"postStart": {"exec": {"command": ["a"]}}},
        },
    }
    lines = [line.strip() for line in _report(tmp_path, values, keep_open=True).splitlines()]

    assert ["hub.extraConfig.banner", "hub.extraFiles.a", "singleuser.extraFiles.c", "singleuser.lifecycleHooks"] == [
        line.partition(":")[0] for line in lines if line.endswith(": read it for secrets")
    ]
    assert any(line.startswith("hub.extraFiles.b.binaryData: not carried over") for line in lines)


def test_unverified_version(tmp_path: Path) -> None:
    """If nothing but the option shows the chart's version, the user compares it; a claim's label or the cluster itself shows it otherwise."""
    labeled = database_claim("hubs")
    labeled["metadata"]["labels"] = {"chart": "jupyterhub-4.4.0"}
    hubs = [found({}), found({}, claims=[labeled]), found({}, add_ons=[], drivers=[])]
    line = "`helm list -n hubs` has to show jupyterhub-4.4.0 in the column CHART"
    reports = [adoption_report(adopt_into(hub, tmp_path / "hub.yaml", overwrite=True), io.StringIO()) for hub in hubs]

    assert [True, False, False] == [line in report for report in reports]


def test_grouped() -> None:
    """By reason, those without one first; long lists are cut."""
    found_differences = [Difference((key,), "added", "why") for key in "abcde"] + [Difference(("x",), "changed", "")]

    assert ["changed x: reason unknown; compare before you deploy", "added a, b, c and 2 more: why"] == grouped(found_differences)
    assert ["nothing"] == grouped([])
