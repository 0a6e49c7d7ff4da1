"""Defaults for values that this library sets: compared with the charts, if they are available."""

from __future__ import annotations

import pytest

from constructs_lib.models.chart_version import ChartVersion
from jupyterhub_on_eks.adoption.chart_defaults import server_image
from tests.jupyterhub_on_eks.charts import values_of_charts


@pytest.mark.cluster
def test_image_is_the_charts() -> None:
    """The image is that of the chart's own values.yaml, in each version."""
    for version, values in values_of_charts():
        assert values["singleuser"]["image"]["name"] == server_image(ChartVersion.of(version))[0].removeprefix("docker.io/"), version


def test_image_by_version() -> None:
    """On Docker Hub before 3.2.0, with the chart's version as its tag."""
    assert ("docker.io/jupyterhub/k8s-singleuser-sample", "3.1.0") == server_image(ChartVersion.of("3.1.0"))
    assert ("quay.io/jupyterhub/k8s-singleuser-sample", "3.2.0") == server_image(ChartVersion.of("3.2.0"))
