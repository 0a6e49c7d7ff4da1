"""The chart's defaults: compared with the charts, if they are available."""

from __future__ import annotations

import pytest

from jupyterhub_on_eks.adoption.places import at
from jupyterhub_on_eks.chart_defaults import COMMON, SUB_PATH
from tests.jupyterhub_on_eks.charts import values_of_charts


@pytest.mark.cluster
def test_defaults_are_the_charts() -> None:
    """Each value of the table is in the chart's own values.yaml, in each version."""
    for version, values in values_of_charts():
        found = {key: at(values, tuple(key.split("."))) for key in COMMON} | {"path": values["singleuser"]["storage"]["static"]["subPath"]}
        assert {**COMMON, "path": SUB_PATH} == found, version
