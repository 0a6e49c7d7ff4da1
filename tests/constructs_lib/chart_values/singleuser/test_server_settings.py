"""Chart values for all servers."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.chart_values.jupyterhub import hub_values
from constructs_lib.chart_values.singleuser.server_settings import DEVICES_START, server_settings_values
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from tests.chart_schema import schema_errors

_EVERYTHING: dict[str, Any] = {
    "image_pull_policy": "always",
    "resources": {
        "cpu": {"guarantee": "250m", "limit": 2},
        "memory": {"guarantee": "1Gi", "limit": "4G"},
        "ephemeral_storage": {"guarantee": "5Gi", "limit": "20Gi"},
        "gpus": 1,
        "extended": {"aws.amazon.com/neuron": 2},
    },
    "node_selector": {"a": "b"},
    "tolerations": [{"key": "a", "value": "b"}],
    "extra_env": {"A": '{"a": 1}', "B": {"value_from": {"field_ref": "metadata.name"}}},
    "default_url": "notebook",
    "lifecycle_hooks": {"pre_stop": ["a"]},
}


def _hub(**settings: Any) -> JupyterHubAddOnProps:
    return JupyterHubAddOnProps.model_validate(
        {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, "service_type": "cluster_ip", **settings}
    )


def test_default_keeps_the_charts_defaults() -> None:
    """A hub that sets nothing changes no pod."""
    assert {} == server_settings_values(_hub())


def test_everything() -> None:
    """Resources are numbers, and each device has its toleration and start timeout."""
    assert {
        "image": {"pullPolicy": "Always"},
        "cpu": {"guarantee": 0.25, "limit": 2},
        "memory": {"guarantee": 2**30, "limit": 4 * 10**9},
        "extraResource": {
            "guarantees": {"ephemeral-storage": 5 * 2**30},
            "limits": {"ephemeral-storage": 20 * 2**30, "aws.amazon.com/neuron": 2, "nvidia.com/gpu": 1},
        },
        "nodeSelector": {"a": "b"},
        "extraTolerations": [
            {"key": "a", "operator": "Equal", "value": "b"},
            {"key": "aws.amazon.com/neuron", "operator": "Exists", "effect": "NoSchedule"},
            {"key": "nvidia.com/gpu", "operator": "Exists", "effect": "NoSchedule"},
        ],
        "defaultUrl": "/tree",
        "startTimeout": DEVICES_START,
        "lifecycleHooks": {"preStop": {"exec": {"command": ["a"]}}},
    } == server_settings_values(_hub(**_EVERYTHING))["singleuser"]


def test_your_own_start_timeout() -> None:
    """It wins over that of devices."""
    assert server_settings_values(_hub(resources={"gpus": 1}, start_timeout=600))["singleuser"]["startTimeout"] == 600


@pytest.mark.schema
@pytest.mark.parametrize("version", ["1.2.0", "2.0.0", "3.0.3", "3.1.0", "3.2.1", "3.3.8", "4.0.0", "4.4.0"])
def test_every_chart_accepts_everything(version: str) -> None:
    """All keys are valid with the schema of each version."""
    assert [] == schema_errors(version, hub_values(_hub(version=version, **_EVERYTHING)))
