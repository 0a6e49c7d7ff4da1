"""The exposure of a hub, by its settings: scheme, TLS, names. Impossible combinations are in tests/cases/."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.models.exposure.load_balancer import LoadBalancerScheme
from constructs_lib.models.exposure.settings import ExposureProps
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps

_ALB, _NLB = "alb.ingress.kubernetes.io/", "service.beta.kubernetes.io/aws-load-balancer-"
_OIDC = {
    "callback_url": "https://hub.example.org/hub/oauth_callback",
    "auth_url": "https://login.example.org/authorize",
    "token_url": "https://login.example.org/token",
    "user_data_url": "https://login.example.org/userinfo",
    "client_id": "jupyterhub",
    "client_secret": {"kubernetes_secret": "hub-oidc"},
    "allow_all": True,
}


def _door(**settings: Any) -> ExposureProps:
    return ExposureProps.model_validate(settings)


def _hub(**settings: Any) -> JupyterHubAddOnProps:
    return JupyterHubAddOnProps.model_validate(
        {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, "version": "4.4.0", "oidc_config": _OIDC, **settings}
    )


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, LoadBalancerScheme.INTERNET_FACING),
        ({"load_balancer_scheme": "internal"}, LoadBalancerScheme.INTERNAL),
        ({"service_type": "cluster_ip"}, None),
        ({"service_type": "alb", "ingress_annotations": {f"{_ALB}scheme": "internal"}}, LoadBalancerScheme.INTERNAL),
        ({"enable_ingress": True, "values": {"ingress": {"annotations": {f"{_ALB}scheme": "internal"}}}}, LoadBalancerScheme.INTERNAL),
        ({"values": {"proxy": {"service": {"annotations": {f"{_NLB}scheme": "internal"}}}}}, LoadBalancerScheme.INTERNAL),
        (
            {
                "load_balancer_scheme": "internal",
                "values": {"proxy": {"service": {"annotations": {f"{_NLB}scheme": "internet-facing"}}}},
            },
            LoadBalancerScheme.INTERNET_FACING,
        ),
        ({"values": {"proxy": {"service": {"annotations": {f"{_NLB}internal": "true"}}}}}, LoadBalancerScheme.INTERNAL),
        (
            {"load_balancer_scheme": "internal", "values": {"proxy": {"service": {"annotations": {f"{_NLB}internal": "false"}}}}},
            LoadBalancerScheme.INTERNET_FACING,
        ),
        ({"values": {"proxy": {"service": "no mapping"}}}, LoadBalancerScheme.INTERNET_FACING),
    ],
)
def test_scheme_in_force(settings: dict[str, Any], expected: LoadBalancerScheme | None) -> None:
    """The user's own annotation decides, as it does on the cluster; then the key; then internet-facing."""
    assert expected is _door(**settings).scheme
    assert (expected is LoadBalancerScheme.INTERNET_FACING) == _door(**settings).internet_facing


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, False),
        ({"certificate_resource_name": "hub-cert"}, True),
        ({"lets_encrypt": {"contact_email": "admin@example.org", "hosts": ["hub.example.org"]}}, True),
        ({"service_type": "alb", "ingress_annotations": {f"{_ALB}certificate-arn": "arn"}}, True),
        ({"service_type": "alb", "ingress_annotations": {f"{_ALB}listen-ports": '[{"HTTPS": 443}]'}}, True),
        ({"service_type": "alb", "ingress_annotations": {f"{_ALB}listen-ports": '[{"HTTP": 80}]'}}, False),
        ({"values": {"proxy": {"service": {"annotations": {f"{_NLB}ssl-cert": "arn"}}}}}, True),
        ({"values": {"proxy": {"https": {"enabled": True, "type": "secret"}}}}, True),
        ({"service_type": "cluster_ip"}, False),
    ],
)
def test_tls_is_detected(settings: dict[str, Any], expected: bool) -> None:  # noqa: FBT001  # what is expected
    """TLS counts however it is configured here: with a certificate, Let's Encrypt, or the user's annotations and values."""
    assert expected == _door(**settings).serves_https


def test_host_names() -> None:
    """The hosts of the Ingress and the name in Route 53 are the hub's names, each once."""
    door = _door(
        service_type="alb",
        ingress_hosts=["hub.example.org", "jupyter.example.org"],
        dns={"hosted_zone": "example.org", "record": "hub"},
    )

    assert ("hub.example.org", "jupyter.example.org") == door.host_names


def test_names_of_lets_encrypt_are_the_hubs() -> None:
    """A certificate is valid only for these names, so users use one of them."""
    door = _door(lets_encrypt={"contact_email": "admin@example.org", "hosts": ["course.example.org"]})

    assert ("course.example.org",) == door.host_names


def test_https_callback_without_tls_is_a_warning() -> None:
    """TLS may end in front of what is configured here, so it is not a mistake."""
    message = "the callback URL is https, but no TLS is configured here"

    assert any(message in warning for warning in _hub(load_balancer_scheme="internal").warnings())
    assert not any(message in warning for warning in _hub(certificate_resource_name="c").warnings())


def test_http_callback_to_a_hub_with_tls_is_a_warning() -> None:
    """The provider would send browsers to a port that is closed, or redirected."""
    hub = _hub(certificate_resource_name="c", oidc_config={**_OIDC, "callback_url": "http://hub.example.org/hub/oauth_callback"})

    message = "the callback URL is http, but this hub serves https; use https there, and register the same URL with the provider"
    assert [f"jupyterhub (jupyterhub): {message}"] == hub.warnings()


def test_token_is_not_checked() -> None:
    """What only Terraform knows can't be compared at synth."""
    token = "${TfToken[TOKEN.7]}"

    hub = _hub(
        oidc_config={**_OIDC, "callback_url": token}, dns={"hosted_zone": "example.org", "record": "hub"}, certificate_resource_name="c"
    )

    assert ("hub.example.org",) == hub.host_names
