"""Traits of KubeSpawner in profiles, compared with the table and with the real ones."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from constructs_lib.models.chart_version import KUBESPAWNERS, ChartVersion, NoEntryError
from constructs_lib.models.singleuser.profiles.spawner_traits import INSTEAD, override_problems, spawner_traits
from tests.login.tools import RELEASES, python_of

_NEW = ChartVersion.of("4.4.0")


@pytest.mark.parametrize(("version", "knows"), [("1.0.0", False), ("3.0.3", False), ("3.1.0", False), ("3.2.1", True), ("4.0.0", True)])
def test_exact_version_decides(version: str, *, knows: bool) -> None:
    """KubeSpawner changes within a major version of the chart."""
    assert knows == ("k8s_api_verify_ssl" in spawner_traits(ChartVersion.of(version)))


def test_unknown_kubespawner(monkeypatch: pytest.MonkeyPatch) -> None:
    """The traits of another KubeSpawner are not used for a new one."""
    monkeypatch.setitem(KUBESPAWNERS, "4.4.0", "8.0.0")

    with pytest.raises(NoEntryError, match=r"the traits of KubeSpawner 8\.0\.0 are not known here"):
        spawner_traits(_NEW)
    assert [()] == [problem.path for problem in override_problems({"debug": True, "uid": 1000}, _NEW)]
    assert [] == list(override_problems({}, _NEW))


@pytest.mark.parametrize(
    "override",
    [
        {"debug": True, "uid": 1000, "http_timeout": 60, "cmd": ["start"], "args": [], "extra_annotations": {"a": "b"}},
        {
            "cmd": "start",
            "working_dir": "/a/{x}",
            "extra_labels": {"a": "{username}-{{b}}"},
            "container_security_context": {"runAsUser": 1},
        },
        {"node_affinity_required": [{"matchExpressions": []}], "supplemental_gids": [100]},
    ],
)
def test_right_overrides(override: dict[str, Any]) -> None:
    """Names and types as KubeSpawner has them."""
    assert [] == list(override_problems(override, _NEW))


@pytest.mark.parametrize(
    ("trait", "value", "message"),
    [
        ("uid", True, "true is not accepted by KubeSpawner; use a whole number"),
        ("debug", 1, "1 is not accepted by KubeSpawner; use true or false"),
        ("extra_containers", {"a": {}}, "use a list"),
        ("extra_labels", {"a": ["{x}"]}, "has braces that KubeSpawner can't expand"),
        ("args", ["{"], "has braces that KubeSpawner can't expand"),
        ("modify_pod_hook", "f", "requires a function"),
        ("volume_mounts", [], "would drop the home directory"),
        ("service_account", "x", "is the same for all servers"),
        ("memory_limit", "4G", "did you mean mem_limit? Set resources.memory.limit instead"),
        ("envVars", {}, "is not a trait of KubeSpawner 7.0.0"),
    ],
)
def test_wrong_overrides(trait: str, value: Any, message: str) -> None:
    """What KubeSpawner would ignore, fail on, or treat as something else."""
    (problem,) = override_problems({trait: value}, _NEW)

    assert message in problem.message
    assert (trait,) == problem.path


def test_every_key_writes_an_existing_trait() -> None:
    """On each chart version."""
    for version in RELEASES.values():
        assert set() == set(INSTEAD) - set(spawner_traits(ChartVersion.of(version)))


@pytest.mark.login
@pytest.mark.parametrize("tool", RELEASES)
def test_table_is_what_kubespawner_has(tool: str) -> None:
    """The names of all traits, of the release that each chart version has."""
    program = "import json, kubespawner; print(json.dumps(sorted(kubespawner.KubeSpawner.class_traits(config=True))))"
    done = subprocess.run([python_of(tool), "-c", program], capture_output=True, text=True, check=True)

    assert sorted(spawner_traits(ChartVersion.of(RELEASES[tool]))) == json.loads(done.stdout)
