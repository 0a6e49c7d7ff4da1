"""The standard Helm options."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from constructs_lib.models.helm import ChartRepository, HelmAddOnProps


def test_defaults() -> None:
    """No values; 15 minutes; a failed install is rolled back; Helm waits."""
    props = HelmAddOnProps()

    assert ({}, 900, True, True) == (props.values, props.timeout, props.atomic, props.wait)


@pytest.mark.parametrize("settings", [{"timeout": 0}, {"timeout": 86_401}, {"timeout": "900"}, {"atomic": "yes"}, {"values": []}])
def test_wrong_options(settings: dict[str, Any]) -> None:
    """Numbers and truth values are strict, and the time has limits."""
    with pytest.raises(ValidationError):
        HelmAddOnProps.model_validate(settings)


@pytest.mark.parametrize("url", ["https://hub.jupyter.org/helm-chart/", "oci://registry.example.org/charts"])
def test_repository(url: str) -> None:
    """A URL, of a chart repository or a registry."""
    assert url == TypeAdapter(ChartRepository).validate_python(url)
    with pytest.raises(ValidationError):
        TypeAdapter(ChartRepository).validate_python(url.partition("://")[2])
