"""How a hub learns that browsers reach it by https, where TLS ends at the load balancer."""

from __future__ import annotations

from typing import Any


def assume_https() -> dict[str, Any]:
    """Give the values of ``proxy`` that let the chart's proxy say ``X-Forwarded-Proto: https`` of every request.

    Left alone, the proxy says what it saw itself, http; of a Network Load Balancer it hears nothing else. JupyterHub then leaves
    the flag Secure off its cookies, and that of chart 2.x refuses what its own pages ask of its API as coming from another
    site. Source: configurable-http-proxy, ``--custom-header``, which replaces what the proxy says itself; JupyterHub,
    ``get_browser_protocol`` and ``check_referer``.
    """
    return {"chp": {"extraCommandLineFlags": ["--custom-header=x-forwarded-proto:https"]}}
