"""AWS Certificate Manager certificates, imported, looked up or created."""

from __future__ import annotations

from collections.abc import Mapping

from cdktf import TerraformIterator, TerraformResourceLifecycle, Token
from cdktf_cdktf_provider_aws.acm_certificate import AcmCertificate
from cdktf_cdktf_provider_aws.acm_certificate_validation import AcmCertificateValidation
from cdktf_cdktf_provider_aws.data_aws_acm_certificate import DataAwsAcmCertificate
from cdktf_cdktf_provider_aws.data_aws_route53_zone import DataAwsRoute53Zone
from cdktf_cdktf_provider_aws.route53_record import Route53Record
from constructs import Construct

from constructs_lib.errors import RenderError
from constructs_lib.models.exposure.certificates import CertificateConfig
from constructs_lib.terraform.address import address

#: Key types that a load balancer serves; listed explicitly, because by default ACM returns only RSA 2048. Source: ACM API, ``ListCertificates``.
_KEY_TYPES = ["RSA_2048", "RSA_3072", "RSA_4096", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1"]
#: Seconds that resolvers may cache a validation record.
_TTL = 300


class Certificates(Construct):
    """The named certificates of a stack.

    Args:
        certificates: the settings of each, by its name.
    """

    def __init__(self, scope: Construct, id: str, *, certificates: Mapping[str, CertificateConfig]) -> None:
        super().__init__(scope, id)

        #: ARN of each certificate by its name. The ARN of one created here is known, and its users wait, only once it is issued.
        self.arns = {name: self._arn(name, config) for name, config in certificates.items()}

    def _arn(self, name: str, config: CertificateConfig) -> str:
        if config.arn is not None:
            return config.arn
        if config.domain_name is None:
            raise RenderError(f"certificate {name!r} has neither arn nor domain_name; give one of them", scope=self)
        if config.hosted_zone is None:
            return FoundCertificate(self, name, domain_name=config.domain_name).arn
        return NewCertificate(
            self,
            name,
            domain_name=config.domain_name,
            alternative_names=config.subject_alternative_names,
            hosted_zone=config.hosted_zone,
        ).arn


class FoundCertificate(Construct):
    """An issued certificate, looked up by its domain name; the most recent one if there are several.

    Args:
        domain_name: the certificate's domain name.
    """

    def __init__(self, scope: Construct, id: str, *, domain_name: str) -> None:
        super().__init__(scope, id)
        found = DataAwsAcmCertificate(self, "Existing", domain=domain_name, statuses=["ISSUED"], most_recent=True, key_types=_KEY_TYPES)

        #: ARN of the certificate.
        self.arn = found.arn


class NewCertificate(Construct):
    """A certificate that is created here and validated by records in Route 53, which also allow its renewal.

    Source: AWS Certificate Manager user guide, "DNS validation".

    Args:
        domain_name: its domain name.
        alternative_names: its alternative names.
        hosted_zone: name of the public zone of all its names.
    """

    def __init__(self, scope: Construct, id: str, *, domain_name: str, alternative_names: tuple[str, ...], hosted_zone: str) -> None:
        super().__init__(scope, id)

        certificate = AcmCertificate(
            self,
            "Resource",
            domain_name=domain_name,
            subject_alternative_names=list(alternative_names) or None,
            validation_method="DNS",
            # A load balancer uses its certificate until it has the next one.
            lifecycle=TerraformResourceLifecycle(create_before_destroy=True),
        )
        zone = DataAwsRoute53Zone(self, "Zone", name=hosted_zone, private_zone=False)
        # By names known now: the records that ACM requires are known only after the certificate is created, too late for for_each.
        names = TerraformIterator.from_list([domain_name, *alternative_names])
        records = Route53Record(
            self,
            "Validation",
            for_each=names,
            zone_id=zone.zone_id,
            name=_asked(certificate, "resource_record_name"),
            type=_asked(certificate, "resource_record_type"),
            records=[_asked(certificate, "resource_record_value")],
            ttl=_TTL,
            # A name and its wildcard share one record, and so do certificates with the same name.
            allow_overwrite=True,
        )
        issued = AcmCertificateValidation(
            self,
            "Issued",
            certificate_arn=certificate.arn,
            validation_record_fqdns=Token.as_list(f"${{[for record in {address(records)} : record.fqdn]}}"),
        )

        #: ARN of the certificate; resources that refer to it wait until the certificate is issued.
        self.arn = issued.certificate_arn


def _asked(certificate: AcmCertificate, attribute: str) -> str:
    """Return the expression for an attribute of the record that ACM requires for the name ``each.key``."""
    options = f"{address(certificate)}.domain_validation_options"
    return f"${{one([for option in {options} : option.{attribute} if option.domain_name == each.key])}}"
