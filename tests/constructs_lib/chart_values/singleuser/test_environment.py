"""A user's environment in the server: image, identity, variables."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.chart_values.singleuser.environment import user_environment_values
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps


def _values(**settings: Any) -> dict[str, Any]:
    hub = {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, "service_type": "cluster_ip", **settings}
    return dict(user_environment_values(JupyterHubAddOnProps.model_validate(hub))["singleuser"])


def test_default_sets_only_the_image() -> None:
    """User and group are the chart's own; nothing else is set."""
    assert {"image": {"name": "quay.io/jupyter/base-notebook", "tag": "hub-5.5.0"}} == _values()


def test_own_image() -> None:
    """Image and tag as given."""
    assert {"name": "quay.io/jupyter/scipy-notebook", "tag": "x"} == _values(notebook_stack="jupyter/scipy-notebook", notebook_tag="x")[
        "image"
    ]


@pytest.mark.parametrize(
    ("version", "command"),
    [
        ("1.2.0", ["start-singleuser.sh"]),
        ("2.0.0", ["jupyterhub-singleuser", "--allow-root"]),
        ("4.4.0", ["jupyterhub-singleuser", "--allow-root"]),
    ],
)
def test_root_as_in_eks_blueprints(version: str, command: list[str]) -> None:
    """Uid and group 0, ownership of homes changed, by the command that the chart version needs."""
    values = _values(run_as_root=True, version=version)

    assert (0, 0, command, {"CHOWN_HOME": "yes"}) == tuple(values[key] for key in ("uid", "fsGid", "cmd", "extraEnv"))


def test_own_variables() -> None:
    """On their own, or merged over those that root needs."""
    assert {"A": "1"} == _values(extra_env={"A": "1"})["extraEnv"]
    assert {"A": "1", "CHOWN_HOME": "no"} == _values(extra_env={"A": "1", "CHOWN_HOME": "no"}, run_as_root=True)["extraEnv"]
