"""Chart values of culling: only what was set, and the file that Jupyter Server reads."""

from __future__ import annotations

import pytest

from constructs_lib.chart_values.singleuser.culling import CULL_KEYS, culling_values, kernels_config
from constructs_lib.models.singleuser.culling import CullingConfig, KernelCullingConfig

#: Traits of Jupyter Server, with their types. Sources: jupyter_server 1.24 and 2.21, ``services/kernels/kernelmanager.py``;
#: jupyter_server 1.24 ``terminal/terminalmanager.py`` and jupyter_server_terminals 0.5, ``terminalmanager.py``.
TRAITS = {
    "MappingKernelManager": {"cull_idle_timeout": int, "cull_interval": int, "cull_connected": bool, "cull_busy": bool},
    "TerminalManager": {"cull_inactive_timeout": int, "cull_interval": int},
}


def test_nothing_is_written_by_default() -> None:
    """The chart's defaults are the same in all versions."""
    assert {} == culling_values(CullingConfig())


@pytest.mark.parametrize(("key", "value"), [("timeout", 3600), ("enabled", False), ("max_age", 0), ("users", True), ("admin_users", False)])
def test_what_is_set_is_written(key: str, value: object) -> None:
    """Each key on its own, also if it equals the default."""
    assert {"cull": {CULL_KEYS[key]: value}} == culling_values(CullingConfig.model_validate({key: value}))


def test_every_key_has_its_place() -> None:
    """All keys but kernels are the chart's."""
    assert set(CullingConfig.model_fields) == {*CULL_KEYS, "kernels"}


def test_kernels() -> None:
    """A JSON file in the folder that Jupyter Server reads in every image, with traits of the right types."""
    kernels = KernelCullingConfig(timeout=1800, every=60, connected=False, busy=True)
    files = culling_values(CullingConfig(kernels=kernels))["singleuser"]["extraFiles"]

    assert {
        "jupyter_server_config.json": {"mountPath": "/etc/jupyter/jupyter_server_config.json", "data": kernels_config(kernels)}
    } == files
    types = {section: {trait: type(value) for trait, value in settings.items()} for section, settings in kernels_config(kernels).items()}
    assert types == TRAITS
    assert {"cull_idle_timeout": 1800, "cull_interval": 60, "cull_connected": False, "cull_busy": True} == kernels_config(kernels)[
        "MappingKernelManager"
    ]
    assert {"cull_inactive_timeout": 1800, "cull_interval": 60} == kernels_config(kernels)["TerminalManager"]
