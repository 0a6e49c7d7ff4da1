"""Attributes that both kinds of load balancer have, in the format of the controller's annotations."""

from __future__ import annotations

from collections.abc import Mapping

from constructs_lib.models.exposure.load_balancer import LoadBalancerConfig


def common_attributes(options: LoadBalancerConfig) -> dict[str, str]:
    """Return the load balancer's attributes. Source: Elastic Load Balancing API, ``LoadBalancerAttribute``."""
    # Disabled attributes are set too: the controller doesn't reset an attribute that is no longer listed.
    attributes = {"deletion_protection.enabled": "true" if options.deletion_protection else "false"}
    if options.access_logs is None:
        return attributes | {"access_logs.s3.enabled": "false"}
    attributes |= {"access_logs.s3.enabled": "true", "access_logs.s3.bucket": options.access_logs.bucket}
    if options.access_logs.prefix:
        attributes["access_logs.s3.prefix"] = options.access_logs.prefix
    return attributes


def string_map(attributes: Mapping[str, str]) -> str:
    """Return attributes in the controller's format: ``key=value`` joined by commas."""
    return ",".join(f"{key}={value}" for key, value in attributes.items())
