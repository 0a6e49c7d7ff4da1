"""Named certificates, which hubs refer to by ``certificate_resource_name``."""

from __future__ import annotations

from constructs_lib.models.base import Model
from constructs_lib.models.types import CertificateArn


class CertificateConfig(Model):
    """A certificate in AWS Certificate Manager, imported by its ARN."""

    arn: CertificateArn
    """ARN of an issued certificate, in the cluster's Region."""
