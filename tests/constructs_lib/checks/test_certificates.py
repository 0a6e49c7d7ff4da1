"""Hubs and certificates fit together, or the report says where they don't. The exact words stand in tests/cases/."""

from __future__ import annotations

from constructs_lib.checks.certificates import certificate_problems, unused_certificates
from constructs_lib.models.certificates import CertificateConfig
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps

ARN = "arn:aws:acm:us-west-2:111122223333:certificate/12345678-1234-1234-1234-123456789012"
_HUB = JupyterHubAddOnProps.model_validate(
    {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, "allow_any_login": True, "certificate_resource_name": "hub-cert"}
)


def test_certificate_of_the_region_fits() -> None:
    """A certificate in the cluster's Region, used by a hub, is fine."""
    certificates = {"hub-cert": CertificateConfig(arn=ARN)}

    assert [] == list(certificate_problems([_HUB], certificates=certificates, region="us-west-2"))
    assert [] == list(unused_certificates([_HUB], certificates))


def test_certificate_of_iam_has_no_region() -> None:
    """A server certificate of IAM is served in every Region."""
    certificates = {"hub-cert": CertificateConfig(arn="arn:aws:iam::111122223333:server-certificate/hub")}

    assert [] == list(certificate_problems([_HUB], certificates=certificates, region="eu-west-1"))


def test_token_has_no_region_to_compare() -> None:
    """An ARN that only Terraform knows is taken as it is."""
    certificates = {"hub-cert": CertificateConfig(arn="${TfToken[TOKEN.3]}")}

    assert [] == list(certificate_problems([_HUB], certificates=certificates, region="eu-west-1"))


def test_unused_certificate_is_a_warning() -> None:
    """It is made or looked up all the same, so it is said."""
    certificates = {"hub-cert": CertificateConfig(arn=ARN), "spare": CertificateConfig(arn=ARN)}

    assert ["certificates.spare: no hub uses it; write certificate_resource_name: spare in a hub, or take it out"] == list(
        unused_certificates([_HUB], certificates)
    )
