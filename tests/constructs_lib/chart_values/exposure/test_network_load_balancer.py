"""Chart values of a hub behind a Network Load Balancer."""

from __future__ import annotations

from typing import Any

from constructs_lib.chart_values.exposure.network_load_balancer import nlb_values
from constructs_lib.models.exposure.settings import ExposureProps

ARN = "arn:aws:acm:us-west-2:111122223333:certificate/12345678-1234-1234-1234-123456789012"
_PREFIX = "service.beta.kubernetes.io/aws-load-balancer-"


def _annotations(hub: ExposureProps, arn: str | None = None) -> dict[str, str]:
    found: dict[str, str] = nlb_values(hub, certificate_arn=arn)["proxy"]["service"]["annotations"]
    return {key.removeprefix(_PREFIX): value for key, value in found.items()}


def _service(hub: ExposureProps, arn: str | None = None) -> dict[str, Any]:
    return dict(nlb_values(hub, certificate_arn=arn)["proxy"]["service"])


def test_defaults() -> None:
    """By default the AWS Load Balancer Controller creates it, it is internet-facing, and it checks the hub's health page."""
    assert {
        "type": "external",
        "nlb-target-type": "ip",
        "scheme": "internet-facing",
        "attributes": "deletion_protection.enabled=false,access_logs.s3.enabled=false",
        "listener-attributes.TCP-80": "tcp.idle_timeout.seconds=3600",
        "target-group-attributes": "target_health_state.unhealthy.connection_termination.enabled=false",
        "healthcheck-protocol": "http",
        "healthcheck-port": "traffic-port",
        "healthcheck-path": "/hub/health",
        "healthcheck-success-codes": "200",
    } == _annotations(ExposureProps())
    assert "https" not in nlb_values(ExposureProps(), certificate_arn=None)["proxy"]


def test_certificate_ends_tls_at_the_load_balancer_and_closes_port_80() -> None:
    """With a certificate there is one listener, for TLS, with a policy that accepts TLS 1.2 and 1.3; the proxy gets HTTP."""
    hub = ExposureProps(certificate_resource_name="hub-cert")

    annotations = _annotations(hub, ARN)

    assert {
        "type": "external",
        "nlb-target-type": "ip",
        "scheme": "internet-facing",
        "attributes": "deletion_protection.enabled=false,access_logs.s3.enabled=false",
        "ssl-cert": ARN,
        "ssl-ports": "https",
        "backend-protocol": "tcp",
        "ssl-negotiation-policy": "ELBSecurityPolicy-TLS13-1-2-2021-06",
        "target-group-attributes": "target_health_state.unhealthy.connection_termination.enabled=false",
        "healthcheck-protocol": "http",
        "healthcheck-port": "traffic-port",
        "healthcheck-path": "/hub/health",
        "healthcheck-success-codes": "200",
    } == annotations
    assert {"enabled": True, "type": "offload"} == nlb_values(hub, certificate_arn=ARN)["proxy"]["https"]
    assert _service(hub, ARN)["disableHttpPort"] is True


def test_hub_learns_of_https() -> None:
    """An NLB tells the hub nothing about TLS, so the proxy does; if it serves no TLS, the proxy's own header is right."""
    flags = {"extraCommandLineFlags": ["--custom-header=x-forwarded-proto:https"]}
    lets_encrypt = ExposureProps.model_validate({"lets_encrypt": {"contact_email": "admin@example.org", "hosts": ["hub.example.org"]}})

    assert flags == nlb_values(ExposureProps(), certificate_arn=ARN)["proxy"]["chp"]
    assert "chp" not in nlb_values(ExposureProps(), certificate_arn=None)["proxy"]
    assert "chp" not in nlb_values(lets_encrypt, certificate_arn=None)["proxy"]


def test_older_annotation_for_internal_wins_too() -> None:
    """The preset follows the user's older annotation, which the controller ignores if ``scheme`` is set."""
    hub = ExposureProps(values={"proxy": {"service": {"annotations": {f"{_PREFIX}internal": "true"}}}})

    assert "internal" == _annotations(hub)["scheme"]


def test_lets_encrypt_forwards_both_ports() -> None:
    """The chart's own proxy validates the name on port 80 and serves TLS on 443; the load balancer is not involved."""
    hub = ExposureProps.model_validate(
        {"lets_encrypt": {"contact_email": "admin@example.org"}, "dns": {"hosted_zone": "example.org", "record": "hub"}}
    )

    annotations = _annotations(hub)

    assert {
        "enabled": True,
        "type": "letsencrypt",
        "hosts": ["hub.example.org"],
        "letsencrypt": {"contactEmail": "admin@example.org"},
    } == nlb_values(hub, certificate_arn=None)["proxy"]["https"]
    assert {
        "type": "external",
        "nlb-target-type": "ip",
        "scheme": "internet-facing",
        "attributes": "deletion_protection.enabled=false,access_logs.s3.enabled=false",
        "listener-attributes.TCP-80": "tcp.idle_timeout.seconds=3600",
        "listener-attributes.TCP-443": "tcp.idle_timeout.seconds=3600",
    } == annotations
    assert "disableHttpPort" not in _service(hub)


def test_your_own_names_for_lets_encrypt() -> None:
    """Given names are used for the certificate, instead of the record's."""
    hub = ExposureProps.model_validate(
        {"lets_encrypt": {"contact_email": "admin@example.org", "hosts": ["a.example.org", "b.example.org"]}}
    )

    assert ["a.example.org", "b.example.org"] == nlb_values(hub, certificate_arn=None)["proxy"]["https"]["hosts"]


def test_internal_scheme_and_allowed_ranges() -> None:
    """The scheme is passed on, and the ranges are set where Kubernetes expects them."""
    hub = ExposureProps.model_validate({"load_balancer_scheme": "internal", "allowed_cidrs": ["10.0.0.0/8", "192.0.2.0/24"]})

    assert "internal" == _annotations(hub)["scheme"]
    assert ["10.0.0.0/8", "192.0.2.0/24"] == _service(hub)["loadBalancerSourceRanges"]


def test_options() -> None:
    """Subnets, logs, protection, TLS policy and idle timeout reach the controller under its own names."""
    hub = ExposureProps.model_validate(
        {
            "load_balancer": {
                "subnets": ["subnet-1", "public b"],
                "access_logs": {"bucket": "logs", "prefix": "hubs/one"},
                "deletion_protection": True,
                "ssl_policy": "ELBSecurityPolicy-TLS13-1-3-2021-06",
                "idle_timeout": 600,
            }
        }
    )

    assert "subnet-1,public b" == _annotations(hub)["subnets"]
    assert (
        "deletion_protection.enabled=true,access_logs.s3.enabled=true,access_logs.s3.bucket=logs,access_logs.s3.prefix=hubs/one"
        == _annotations(hub)["attributes"]
    )
    assert "ELBSecurityPolicy-TLS13-1-3-2021-06" == _annotations(hub, ARN)["ssl-negotiation-policy"]
    assert "tcp.idle_timeout.seconds=600" == _annotations(hub)["listener-attributes.TCP-80"]


def test_health_page_follows_a_moved_hub() -> None:
    """A hub that the user's values serve below a path is checked there."""
    paths = [_annotations(ExposureProps(values={"hub": {"baseUrl": base}}))["healthcheck-path"] for base in ("/teaching/", "/X/", "/x")]

    assert ["/teaching/hub/health", "/X/hub/health", "/x/hub/health"] == paths
