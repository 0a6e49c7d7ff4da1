"""Flags of the chart's proxy."""

from __future__ import annotations

from constructs_lib.chart_values.exposure.proxy_flags import proxy_flags


def test_no_flags_by_default() -> None:
    """Without TLS and without an idle timeout the chart's own flags stay."""
    assert {} == proxy_flags(https=False)


def test_https() -> None:
    """The proxy reports https for every request."""
    assert {"chp": {"extraCommandLineFlags": ["--custom-header=x-forwarded-proto:https"]}} == proxy_flags(https=True)


def test_idle_connections_outlive_those_of_the_load_balancer() -> None:
    """The proxy takes milliseconds, and keeps a connection a minute longer."""
    assert {"chp": {"extraCommandLineFlags": ["--keep-alive-timeout=3660000"]}} == proxy_flags(https=False, idle_timeout=3600)
    assert ["--custom-header=x-forwarded-proto:https", "--keep-alive-timeout=120000"] == proxy_flags(https=True, idle_timeout=60)["chp"][
        "extraCommandLineFlags"
    ]
