"""The chart's defaults: compared with the charts, if they are available."""

from __future__ import annotations

import os
import tarfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from constructs_lib.models.chart_version import ChartVersion
from jupyterhub_on_eks.adoption.chart_defaults import COMMON, SUB_PATH, server_image
from jupyterhub_on_eks.adoption.places import at


def _charts() -> dict[str, Path]:
    folder = Path(os.environ.get("CHART_REPOSITORY", ""))
    return {path.stem.removeprefix("jupyterhub-"): path for path in folder.glob("jupyterhub-*.tgz")} if str(folder) != "." else {}


@pytest.mark.cluster
def test_defaults_are_the_charts() -> None:
    """Each value of the table is in the chart's own values.yaml, in each version."""
    if not (charts := _charts()):
        pytest.skip("CHART_REPOSITORY is not a folder with charts")
    for version, path in charts.items():
        with tarfile.open(path) as chart:
            content = chart.extractfile("jupyterhub/values.yaml")
            assert content
            values: Any = yaml.safe_load(content)
        assert {**COMMON, "path": SUB_PATH, "image": server_image(ChartVersion.of(version))[0].removeprefix("docker.io/")} == {
            **{key: at(values, tuple(key.split("."))) for key in COMMON},
            "path": values["singleuser"]["storage"]["static"]["subPath"],
            "image": values["singleuser"]["image"]["name"],
        }, version


def test_image_by_version() -> None:
    """On Docker Hub before 3.2.0, with the chart's version as its tag."""
    assert ("docker.io/jupyterhub/k8s-singleuser-sample", "3.1.0") == server_image(ChartVersion.of("3.1.0"))
    assert ("quay.io/jupyterhub/k8s-singleuser-sample", "3.2.0") == server_image(ChartVersion.of("3.2.0"))
