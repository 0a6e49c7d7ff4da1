"""The size of a server, also if the user's own chart values set it."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.chart_values.singleuser.server_size import in_kubernetes, server_size
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps

GI = 2**30


def _size(**hub: Any) -> dict[str, Any]:
    settings = {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, "service_type": "cluster_ip"}
    return server_size(JupyterHubAddOnProps.model_validate({**settings, **hub}))


def test_default() -> None:
    """What the chart's 1G means to KubeSpawner."""
    assert {"requests": {"memory": GI}} == _size()


def test_values_win() -> None:
    """KubeSpawner's texts count as it reads them, and null removes."""
    own = {"cpu": {"limit": 2}, "memory": {"guarantee": "2G", "limit": None}, "extraResource": {"limits": {"nvidia.com/gpu": "1"}}}

    assert {"requests": {"cpu": 0.05, "memory": 2 * GI}, "limits": {"cpu": 2, "nvidia.com/gpu": "1"}} == _size(
        resources={"cpu": {"limit": 1}, "memory": "4Gi"}, values={"singleuser": own}
    )
    assert {} == _size(values={"singleuser": {"memory": {"guarantee": None}}})


def test_quota_of_cpu() -> None:
    """A server that sets nothing else gets the minimum."""
    assert 0.05 == _size(resource_quota={"cpu": 9})["requests"]["cpu"]
    assert 1 == _size(resource_quota={"cpu": 9}, resources={"cpu": 1})["requests"]["cpu"]


@pytest.mark.parametrize(
    ("amount", "meant"), [("1G", GI), ("1.5K", 1536), ("512M", 512 * 2**20), ("1T", 2**40), (7, 7), ("1Gi", "1Gi"), (None, None)]
)
def test_texts_of_kubespawner(amount: object, meant: object) -> None:
    """Powers of 1024."""
    assert meant == in_kubernetes(amount)
