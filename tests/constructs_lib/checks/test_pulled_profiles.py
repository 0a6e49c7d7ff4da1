"""Names under which images of profiles are pulled in advance."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.checks.pulled_profiles import pulled_profile_names
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.rendered.values import HubReading

_LONG = "a" * 20


def _found(key: str, *, version: str = "4.4.0", values: dict[str, Any] | None = None, **choice: Any) -> list[str]:
    options = {_LONG: {"display_name": "O", "choices": {key: {"display_name": "C", **choice}}}}
    hub = {
        "ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, "service_type": "cluster_ip", "version": version, "values": values or {},
        "pre_pull": {"continuous": True}, "profiles": [{"display_name": "A", "profile_options": options}],
    }  # fmt: skip
    return [finding.fact for finding in pulled_profile_names(HubReading(JupyterHubAddOnProps.model_validate(hub)))]


def test_name_that_kubernetes_refuses() -> None:
    """The prefix, the option, the choice: 64 characters are one too many."""
    prefix = len("image-pull-profile-0-option--") + len(_LONG)

    assert [] == _found("b" * (63 - prefix), notebook_tag="x")
    assert ["64 characters" in fact for fact in _found("b" * (64 - prefix), notebook_tag="x")] == [True]


@pytest.mark.parametrize(
    "values",
    [
        {"prePuller": {"hook": {"enabled": False}, "continuous": {"enabled": False}}},
        {"prePuller": {"pullProfileListImages": False}},
    ],
)
def test_nothing_is_pulled(values: dict[str, Any]) -> None:
    """Then any name is valid; so it is without an image, and on charts that pull no images of choices."""
    assert [] == _found("b" * 40, notebook_tag="x", values=values)
    assert [] == _found("b" * 40)
    assert [] == _found("b" * 40, notebook_tag="x", version="3.1.0")
    assert _found("b" * 40, notebook_tag="x", version="3.2.1")
