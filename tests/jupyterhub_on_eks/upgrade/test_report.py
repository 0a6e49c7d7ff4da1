"""The report on an upgrade."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from constructs_lib.errors import FileProblem
from constructs_lib.models.chart_version import ChartVersion
from jupyterhub_on_eks.upgrade.change import Effect
from jupyterhub_on_eks.upgrade.report import json_report, text_report
from jupyterhub_on_eks.upgrade.verdict import Verdict

OLD, NEW, FILE = ChartVersion.of("3.3.8"), ChartVersion.of("4.4.0"), Path("hub.yaml")
VERDICT = Verdict(
    hub="jupyterhub (hubs)", old=OLD, new=NEW, first=[FileProblem(FILE, "write false", ("add_ons", 0, "jupyterhub", "atomic"), 3, 5)],
    known=[Effect(message="it restarts", source="chart"), Effect(message="look", path=("notebook_tag",))], fixed=["CVE-1"], steps=["a", "b"],
)  # fmt: skip


def test_text() -> None:
    """What has to change first, what changes, what is fixed, and numbered steps."""
    assert (
        "hub.yaml: jupyterhub (hubs), chart 3.3.8 to 4.4.0\n\nChange first:\nhub.yaml:3:5: add_ons[0].jupyterhub.atomic: write false\n\n"
        "What changes:\n  it restarts [chart]\n  notebook_tag: look\n\nFixed vulnerabilities:\n  CVE-1\n\nSteps:\n  1. a\n  2. b\n"
    ) == text_report({FILE: [VERDICT]}, NEW, io.StringIO())


@pytest.mark.parametrize(("verdicts", "message"), [([], "there is nothing to do"), ([Verdict(hub="h", old=OLD, new=NEW, first=[], known=[], fixed=[], steps=[])], "Nothing in the file has to change except `version`.")])  # fmt: skip
def test_nothing_to_do(verdicts: list[Verdict], message: str) -> None:
    """The report states it."""
    assert message in text_report({FILE: verdicts}, NEW, io.StringIO())


def test_json() -> None:
    """The same for programs."""
    report = json.loads(json_report({FILE: [VERDICT]}, NEW))

    assert (1, "4.4.0") == (report["format"], report["to"])
    assert [
        {
            "file": "hub.yaml", "hub": "jupyterhub (hubs)", "from": "3.3.8", "to": "4.4.0", "fixed": ["CVE-1"], "steps": ["a", "b"],
            "first": [{"line": 3, "column": 5, "key": "add_ons[0].jupyterhub.atomic", "message": "write false"}],
            "known": [{"key": None, "message": "it restarts", "source": "chart"}, {"key": "notebook_tag", "message": "look", "source": None}],
        }
    ] == report["hubs"]  # fmt: skip
