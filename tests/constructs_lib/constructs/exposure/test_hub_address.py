"""A hub's address, and its record in Route 53."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.constructs.exposure.hub_address import HubAddress
from constructs_lib.models.exposure.settings import ExposureProps
from tests.conftest import Synth, hub_file, only
from tests.constructs_lib.stacks import new_stack, rendered, thing

_CERTIFICATE = {"hub-cert": {"arn": "arn:aws:acm:us-west-2:111122223333:certificate/12345678-1234-1234-1234-123456789012"}}


_DNS = {"hosted_zone": "example.org", "record": "hub"}


def _built(**settings: Any) -> tuple[str, dict[str, Any]]:
    """Return the URL as it is rendered, and the JSON."""
    stack = new_stack()
    hub = ExposureProps.model_validate({"allow_plain_http": True, **settings})
    address = HubAddress(stack, "Address", hub=hub, namespace="team-a", release_ready=[thing(stack, "release")])
    document = rendered(stack, published=address.url)
    return str(document["output"]["published"]["value"]), document


def test_defaults() -> None:
    """The load balancer's name is read from the chart's service after the release; the URL is empty until it has one."""
    url, document = _built()
    ((name, service),) = document["data"]["kubernetes_service_v1"].items()
    hostname = f"data.kubernetes_service_v1.{name}.status[0].load_balancer[0].ingress[0].hostname"

    assert f'${{try("http://${{{hostname}}}", "")}}' == url
    assert ({"name": "proxy-public", "namespace": "team-a"}, ["test_thing.release"]) == (service["metadata"], service["depends_on"])
    assert "aws_route53_record" not in document["resource"]


def test_inside_the_cluster() -> None:
    """Nothing is looked up for a port-forward."""
    url, document = _built(service_type="cluster_ip", values={"hub": {"baseUrl": "/a b/"}})

    assert "http://localhost:8080/a%20b" == url
    assert "data" not in document


def test_its_own_name() -> None:
    """A record, and a lookup that requires the load balancer's name."""
    url, document = _built(service_type="alb", dns=_DNS, ingress_annotations={"alb.ingress.kubernetes.io/certificate-arn": "arn"})
    ingress = only(document, "kubernetes_ingress_v1", "data")

    assert "https://hub.example.org" == url
    assert "hub.example.org" == only(document, "aws_route53_record")["name"]
    assert {"name": "jupyterhub", "namespace": "team-a"} == ingress["metadata"]
    assert 1 == len(ingress["lifecycle"]["postcondition"])


def test_name_that_someone_else_creates() -> None:
    """It is the address, so nothing is looked up."""
    url, document = _built(service_type="alb", ingress_hosts=["*.example.org", "hub.example.org"])

    assert ("http://hub.example.org", False) == (url, "data" in document)


def test_address_waits_for_a_release() -> None:
    """Otherwise the lookup would run before the service exists."""
    with pytest.raises(TypeError, match="release_ready"):
        HubAddress(new_stack(), "Address", hub=ExposureProps(), namespace="x")  # type: ignore[call-arg]  # that is the test


def _document(synth: Synth, **settings: Any) -> dict[str, Any]:
    hub = {
        "ebs_config": {"storage_class": "gp3", "capacity": "10Gi"},
        "allow_any_login": True,
        "certificate_resource_name": "hub-cert",
        **settings,
    }
    add_ons: tuple[dict[str, Any], ...] = (
        {"ebs_csi_driver": {}},
        {"aws_load_balancer_controller": {"existing": True}},
        {"jupyterhub": hub},
    )
    return synth(hub_file(*add_ons, certificates=_CERTIFICATE))


def _url(document: dict[str, Any]) -> str:
    return str(document["output"]["jupyterhub_url"]["value"])


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"service_type": "cluster_ip", "certificate_resource_name": None}, "http://localhost:8080"),
        (
            {"service_type": "cluster_ip", "certificate_resource_name": None, "values": {"hub": {"baseUrl": "/teaching/"}}},
            "http://localhost:8080/teaching",
        ),
        ({"service_type": "alb", "ingress_hosts": ["hub.example.org"]}, "https://hub.example.org"),
        (
            {"dns": {"hosted_zone": "example.org", "record": "hub"}, "values": {"hub": {"baseUrl": "/teaching/"}}},
            "https://hub.example.org/teaching",
        ),
        ({"service_type": "alb", "ingress_hosts": ["*.example.org", "hub.example.org"]}, "https://hub.example.org"),
        ({"dns": {"hosted_zone": "example.org", "record": "hub"}}, "https://hub.example.org"),
        (
            {"certificate_resource_name": None, "lets_encrypt": {"contact_email": "admin@example.org", "hosts": ["hub.example.org"]}},
            "https://hub.example.org",
        ),
        (
            {"service_type": "alb", "ingress_hosts": ["*.example.org"], "dns": {"hosted_zone": "example.org", "record": "hub"}},
            "https://hub.example.org",
        ),
        (
            {
                "load_balancer_scheme": "internal",
                "certificate_resource_name": None,
                "dns": {"hosted_zone": "example.org", "record": "@"},
            },
            "http://example.org",
        ),
    ],
)
def test_url(synth: Synth, settings: dict[str, Any], expected: str) -> None:
    """The URL is the name in Route 53, else the first host without a wildcard, else that of the port-forward."""
    assert expected == _url(_document(synth, **settings))


@pytest.mark.parametrize(("service_type", "kind"), [("nlb", "kubernetes_service_v1"), ("alb", "kubernetes_ingress_v1")])
def test_load_balancers_own_name_is_read_after_the_release(synth: Synth, service_type: str, kind: str) -> None:
    """Without its own name, the hub is at the load balancer's, which Kubernetes knows once the release is installed."""
    document = _document(synth, service_type=service_type, values={"hub": {"baseUrl": "/teaching/"}})

    found = only(document, kind, "data")
    (address,) = document["data"][kind]
    (release,) = document["resource"]["helm_release"]
    assert [f"helm_release.{release}"] == found["depends_on"]
    assert "lifecycle" not in found
    assert f"data.{kind}.{address}.status[0].load_balancer[0].ingress[0].hostname}}/teaching" in _url(document)


@pytest.mark.parametrize(
    ("service_type", "kind", "of"), [("nlb", "kubernetes_service_v1", "network"), ("alb", "kubernetes_ingress_v1", "application")]
)
def test_record_points_to_the_load_balancer(synth: Synth, service_type: str, kind: str, of: str) -> None:
    """An alias points to the name that Kubernetes recorded, in the zone of this kind of load balancer; AWS isn't asked for the load balancer."""
    document = _document(synth, service_type=service_type, dns={"hosted_zone": "example.org", "record": "hub"})

    record = only(document, "aws_route53_record")
    (balancer,), (zone,) = document["data"][kind], document["data"]["aws_lb_hosted_zone_id"]
    assert ("hub.example.org", "A") == (record["name"], record["type"])
    assert {
        "name": f'${{try(data.{kind}.{balancer}.status[0].load_balancer[0].ingress[0].hostname, "no-load-balancer.invalid")}}',
        "zone_id": f"${{data.aws_lb_hosted_zone_id.{zone}.id}}",
        "evaluate_target_health": True,
    } == record["alias"]
    assert of == only(document, "aws_lb_hosted_zone_id", "data")["load_balancer_type"]
    assert [] == [name for name in document["data"] if name in {"aws_lb", "aws_alb", "aws_lbs"}]


def test_record_without_a_load_balancer_stops_the_deployment(synth: Synth) -> None:
    """A load balancer without a name is an error with what to do, not a record that leads nowhere."""
    document = _document(synth, service_type="alb", dns={"hosted_zone": "example.org", "record": "hub"})

    (condition,) = only(document, "kubernetes_ingress_v1", "data")["lifecycle"]["postcondition"]
    assert '${try(self.status[0].load_balancer[0].ingress[0].hostname, "") != ""}' == condition["condition"]
    assert "Deploy again in a minute" in condition["error_message"]


def test_private_zone(synth: Synth) -> None:
    """A private zone is looked up as such."""
    document = _document(synth, dns={"hosted_zone": "corp.example.org", "record": "hub", "private_zone": True})

    zone = only(document, "aws_route53_zone", "data")
    assert ("corp.example.org", True) == (zone["name"], zone["private_zone"])
