"""Hubs and certificates fit together, or the report shows where they don't. The exact messages are in tests/cases/."""

from __future__ import annotations

from constructs_lib.checks.certificates import certificate_problems, unused_certificates
from constructs_lib.models.exposure.certificates import CertificateConfig
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps

ARN = "arn:aws:acm:us-west-2:111122223333:certificate/12345678-1234-1234-1234-123456789012"
_HUB = JupyterHubAddOnProps.model_validate(
    {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, "allow_any_login": True, "certificate_resource_name": "hub-cert"}
)


def test_certificate_of_the_region_fits() -> None:
    """A certificate in the cluster's Region, used by a hub, is valid."""
    certificates = {"hub-cert": CertificateConfig(arn=ARN)}

    assert [] == list(certificate_problems([_HUB], certificates=certificates, region="us-west-2"))
    assert [] == list(unused_certificates([_HUB], certificates))


def test_certificate_of_iam_has_no_region() -> None:
    """An IAM server certificate is served in every Region."""
    certificates = {"hub-cert": CertificateConfig(arn="arn:aws:iam::111122223333:server-certificate/hub")}

    assert [] == list(certificate_problems([_HUB], certificates=certificates, region="eu-west-1"))


def test_token_has_no_region_to_compare() -> None:
    """An ARN that only Terraform knows is accepted as it is."""
    certificates = {"hub-cert": CertificateConfig(arn="${TfToken[TOKEN.3]}")}

    assert [] == list(certificate_problems([_HUB], certificates=certificates, region="eu-west-1"))


def test_certificate_of_another_region() -> None:
    """A load balancer can't serve it; one that can't be checked hides none that can."""
    found = [("another", "${TfToken[TOKEN.3]}"), ("iam", "arn:aws:iam::111122223333:server-certificate/hub"), ("hub-cert", ARN)]
    certificates = {name: CertificateConfig(arn=arn) for name, arn in found}

    (problem,) = certificate_problems([_HUB], certificates=certificates, region="eu-west-1")

    assert ("certificates", "hub-cert", "arn") == problem.path
    assert (
        f"{ARN!r} is a certificate in us-west-2, but the cluster is in eu-west-1, and a load balancer serves only certificates of its own "
        "Region; use a certificate in eu-west-1"
    ) == problem.message
    assert [] == list(certificate_problems([_HUB], certificates=certificates, region="${TfToken[TOKEN.4]}"))


def test_unused_certificate_is_a_warning() -> None:
    """It is created or looked up anyway, so it is reported."""
    certificates = {"hub-cert": CertificateConfig(arn=ARN), "spare": CertificateConfig(arn=ARN)}

    assert ["certificates.spare: no hub uses it; set certificate_resource_name: spare in a hub, or remove it"] == list(
        unused_certificates([_HUB], certificates)
    )


def _behind(host: str) -> JupyterHubAddOnProps:
    settings = {"service_type": "alb", "ingress_hosts": [host], "certificate_resource_name": "hub-cert", "allow_any_login": True}
    return JupyterHubAddOnProps.model_validate({"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, **settings})


def _made(*names: str) -> CertificateConfig:
    first, *further = names
    return CertificateConfig.model_validate({"domain_name": first, "subject_alternative_names": further, "hosted_zone": "example.org"})


def _messages(hub: JupyterHubAddOnProps, **certificates: CertificateConfig) -> list[str]:
    named = {name.replace("_", "-"): certificate for name, certificate in certificates.items()}
    return [problem.message for problem in certificate_problems([hub], certificates=named, region="us-west-2")]


def test_name_without_a_certificate() -> None:
    """The message lists the existing certificates, in alphabetical order."""
    found = CertificateConfig(arn=ARN)

    assert ["'hub-cert' is not one of the certificates (none are defined); define it under certificates"] == _messages(_HUB)
    assert ["'hub-cert' is not one of the certificates (a, b); define it under certificates"] == _messages(_HUB, b=found, a=found)


def test_certificate_created_for_other_names() -> None:
    """The hub's name has to be among those of a certificate that is created here."""
    expected = (
        "'hub-cert' is issued for a.example.org, b.example.org, but the hub is hub.example.org, so browsers would reject it; "
        "add that name to the certificate's subject_alternative_names"
    )

    assert [expected] == _messages(_behind("hub.example.org"), hub_cert=_made("a.example.org", "b.example.org"))
    assert [] == _messages(_behind("hub.example.org"), hub_cert=_made("a.example.org", "*.example.org"))


def test_names_that_cannot_be_checked() -> None:
    """A name that only Terraform knows, on either side, may be the right one."""
    token = "${TfToken[TOKEN.1]}"

    assert [] == _messages(_behind(token), hub_cert=_made("a.example.org"))
    assert [] == _messages(_behind("hub.example.org"), hub_cert=_made("a.example.org", token))
