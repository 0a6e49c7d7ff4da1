"""The three forms of a certificate; invalid ones are in tests/cases/."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from constructs_lib.models.exposure.certificates import CertificateConfig

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
    """The names are known only of a certificate that the stack creates."""
    certificate = CertificateConfig.model_validate(settings)

    assert (made_here, names) == (certificate.made_here, certificate.names)


@pytest.mark.parametrize(
    ("settings", "wrong"),
    [
        ({"domain_name": "example.org", "subject_alternative_names": ["*.example.org", "a.b.example.org"]}, []),
        ({"domain_name": "*.example.org"}, []),
        ({"domain_name": "hub.example.com", "subject_alternative_names": ["hub.example.org"]}, [(("domain_name",), "hub.example.com")]),
        (
            {"domain_name": "hub.example.org", "subject_alternative_names": ["*.example.com", "badexample.org"]},
            [(("subject_alternative_names", 0), "*.example.com"), (("subject_alternative_names", 1), "badexample.org")],
        ),
    ],
)
def test_names_are_validated_in_the_zone(settings: dict[str, Any], wrong: list[tuple[tuple[str | int, ...], str]]) -> None:
    """The zone's own name and all below it can be; each other one is reported at its key."""
    found = []
    try:
        CertificateConfig.model_validate({**settings, "hosted_zone": "example.org"})
    except ValidationError as error:
        found = [(line["loc"], line["msg"]) for line in error.errors()]

    assert [
        (path, f"{name!r} is not in the zone example.org, so it can't be validated there; use a name that ends in .example.org")
        for path, name in wrong
    ] == found


@pytest.mark.parametrize(
    "settings",
    [
        {"domain_name": "hub.example.com", "hosted_zone": "${TfToken[TOKEN.1]}"},
        {"domain_name": "${TfToken[TOKEN.1]}", "hosted_zone": "example.org"},
        {"domain_name": "hub.example.com"},
    ],
)
def test_names_that_cannot_be_checked(settings: dict[str, Any]) -> None:
    """What only Terraform knows is not compared, and a certificate that is looked up has its names already."""
    assert settings["domain_name"] == CertificateConfig.model_validate(settings).domain_name
