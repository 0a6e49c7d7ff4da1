"""Every kind of exposure gives values that the chart accepts: service type, scheme and TLS on each chart version."""

from __future__ import annotations

import itertools
import json
import os
from pathlib import Path
from typing import Any

import pytest

from constructs_lib.chart_values.exposure.service import exposure_values
from constructs_lib.models.chart_version import ChartVersion
from constructs_lib.models.exposure.load_balancer import JupyterHubServiceType
from constructs_lib.models.exposure.settings import ExposureProps
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from tests.chart_schema import schema_errors

GOLDEN = Path(__file__).parent / "exposure.json"
ARN = "arn:aws:acm:us-west-2:111122223333:certificate/12345678-1234-1234-1234-123456789012"

_TLS: dict[str, dict[str, Any]] = {
    "plain": {"allow_plain_http": True},
    "acm": {"certificate_resource_name": "hub-cert"},
    "letsencrypt": {"lets_encrypt": {"contact_email": "admin@example.org", "hosts": ["hub.example.org"]}},
}
_FULL = {
    "allowed_cidrs": ["10.0.0.0/8"],
    "load_balancer": {
        "subnets": ["public-a", "public-b"],
        "access_logs": {"bucket": "logs", "prefix": "hub"},
        "deletion_protection": True,
    },
}


def _possible(service_type: str, scheme: str, tls: str, full: bool) -> bool:  # noqa: FBT001  # one of a matrix's dimensions
    if service_type == "cluster_ip":
        return (scheme, tls, full) == ("internet-facing", "plain", False)
    return tls != "letsencrypt" or (service_type == "nlb" and scheme == "internet-facing" and not full)


DOORS: dict[str, dict[str, Any]] = {
    f"{service_type}-{scheme}-{tls}-{'full' if full else 'bare'}-{version}": {
        "service_type": service_type,
        "load_balancer_scheme": scheme,
        "version": version,
        "ebs_config": {"storage_class": "gp3", "capacity": "10Gi"},
        "allow_any_login": True,
        **_TLS[tls],
        **(_FULL if full else {}),
    }
    for service_type, scheme, tls, full, version in itertools.product(
        ("nlb", "alb", "cluster_ip"), ("internet-facing", "internal"), _TLS, (False, True), ("1.2.0", "2.0.0", "3.3.8", "4.4.0")
    )
    if _possible(service_type, scheme, tls, full)
}


def _values(settings: dict[str, Any]) -> dict[str, Any]:
    hub = JupyterHubAddOnProps.model_validate(settings)
    return exposure_values(hub, hub.chart_version, certificate_arn=ARN if hub.certificate_resource_name else None)


@pytest.mark.schema
@pytest.mark.parametrize("door", DOORS)
def test_values_fit_the_chart(door: str) -> None:
    """The values are valid under the chart's schema."""
    assert [] == schema_errors(DOORS[door]["version"], _values(DOORS[door]))


@pytest.mark.parametrize("settings", DOORS.values(), ids=DOORS)
def test_one_load_balancer_is_requested(settings: dict[str, Any]) -> None:
    """A load balancer is requested once: by the service (nlb), by the Ingress (alb), or not at all (cluster_ip)."""
    values = _values(settings)

    by_service = values["proxy"]["service"]["type"] == "LoadBalancer"
    by_ingress = "ingress" in values
    assert (settings["service_type"] == "nlb", settings["service_type"] == "alb") == (by_service, by_ingress)


def test_golden_exposures() -> None:
    """Each exposure gives the values in its golden file, which lists all exposures that give the same."""
    doors: dict[str, list[str]] = {}
    for door, settings in DOORS.items():
        doors.setdefault(json.dumps(_values(settings)), []).append(door)
    rendered = [{"doors": names, "values": json.loads(values)} for values, names in doors.items()]
    if os.environ.get("GOLDEN") == "write":
        GOLDEN.write_text(json.dumps(rendered, indent=2) + "\n", encoding="utf-8")

    assert json.loads(GOLDEN.read_text(encoding="utf-8")) == rendered


def test_cluster_ip_requests_nothing() -> None:
    """Inside the cluster there is no load balancer, no TLS and no Ingress."""
    hub = ExposureProps(service_type=JupyterHubServiceType.CLUSTERIP)

    assert {"proxy": {"service": {"type": "ClusterIP"}}} == exposure_values(hub, ChartVersion.of("4.4.0"), certificate_arn=None)


@pytest.mark.parametrize("service_type", ["nlb", "alb"])
def test_certificate_reaches_the_load_balancer(service_type: str) -> None:
    """It serves the certificate, whichever kind it is."""
    hub = ExposureProps.model_validate({"service_type": service_type, "certificate_resource_name": "hub-cert"})

    assert ARN in str(exposure_values(hub, ChartVersion.of("4.4.0"), certificate_arn=ARN))
