"""Flags of the chart's proxy that a load balancer in front of it requires."""

from __future__ import annotations

from typing import Any

#: Seconds that the proxy keeps an idle connection longer than the load balancer does.
_LONGER = 60


def proxy_flags(*, https: bool, idle_timeout: int | None = None) -> dict[str, Any]:
    """Return the values of ``proxy`` with its command-line flags.

    Args:
        https: TLS terminates at the load balancer. The proxy then sets ``X-Forwarded-Proto: https`` on every request. By default it sets
            what it sees, http, so JupyterHub omits the flag Secure from its cookies, and that of chart 2.x rejects requests from its own
            pages as cross-site. Sources: configurable-http-proxy, ``--custom-header``; JupyterHub, ``get_browser_protocol`` and
            ``check_referer``.
        idle_timeout: seconds after which an Application Load Balancer closes an idle connection. The proxy keeps idle connections
            longer: it closes them after 5 seconds by default, and a request that the load balancer sends at that moment fails with
            502. Sources: configurable-http-proxy, ``--keep-alive-timeout`` in milliseconds; Elastic Load Balancing, "Troubleshoot your
            Application Load Balancers", HTTP 502. Default: the proxy's default.
    """
    flags = ["--custom-header=x-forwarded-proto:https"] if https else []
    if idle_timeout is not None:
        flags.append(f"--keep-alive-timeout={(idle_timeout + _LONGER) * 1000}")
    return {"chp": {"extraCommandLineFlags": flags}} if flags else {}
