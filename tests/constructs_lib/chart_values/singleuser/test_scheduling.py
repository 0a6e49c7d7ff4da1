"""What gives the users' servers their nodes."""

from __future__ import annotations

import pytest

from constructs_lib.chart_values.jupyterhub import hub_values
from constructs_lib.chart_values.singleuser.scheduling import scheduling_values
from constructs_lib.models.chart_version import ChartVersion
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps


@pytest.mark.parametrize("version", ["1.2.0", "2.0.0"])
def test_a_scheduler_that_never_starts_is_left_out(version: str) -> None:
    """Kubernetes itself schedules the users' servers, which would wait for ever."""
    assert {"scheduling": {"userScheduler": {"enabled": False}}} == scheduling_values(ChartVersion.of(version))


@pytest.mark.parametrize("version", ["3.0.0", "3.3.8", "4.4.0"])
def test_a_scheduler_that_works_is_the_charts_own_affair(version: str) -> None:
    """Nothing is said."""
    assert {} == scheduling_values(ChartVersion.of(version))


def test_users_values_stand_over_it() -> None:
    """Who has an image that works may have the scheduler."""
    hub = JupyterHubAddOnProps.model_validate(
        {
            "ebs_config": {"storage_class": "gp3", "capacity": "10Gi"},
            "service_type": "cluster_ip",
            "version": "2.0.0",
            "values": {"scheduling": {"userScheduler": {"enabled": True}}},
        }
    )

    assert {"userScheduler": {"enabled": True}} == hub_values(hub)["scheduling"]
