"""Certificates: imported, found, or requested and validated."""

from __future__ import annotations

from typing import Any

import constructs_lib  # noqa: F401  # first: it makes the provider bindings lazy

# isort: split
import cdktf
import pytest

from constructs_lib.constructs.exposure.certificates import Certificates
from constructs_lib.errors import RenderError
from constructs_lib.models.exposure.certificates import CertificateConfig
from tests.conftest import Synth, chart_values, hub_file, only

ARN = "arn:aws:acm:us-west-2:111122223333:certificate/12345678-1234-1234-1234-123456789012"
_HUB = {
    "ebs_config": {"storage_class": "gp3", "capacity": "10Gi"},
    "allow_any_login": True,
    "service_type": "alb",
    "certificate_resource_name": "hub-cert",
}


def _document(synth: Synth, certificate: dict[str, Any]) -> dict[str, Any]:
    add_ons: tuple[dict[str, Any], ...] = (
        {"ebs_csi_driver": {}},
        {"aws_load_balancer_controller": {"existing": True}},
        {"jupyterhub": _HUB},
    )
    return synth(hub_file(*add_ons, certificates={"hub-cert": certificate}))


def _served(document: dict[str, Any]) -> str:
    return str(chart_values(document)["ingress"]["annotations"]["alb.ingress.kubernetes.io/certificate-arn"])


def test_imported_certificate_creates_nothing(synth: Synth) -> None:
    """An ARN is passed on; nothing of ACM or Route 53 is in the stack."""
    document = _document(synth, {"arn": ARN})

    assert ARN == _served(document)
    assert [] == [kind for section in ("resource", "data") for kind in document[section] if kind.startswith(("aws_acm", "aws_route53"))]


def test_certificate_is_found_by_its_name(synth: Synth) -> None:
    """An issued one, whatever its key; the newest if there are several."""
    document = _document(synth, {"domain_name": "*.example.org"})

    found = only(document, "aws_acm_certificate", "data")

    assert ("*.example.org", ["ISSUED"], True) == (found["domain"], found["statuses"], found["most_recent"])
    assert "EC_prime256v1" in found["key_types"]
    (address,) = document["data"]["aws_acm_certificate"]
    assert f"${{data.aws_acm_certificate.{address}.arn}}" == _served(document)


def test_new_certificate_is_validated_before_it_is_served(synth: Synth) -> None:
    """The release refers to the validation, so it waits until the certificate is issued; a replacement is created before it is destroyed."""
    document = _document(
        synth, {"domain_name": "hub.example.org", "subject_alternative_names": ["*.hub.example.org"], "hosted_zone": "example.org"}
    )

    certificate = only(document, "aws_acm_certificate")
    assert ("hub.example.org", ["*.hub.example.org"], "DNS") == tuple(
        certificate[key] for key in ("domain_name", "subject_alternative_names", "validation_method")
    )
    assert {"create_before_destroy": True} == certificate["lifecycle"]
    (issued,) = document["resource"]["aws_acm_certificate_validation"]
    assert f"${{aws_acm_certificate_validation.{issued}.certificate_arn}}" == _served(document)


def test_each_name_has_its_record_in_the_public_zone(synth: Synth) -> None:
    """Each name, known before ACM responds, gets the record that ACM requires; the validation waits for all of them."""
    document = _document(
        synth, {"domain_name": "hub.example.org", "subject_alternative_names": ["*.hub.example.org"], "hosted_zone": "example.org"}
    )

    record = only(document, "aws_route53_record")
    (certificate,) = document["resource"]["aws_acm_certificate"]
    (address,) = document["resource"]["aws_route53_record"]
    options = f"aws_acm_certificate.{certificate}.domain_validation_options"
    assert '${toset(["hub.example.org", "*.hub.example.org"])}' == record["for_each"]
    assert f"${{one([for option in {options} : option.resource_record_name if option.domain_name == each.key])}}" == record["name"]
    assert record["allow_overwrite"] is True
    assert {"name": "example.org", "private_zone": False} == {
        key: value for key, value in only(document, "aws_route53_zone", "data").items() if key != "//"
    }
    assert (
        f"${{[for record in aws_route53_record.{address} : record.fqdn]}}"
        == only(document, "aws_acm_certificate_validation")["validation_record_fqdns"]
    )


@pytest.mark.parametrize("name", ["hub-cert", "a.b_c"])
def test_names_with_punctuation(synth: Synth, name: str) -> None:
    """Whatever a certificate is called, its Terraform addresses are valid."""
    add_ons: tuple[dict[str, Any], ...] = (
        {"ebs_csi_driver": {}},
        {"aws_load_balancer_controller": {"existing": True}},
        {"jupyterhub": {**_HUB, "certificate_resource_name": name}},
    )

    document = synth(hub_file(*add_ons, certificates={name: {"domain_name": "hub.example.org"}}))

    (address,) = document["data"]["aws_acm_certificate"]
    assert address.replace("_", "").replace("-", "").isalnum()


def test_neither_arn_nor_name() -> None:
    """The model refuses it; without the model, the error names the certificates."""
    stack = cdktf.TerraformStack(cdktf.Testing.app(), "research")

    with pytest.raises(RenderError, match=r"^\[research/Certificates\] certificate 'hub-cert' has neither arn nor domain_name"):
        Certificates(stack, "Certificates", certificates={"hub-cert": CertificateConfig.model_construct()})
