"""A company's certificate authority in the chart values."""

from __future__ import annotations

import pytest

from constructs_lib.chart_values.login.ca_bundle import ca_bundle_values
from constructs_lib.models.login.ca_bundle import CaBundleConfig
from tests.chart_schema import schema_errors

_VALUES = ca_bundle_values(CaBundleConfig(config_map="company-ca", key="root.pem"), section="GenericOAuthenticator")


def test_file_is_mounted_and_named() -> None:
    """The authenticator verifies with the file, whatever its key is called; the volume holds only that key."""
    (volume,), (mount,) = _VALUES["extraVolumes"], _VALUES["extraVolumeMounts"]
    file = _VALUES["config"]["GenericOAuthenticator"]["http_request_kwargs"]["ca_certs"]

    assert {"name": "company-ca", "items": [{"key": "root.pem", "path": "ca.crt"}]} == volume["configMap"]
    assert (volume["name"], f"{mount['mountPath']}/ca.crt", True) == (mount["name"], file, mount["readOnly"])


@pytest.mark.schema
@pytest.mark.parametrize("version", ["3.0.3", "4.4.0"])
def test_charts_accept_the_values(version: str) -> None:
    """All paths are the charts' own."""
    assert [] == schema_errors(version, {"hub": _VALUES})
