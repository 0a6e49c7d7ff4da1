"""The chart's keys below ``values``: the schema and a synth agree."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from constructs_lib.hub_files.editor.chart_values import add_chart_values
from constructs_lib.models.chart_schema.tables import Table, all_tables
from constructs_lib.models.chart_schema.verdict import refused

VALUES: list[dict[str, Any]] = [
    {}, {"hub": {"nonexist": 1}}, {"hub": {"concurrentSpawnLimit": "many"}}, {"hub": {"baseUrl": None}}, {"cull": {"enabled": None}},
    {"singleuserr": {}}, {"hub": {"extraFiles": {"x": {"mountPath": "/x", "data": {}, "stringData": "x"}}}}, {"custom": {"a": [1]}},
    {"hub": {"extraFiles": {"x": {"mountPath": "/x", "stringData": "x"}}}}, {"hub": {"config": {"KubeSpawner": {"x": 1}}}},
    {"hub": {"config": {"kubeSpawner": {}}}}, {"httpRoute": {"enabled": False}}, {"singleuser": {"uid": -1}}, {"singleuser": {"uid": True}},
    {"hub": {"image": {"name": "x", "tag": None}}}, {"proxy": {"service": {"type": "None"}}}, {"hub": {"services": {"x": {"url": 1}}}},
]  # fmt: skip


@pytest.mark.parametrize("version", all_tables()[1])
def test_verdicts_are_equal(schema: dict[str, Any], version: str) -> None:
    """For each version that has a table."""
    places, roots = all_tables()
    hub = Draft202012Validator({"$defs": schema["$defs"], "$ref": "#/$defs/JupyterHubAddOn"})
    base = {"ebs_config": {"storage_class": "gp3", "capacity": "1Gi"}, "service_type": "cluster_ip", "version": version}
    for values in VALUES:
        assert hub.is_valid({**base, "values": values}) is (not refused(values, Table(places, roots[version]))), values


def test_each_version_has_its_values() -> None:
    """A condition for each table, however many versions share it."""
    schema: dict[str, Any] = {"$defs": {"JupyterHubAddOn": {}}}
    add_chart_values(schema)

    assert len(set(all_tables()[1].values())) == len(schema["$defs"]["JupyterHubAddOn"]["allOf"])


def test_other_charts_and_versions_are_left_alone(schema: dict[str, Any]) -> None:
    """A synth only warns about what they may not accept."""
    hub = Draft202012Validator({"$defs": schema["$defs"], "$ref": "#/$defs/JupyterHubAddOn"})
    base = {"ebs_config": {"storage_class": "gp3", "capacity": "1Gi"}, "service_type": "cluster_ip", "values": {"nonexist": 1}}

    assert [False, True, True] == [hub.is_valid(base | more) for more in ({}, {"version": "4.99.0"}, {"chart": "other"})]
