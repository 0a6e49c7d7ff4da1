"""Named certificates, to which hubs refer with ``certificate_resource_name``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator

from constructs_lib.errors import Problem
from constructs_lib.models.base import Model
from constructs_lib.models.kinds.aws import CertificateArn
from constructs_lib.models.kinds.kubernetes import DomainName, HostName
from constructs_lib.models.kinds.validators import distinct, is_token, matching, not_of_javascript

#: Name of a certificate in a hub file; part of the Terraform addresses of its resources.
CertificateName = Annotated[
    str,
    matching(
        r"[A-Za-z0-9][-_.A-Za-z0-9]*",
        "is not a valid certificate name; use letters, digits, '-', '_' and '.', for example hub-cert",
        longest=63,
    ),
    AfterValidator(not_of_javascript),
]

#: Maximum length of a certificate's main name, which is also its common name. Source: RFC 5280, ``ub-common-name``.
LONGEST_MAIN_NAME = 64


class CertificateConfig(Model):
    """A certificate of AWS Certificate Manager in the cluster's Region: imported by ARN, looked up by name, or created."""

    arn: CertificateArn | None = None
    """ARN of an issued certificate in the cluster's Region; no other key is needed then."""
    domain_name: HostName | None = None
    """Main name of the issued certificate to look up, the newest if there are several. With hosted_zone, main name of the new certificate.
    `*.example.org` covers all names directly below example.org."""
    hosted_zone: DomainName | None = None
    """Name of the public Route 53 zone for validating the names of the new certificate, for example example.org."""
    subject_alternative_names: Annotated[tuple[HostName, ...], AfterValidator(distinct)] = ()
    """Additional names of a new certificate, in the same zone."""

    @property
    def made_here(self) -> bool:
        """Whether the stack creates the certificate, rather than looking it up."""
        return self.hosted_zone is not None

    @property
    def names(self) -> tuple[str, ...]:
        """The names that a certificate created here is valid for; the names of an existing certificate are not known."""
        return (self.domain_name, *self.subject_alternative_names) if self.domain_name and self.made_here else ()


def _one_form(certificate: CertificateConfig) -> Iterator[Problem]:
    forms = "set arn to import one, domain_name to look one up, or domain_name and hosted_zone to create one"
    if certificate.arn is None and certificate.domain_name is None:
        yield Problem(f"does not specify a certificate; {forms}")
    if certificate.arn is not None:
        for key in ("domain_name", "hosted_zone", "subject_alternative_names"):
            if getattr(certificate, key):
                yield Problem(f"has no effect with arn; {forms}", (key,))
    elif certificate.subject_alternative_names and not certificate.made_here:
        yield Problem(
            "apply only to a new certificate, but without hosted_zone an existing one is looked up; set hosted_zone too",
            ("subject_alternative_names",),
        )


def _names_are_in_the_zone(certificate: CertificateConfig) -> Iterator[Problem]:
    zone = certificate.hosted_zone
    if zone is None or is_token(zone):
        return
    paths = [("domain_name",), *(("subject_alternative_names", number) for number in range(len(certificate.subject_alternative_names)))]
    for path, name in zip(paths, certificate.names, strict=False):
        if not is_token(name) and not f".{name}".endswith(f".{zone}"):
            yield Problem(f"{name!r} is not in the zone {zone}, so it can't be validated there; use a name that ends in .{zone}", path)


def _main_name_is_short(certificate: CertificateConfig) -> Iterator[Problem]:
    """Source: AWS Certificate Manager API, ``RequestCertificate``, ``DomainName``."""
    name = certificate.domain_name
    if certificate.made_here and name and not is_token(name) and len(name) > LONGEST_MAIN_NAME:
        yield Problem(
            f"has {len(name)} characters; the main name of a certificate can have at most {LONGEST_MAIN_NAME}. Use a shorter name here, and "
            "add this one to subject_alternative_names",
            ("domain_name",),
        )


CertificateConfig.RULES = (_one_form, _names_are_in_the_zone, _main_name_is_short)
