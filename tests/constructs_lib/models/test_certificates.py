"""The three forms of a certificate; what is none of them stands in tests/cases/."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.models.certificates import CertificateConfig

ARN = "arn:aws:acm:us-west-2:111122223333:certificate/12345678-1234-1234-1234-123456789012"


@pytest.mark.parametrize(
    ("settings", "made_here", "names"),
    [
        ({"arn": ARN}, False, ()),
        ({"domain_name": "*.example.org"}, False, ()),
        ({"domain_name": "hub.example.org", "hosted_zone": "example.org"}, True, ("hub.example.org",)),
        (
            {"domain_name": "example.org", "subject_alternative_names": ["*.example.org"], "hosted_zone": "example.org"},
            True,
            ("example.org", "*.example.org"),
        ),
    ],
)
def test_forms(settings: dict[str, Any], made_here: bool, names: tuple[str, ...]) -> None:  # noqa: FBT001  # what is expected
    """Only of a certificate that the stack makes are the names known."""
    certificate = CertificateConfig.model_validate(settings)

    assert (made_here, names) == (certificate.made_here, certificate.names)
