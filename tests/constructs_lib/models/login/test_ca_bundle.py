"""Settings of a company's certificate authority."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from constructs_lib.models.login.ca_bundle import CaBundleConfig


def test_default_key() -> None:
    """The key of cert-manager and Kubernetes."""
    assert "ca.crt" == CaBundleConfig(config_map="company-ca").key


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"config_map": "Company_CA"}, "is not a DNS-1123 name"),
        ({"config_map": "ca", "key": "a/b"}, "is not the key of a ConfigMap"),
        ({"config_map": "ca", "key": ".."}, "is not the key of a ConfigMap"),
        ({"key": "ca.crt"}, "is required but missing"),
    ],
)
def test_wrong_settings(settings: dict[str, str], message: str) -> None:
    """Names and keys that Kubernetes refuses, and no name at all."""
    with pytest.raises(ValidationError, match=message):
        CaBundleConfig.model_validate(settings)
