"""A hub from files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from jupyterhub_on_eks.adoption.found import FoundHub
from jupyterhub_on_eks.adoption.from_files import hub_from_files
from jupyterhub_on_eks.adoption.helm_release import AdoptionError
from tests.jupyterhub_on_eks.adoption.hubs import CANARY, DEFAULT_CLASS, blueprints_volume, database_claim, user_claim


def _read(folder: Path, text: str = "{}", **settings: Any) -> FoundHub:
    file = folder / "values.yaml"
    file.write_text(text, encoding="utf-8")
    given = {"claims": None, "version": "4.4.0", **settings}
    return hub_from_files(file, namespace="hubs", release="hub", cluster="c", region="us-west-2", **given)


@pytest.mark.parametrize("text", ["cull: {timeout: 60}", "USER-SUPPLIED VALUES:\ncull: {timeout: 60}", '{"cull": {"timeout": 60}}'])
def test_values(tmp_path: Path, text: str) -> None:
    """YAML, JSON, and what Helm prints for people."""
    assert {"cull": {"timeout": 60}} == _read(tmp_path, text).values


def test_values_mean_what_they_mean_in_helm(tmp_path: Path) -> None:
    """No base 60, no dates, exponents as numbers, and text as keys."""
    given = "hub: {extraEnv: {A: 10:30, B: 1e3, C: 0o17, D: 2026-01-01, 1: on}}"

    assert {"hub": {"extraEnv": {"A": "10:30", "B": 1000, "C": 15, "D": "2026-01-01", "1": True}}} == _read(tmp_path, given).values


@pytest.mark.parametrize("text", ["null", "", "USER-SUPPLIED VALUES: null"])
def test_no_values(tmp_path: Path, text: str) -> None:
    """A release without values has none."""
    assert {} == _read(tmp_path, text).values


def test_claims(tmp_path: Path) -> None:
    """Only claims of the namespace, volumes and classes."""
    file = tmp_path / "claims.json"
    items = [database_claim("hubs"), database_claim("others", "io2"), *blueprints_volume("hubs", "fs-0123456789abcdef0"), DEFAULT_CLASS]
    file.write_text(json.dumps({"kind": "List", "items": items}), encoding="utf-8")
    hub = _read(tmp_path, claims=file)

    assert ["hub-db-dir", "efs-persist"] == [item["metadata"]["name"] for item in hub.claims]
    assert "gp2" == (hub.claim("hub-db-dir") or {})["spec"]["storageClassName"]
    assert (1, "gp2") == (len(hub.volumes), hub.default_class)
    assert (None, None) == (hub.add_ons, hub.drivers)


@pytest.mark.parametrize(
    ("text", "settings", "message"),
    [
        (
            "{}",
            {"version": None},
            r"--chart-version is required with --values: .* the number after `jupyterhub-` in the column CHART, such",
        ),
        ("{}", {"version": "0.9.0"}, r"--chart-version: '0\.9\.0' is not supported"),
        (
            "COMPUTED VALUES:\ncull: {timeout: 60}",
            {},
            r"values\.yaml contains the chart's defaults too\. Write it without --all: `helm get values",
        ),
        ("[]", {}, r"values\.yaml contains no values\. Write it with `helm get values"),
        (f"a: [{CANARY}", {}, r"values\.yaml:1:\d+ is not YAML\.$"),
        ("{}", {"claims": Path("absent.yaml")}, r"absent\.yaml can't be read: No such file"),
    ],
)
def test_wrong_files(tmp_path: Path, text: str, settings: dict[str, Any], message: str) -> None:
    """Each is reported with a message, and no text of the file is repeated."""
    with pytest.raises(AdoptionError, match=message) as error:
        _read(tmp_path, text, **settings)

    assert CANARY not in str(error.value)


def test_invalid_claims(tmp_path: Path) -> None:
    """A single object, or a table for people, is not a list."""
    file = tmp_path / "claims.yaml"
    file.write_text("kind: PersistentVolumeClaim", encoding="utf-8")
    with pytest.raises(
        AdoptionError, match=r"claims\.yaml is not a list of Kubernetes objects\. Write it with `kubectl get pvc,pv,storageclass"
    ):
        _read(tmp_path, claims=file)


def test_all_values_without_a_heading(tmp_path: Path) -> None:
    """`helm get values --all -o yaml` prints no heading; the keys of the chart's values.yaml show it. Those are of 2.0.0, the fewest."""
    keys = "fullnameOverride nameOverride custom imagePullSecret imagePullSecrets hub rbac proxy singleuser scheduling prePuller ingress cull debug global"
    text = "\n".join(f"{key}: {{}}" for key in keys.split())
    with pytest.raises(AdoptionError, match="Write it without --all"):
        _read(tmp_path, text)


@pytest.mark.parametrize("label", ["chart", "helm.sh/chart"])
def test_version_of_the_claims(tmp_path: Path, label: str) -> None:
    """The release's own claim shows its chart; another version would upgrade it unannounced. Users' claims keep the version of their creation."""
    file, own, user = tmp_path / "claims.json", database_claim("hubs"), user_claim("ada", "hubs")
    own["metadata"]["labels"] = {"component": "hub", "release": "hub", label: "jupyterhub-2.0.0"}
    user["metadata"]["labels"][label] = "jupyterhub-1.2.0"
    file.write_text(json.dumps({"items": [own, user]}), encoding="utf-8")
    with pytest.raises(
        AdoptionError, match=r"--chart-version: '3\.0\.0' is not the version of the release: a label of its claims shows 2\.0\.0\."
    ):
        _read(tmp_path, claims=file, version="3.0.0")

    assert "2.0.0" == _read(tmp_path, claims=file, version="2.0.0").version
    own["metadata"]["labels"]["release"] = "another"
    file.write_text(json.dumps({"items": [own]}), encoding="utf-8")
    assert "3.0.0" == _read(tmp_path, claims=file, version="3.0.0").version
