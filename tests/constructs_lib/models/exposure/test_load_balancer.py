"""Settings of a load balancer. The messages in whole files are in tests/cases/."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from constructs_lib.models.base import Model
from constructs_lib.models.exposure.load_balancer import (
    AccessLogsConfig,
    AnyCaseServiceType,
    JupyterHubServiceType,
    LetsEncryptConfig,
    LoadBalancerConfig,
    LoadBalancerScheme,
)


def _mistake(kind: type[Model], **settings: Any) -> tuple[str, str]:
    with pytest.raises(ValidationError) as error:
        kind.model_validate(settings)
    (line,) = error.value.errors()
    return ".".join(map(str, line["loc"])), line["msg"]


def test_values() -> None:
    """Those of EKS Blueprints and of Elastic Load Balancing; they are a contract."""
    assert ["alb", "nlb", "cluster_ip"] == [str(kind) for kind in JupyterHubServiceType]
    assert ["internet-facing", "internal"] == [str(scheme) for scheme in LoadBalancerScheme]


@pytest.mark.parametrize("value", ["nlb", "NLB", "Nlb"])
def test_service_type_in_any_case(value: str) -> None:
    """EKS Blueprints' users write it in capitals."""
    assert JupyterHubServiceType.NLB is TypeAdapter(AnyCaseServiceType).validate_python(value)


def test_defaults() -> None:
    """Subnets by their tags, TLS 1.2 and 1.3, an hour for an idle notebook, no logs, no protection."""
    config = LoadBalancerConfig()

    assert ((), "ELBSecurityPolicy-TLS13-1-2-2021-06", 3600, None, False, None, None) == (
        config.subnets, config.ssl_policy, config.idle_timeout, config.access_logs, config.deletion_protection,
        config.waf_acl_arn, config.shield_advanced,
    )  # fmt: skip


def test_range_of_the_timeout() -> None:
    """Elastic Load Balancing accepts at most 4000 s; less than a minute would end a notebook's web socket at once."""
    assert [60, 4000] == [LoadBalancerConfig(idle_timeout=seconds).idle_timeout for seconds in (60, 4000)]
    assert [("idle_timeout", "59 is out of range; use 60 or more"), ("idle_timeout", "4001 is out of range; use 4000 or less")] == [
        _mistake(LoadBalancerConfig, idle_timeout=seconds) for seconds in (59, 4001)
    ]


@pytest.mark.parametrize(
    ("settings", "path"),
    [
        ({"subnets": ["a,b"]}, "subnets.0"),
        ({"ssl_policy": "TLS13"}, "ssl_policy"),
        ({"access_logs": {"bucket": "s3://logs"}}, "access_logs.bucket"),
        ({"access_logs": {"bucket": "logs", "prefix": "/hub"}}, "access_logs.prefix"),
        ({"waf_acl_arn": "arn:aws:wafv2:us-east-1:111122223333:global/webacl/hub/1"}, "waf_acl_arn"),
        ({"deletion_protection": "no"}, "deletion_protection"),
        ({"shield_advanced": 1}, "shield_advanced"),
    ],
    ids=str,
)
def test_what_the_controller_would_refuse(settings: dict[str, Any], path: str) -> None:
    """Minutes later, and in an event that nobody reads."""
    assert path == _mistake(LoadBalancerConfig, **settings)[0]


def test_shield_is_left_as_it_is() -> None:
    """Unless someone sets true or false."""
    assert [None, True, False] == [LoadBalancerConfig(shield_advanced=value).shield_advanced for value in (None, True, False)]


def test_access_logs() -> None:
    """In the bucket itself, unless a folder is set; the bucket is required."""
    assert "" == AccessLogsConfig(bucket="logs").prefix
    assert "bucket" == _mistake(AccessLogsConfig, prefix="hub")[0]


def test_lets_encrypt() -> None:
    """It needs an email address; names may come from the hub."""
    assert () == LetsEncryptConfig(contact_email="admin@example.org").hosts
    assert "contact_email" == _mistake(LetsEncryptConfig, contact_email="admin")[0]
    assert "contact_email" == _mistake(LetsEncryptConfig, hosts=["hub.example.org"])[0]
