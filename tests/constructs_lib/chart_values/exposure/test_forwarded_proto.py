"""How the hub learns that browsers use https."""

from __future__ import annotations

from constructs_lib.chart_values.exposure.forwarded_proto import assume_https


def test_proxy_sets_the_header() -> None:
    """The chart's proxy replaces the header, whatever it saw itself."""
    assert {"chp": {"extraCommandLineFlags": ["--custom-header=x-forwarded-proto:https"]}} == assume_https()
