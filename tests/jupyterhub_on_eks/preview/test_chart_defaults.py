"""Chart values that a hub file doesn't have to set."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from constructs_lib.models.chart_version import ChartVersion
from jupyterhub_on_eks.preview.chart_defaults import chart_defaults


@pytest.mark.parametrize(
    ("version", "image"), [("1.2.0", "jupyterhub/k8s-network-tools"), ("4.4.0", "quay.io/jupyterhub/k8s-network-tools")]
)
def test_images_of_a_version(version: str, image: str) -> None:
    """The chart's image has its version as its tag."""
    tools = chart_defaults(ChartVersion.of(version))["singleuser"]["networkTools"]

    assert {"image": {"name": image, "tag": version}, "resources": {}} == tools


@pytest.mark.schema
def test_the_chart_knows_them() -> None:
    """Each key is in the chart's schema."""
    folder = os.environ.get("Z2JH_SCHEMAS")
    if not folder:
        pytest.skip("Z2JH_SCHEMAS is not a folder with the chart's schemas")
    schemas = sorted(Path(folder).glob("*4*.json"))
    assert schemas
    schema = json.loads(schemas[-1].read_text(encoding="utf-8"))
    for section, values in chart_defaults(ChartVersion.of("4.4.0")).items():
        assert set(values) <= set(schema["properties"][section]["properties"])
