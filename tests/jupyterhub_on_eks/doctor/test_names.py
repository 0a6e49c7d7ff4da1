"""Certificates and hosted zones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from jupyterhub_on_eks.doctor import names
from tests.jupyterhub_on_eks.cloud.answers import CONTROLLER, EBS, hub, site

ARN = "arn:aws:acm:us-west-2:111122223333:certificate/0a1b2c3d-0000-1111-2222-333344445555"
ALB = hub(service_type="alb", load_balancer_scheme="internal", ingress_hosts=["hub.example.org"], certificate_resource_name="c")


def _answer(**changes: Any) -> dict[str, Any]:
    return {"acm.describe_certificate": {"Certificate": {"Status": "ISSUED", "DomainName": "*.example.org", **changes}}}


SOON = datetime.now(UTC) + timedelta(days=5)


@pytest.mark.parametrize(
    ("config", "answers", "level", "message"),
    [
        ({"arn": ARN}, _answer(), "ok", "c is issued for hub.example.org"),
        ({"arn": ARN}, {}, "failure", "there is no certificate"),
        ({"arn": ARN}, _answer(Status="PENDING_VALIDATION"), "failure", "Validate its names"),
        ({"arn": ARN}, _answer(Status="EXPIRED"), "failure", "c is EXPIRED"),
        ({"arn": ARN}, _answer(DomainName="*.lab.example.org"), "failure", "c covers *.lab.example.org, but not hub.example.org"),
        ({"arn": ARN}, _answer(DomainName="a.org", SubjectAlternativeNames=["hub.example.org"]), "ok", "issued"),
        ({"arn": ARN}, _answer(NotAfter=SOON, RenewalEligibility="INELIGIBLE"), "warning", "ACM does not renew it"),
        ({"arn": ARN}, _answer(NotAfter=SOON, RenewalEligibility="ELIGIBLE"), "ok", "issued"),
        ({"domain_name": "hub.example.org"}, {"acm.list_certificates": {"CertificateSummaryList": []}}, "failure", "has no issued certificate"),
        ({"domain_name": "hub.example.org"}, {**_answer(), "acm.list_certificates": {"CertificateSummaryList": [{"DomainName": "hub.example.org", "CertificateArn": ARN}]}}, "ok", "issued"),
        ({"domain_name": "hub.example.org", "hosted_zone": "example.org"}, {}, "ok", "c will be created for hub.example.org"),
    ],
)  # fmt: skip
def test_certificates(config: Any, answers: Any, level: str, message: str) -> None:
    """Issued, in the Region, valid for the hosts."""
    (found,) = names.certificates(site(EBS, CONTROLLER, ALB, aws=answers, certificates={"c": config}))

    assert level == found.level
    assert message in found.line


def _zone(name: str = "example.org.", *, private: bool = False) -> dict[str, Any]:
    return {"Id": "/hostedzone/Z1", "Name": name, "Config": {"PrivateZone": private}}


@pytest.mark.parametrize(
    ("private", "zones", "networks", "level"),
    [
        (False, [_zone()], [], "ok"),
        (False, [_zone("example.org.uk.")], [], "failure"),
        (False, [_zone(private=True)], [], "failure"),
        (False, [_zone(), _zone()], [], "failure"),
        (True, [_zone(), _zone(private=True)], ["vpc-1"], "ok"),
        (True, [_zone(private=True)], ["vpc-2"], "warning"),
    ],
)
def test_hosted_zones(*, private: bool, zones: Any, networks: list[str], level: str) -> None:
    """Existing, unique, of the right kind, and associated with the cluster's network."""
    add_on = hub(
        service_type="nlb", load_balancer_scheme="internal", dns={"hosted_zone": "example.org", "record": "hub", "private_zone": private}
    )
    answers = {
        "route53.list_hosted_zones_by_name": {"HostedZones": zones},
        "route53.get_hosted_zone": {"VPCs": [{"VPCId": network} for network in networks]},
    }
    (found,) = names.hosted_zones(site(EBS, CONTROLLER, add_on, aws=answers))

    assert level == found.level
