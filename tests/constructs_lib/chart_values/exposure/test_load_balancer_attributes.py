"""Attributes of both kinds of load balancer."""

from __future__ import annotations

from constructs_lib.chart_values.exposure.load_balancer_attributes import common_attributes, string_map
from constructs_lib.models.exposure.load_balancer import AccessLogsConfig, LoadBalancerConfig


def test_what_is_off_is_written_too() -> None:
    """The controller leaves an attribute that is no longer named as it was."""
    assert {"deletion_protection.enabled": "false", "access_logs.s3.enabled": "false"} == common_attributes(LoadBalancerConfig())


def test_everything_on() -> None:
    """Logs go to the bucket, below the prefix if there is one."""
    logs = AccessLogsConfig(bucket="logs", prefix="hub")

    assert {
        "deletion_protection.enabled": "true",
        "access_logs.s3.enabled": "true",
        "access_logs.s3.bucket": "logs",
        "access_logs.s3.prefix": "hub",
    } == common_attributes(LoadBalancerConfig(deletion_protection=True, access_logs=logs))
    assert "access_logs.s3.prefix" not in common_attributes(LoadBalancerConfig(access_logs=AccessLogsConfig(bucket="logs")))


def test_as_the_controller_reads_them() -> None:
    """Pairs joined by commas, in their order."""
    assert "a=1,b=2" == string_map({"a": "1", "b": "2"})
