"""The verdict on an upgrade, on the examples and on hubs with something to do."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from constructs_lib.errors import HubFileError, key_path
from constructs_lib.models.chart_version import LAST_OF_LINES, ChartVersion
from jupyterhub_on_eks.upgrade.verdict import Verdict, verdicts
from tests.conftest import ROOT

EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
STEPS = list(pairwise(LAST_OF_LINES))
BEGIN = """
cluster: {name: research, region: us-west-2}
add_ons:
  - ebs_csi_driver: {}
  - jupyterhub:
      ebs_config: {storage_class: gp3, capacity: 10Gi, removal_policy: RETAIN}
      service_type: cluster_ip
"""


def _verdicts(folder: Path, keys: str, target: str = "4.4.0") -> list[Verdict]:
    file = folder / "hub.yaml"
    file.write_text(BEGIN + "".join(f"      {line}\n" for line in keys.splitlines()), encoding="utf-8")
    return verdicts(file, ChartVersion.of(target))


@pytest.mark.parametrize(("old", "new"), STEPS)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_examples_over_every_major_version(example: Path, old: str, new: str, tmp_path: Path) -> None:
    """What an example can be on the older version, it can be on the newer one: only the database's settings have to be written."""
    data = yaml.safe_load(example.read_text(encoding="utf-8"))
    for entry in data["add_ons"]:
        if "jupyterhub" in entry:
            entry["jupyterhub"]["version"] = old
    file = tmp_path / example.name
    file.write_text(yaml.safe_dump(data), encoding="utf-8")
    try:
        found = verdicts(file, ChartVersion.of(new))
    except HubFileError:
        pytest.skip(f"this example needs a newer chart than {old}")

    assert found
    for verdict in found:
        assert (old, new) == (str(verdict.old), str(verdict.new))
        assert {key_path(each.path[3:]) for each in verdict.first} <= {"atomic", "image_registry", "values.hub.db.upgrade"}
        assert any("homes" in effect.message for effect in verdict.known)


def test_nothing_to_do(tmp_path: Path) -> None:
    """A hub at the target has no verdict; one within its major version only needs a new version."""
    assert [] == _verdicts(tmp_path, "version: 4.4.0")
    (verdict,) = _verdicts(tmp_path, "version: 4.3.4")

    assert [] == verdict.first
    assert ["GHSA-p43p-whwx-q52h (denial of service)"] == verdict.fixed
    assert not any("atomic" in step for step in verdict.steps)


def test_chart_that_this_release_does_not_know(tmp_path: Path) -> None:
    """The report states it: what such a chart changes can't be listed."""
    for target, unknown in (("4.4.0", False), ("4.99.0", True)):
        (verdict,) = _verdicts(tmp_path, "version: 4.3.4", target)
        assert unknown is any("knows the chart up to 4.4.0" in effect.message for effect in verdict.known)


def test_what_the_new_chart_refuses(tmp_path: Path) -> None:
    """A value that the notes refuse and one that the schema does, each with its position in the file, and once."""
    (verdict,) = _verdicts(tmp_path, "version: 1.2.0\nvalues: {hub: {fsGid: 5, config: {lower: {a: 1}}}}", "4.4.0")
    found = [(each.line, key_path(each.path[3:]), each.message.partition(";")[0]) for each in verdict.first]

    assert (9, "values.hub.fsGid", "the chart then rejects it") in found
    assert (9, "values.hub.config.lower", "unknown key") in found
    assert len(found) == len({key for _, key, _ in found})


def test_over_several_major_versions(tmp_path: Path) -> None:
    """One after the other, as the chart's guides recommend."""
    (verdict,) = _verdicts(tmp_path, "version: 1.2.0")
    (short,) = _verdicts(tmp_path, "version: 3.3.8")

    assert verdict.steps[0].startswith("Upgrade to 2.0.0, then 3.3.8 first, each with these steps")
    assert short.steps[0].startswith("Change ")
    assert any(effect.message == "chart 4.4.0 needs Kubernetes 1.28 or later" for effect in verdict.known)
    assert short.steps[-1].startswith("Remove atomic: false")


def test_rewritten_values(tmp_path: Path) -> None:
    """Keys with the same meaning write other values, which is reported and needs no work."""
    login = "version: 2.0.0\noidc_config: {client_id: a, client_secret: {kubernetes_secret: s}, github: {}, hub_url: 'https://h.example.org', allow_all: true}"
    (verdict,) = _verdicts(tmp_path, login)

    assert "now hub.config.GitHubOAuthenticator.allow_all" in "".join(effect.message for effect in verdict.known)


def test_older_target(tmp_path: Path) -> None:
    """It is refused at the hub's version."""
    with pytest.raises(
        HubFileError, match=r"hub\.yaml:8:7: add_ons\[1\]\.jupyterhub\.version: 4\.4\.0 is newer than 3\.3\.8; JupyterHub can't read"
    ):
        _verdicts(tmp_path, "version: 4.4.0", "3.3.8")
