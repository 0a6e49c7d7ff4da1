"""The standard Helm options."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from constructs_lib.models.helm import ChartRepository, HelmAddOnProps


def _mistake(**settings: Any) -> tuple[tuple[str | int, ...], str]:
    with pytest.raises(ValidationError) as error:
        HelmAddOnProps.model_validate(settings)
    (line,) = error.value.errors()
    return line["loc"], line["msg"]


def test_defaults() -> None:
    """No values, a quarter of an hour, atomic, and Helm waits."""
    props = HelmAddOnProps()

    assert ({}, 900, True, True) == (props.values, props.timeout, props.atomic, props.wait)


def test_values_are_separate_for_each_add_on() -> None:
    """The default is not shared."""
    assert HelmAddOnProps().values is not HelmAddOnProps().values


def test_null_reaches_the_chart() -> None:
    """It removes a value of the chart."""
    values = {"hub": {"resources": None}, "list": [1, {"a": False}]}

    assert values == HelmAddOnProps.model_validate({"values": values}).values


@pytest.mark.parametrize("seconds", [1, 900, 86_400])
def test_timeout(seconds: int) -> None:
    """A second to a day."""
    assert seconds == HelmAddOnProps(timeout=seconds).timeout


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"timeout": 0}, "0 is out of range; use 1 or more"),
        ({"timeout": 86_401}, "86401 is out of range; use 86400 or less"),
        ({"timeout": "900"}, "'900' is not a whole number; use digits only, without quotes"),
        ({"atomic": "yes"}, "'yes' is not true or false; use true or false without quotes"),
        ({"values": []}, "is a list; use a mapping of keys to values"),
        ({"wait": 1}, "1 is not true or false; use true or false without quotes"),
    ],
    ids=str,
)
def test_wrong_options(settings: dict[str, Any], expected: str) -> None:
    """YAML's look-alikes are refused, with what to write."""
    ((key,),) = (tuple(settings),)

    assert ((key,), expected) == _mistake(**settings)


@pytest.mark.parametrize(
    "url",
    [
        "https://hub.jupyter.org/helm-chart/",
        "oci://registry.example.org/charts",
        "s3://bucket/charts",
        "http://charts.svc.cluster.local",
        "http://localhost:8879",
    ],
)
def test_repository(url: str) -> None:
    """Every kind that Helm or one of its plugins supports."""
    assert url == TypeAdapter(ChartRepository).validate_python(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "hub.jupyter.org/helm-chart",
        "https://",
        "https://a b",
        "HTTPS://a",
        "jupyterhub",
    ],
)
def test_invalid_repository(url: str) -> None:
    """A repository name in the user's own Helm means nothing to Terraform's."""
    with pytest.raises(ValidationError, match="is not the URL of a chart repository"):
        TypeAdapter(ChartRepository).validate_python(url)


@pytest.mark.parametrize("url", ["http://charts.example.org", "http://localhost.example.org", "http://svc"])
def test_repository_with_plain_http(url: str) -> None:
    """No chart is signed here, so anyone in between could choose what runs."""
    with pytest.raises(ValidationError, match="is plain HTTP, so anyone on the network can change what runs on the cluster; use https"):
        TypeAdapter(ChartRepository).validate_python(url)
