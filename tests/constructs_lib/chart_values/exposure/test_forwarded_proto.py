"""How a hub behind a load balancer with TLS learns of https."""

from __future__ import annotations

import pytest

from constructs_lib.chart_values.exposure.forwarded_proto import assume_https
from tests.chart_schema import schema_errors


def test_proxy_says_https_of_every_request() -> None:
    """One flag of configurable-http-proxy, without a space in it: the chart hands each item on as one argument."""
    assert {"chp": {"extraCommandLineFlags": ["--custom-header=x-forwarded-proto:https"]}} == assume_https()


def test_each_caller_has_its_own() -> None:
    """Values are merged further, so a change of one hub's must not reach another's."""
    assume_https()["chp"]["extraCommandLineFlags"].append("--other")

    assert ["--custom-header=x-forwarded-proto:https"] == assume_https()["chp"]["extraCommandLineFlags"]


@pytest.mark.schema
@pytest.mark.parametrize("version", ["1.2.0", "2.0.0", "3.3.8", "4.4.0"])
def test_every_chart_takes_it(version: str) -> None:
    """The key has been there since chart 1.x."""
    assert [] == schema_errors(version, {"proxy": assume_https()})
