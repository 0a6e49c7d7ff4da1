"""Chart values that make the hub trust a company's certificate authority."""

from __future__ import annotations

from typing import Any

from constructs_lib.models.login.ca_bundle import CaBundleConfig

_VOLUME, _FOLDER = "oidc-ca-bundle", "/etc/oidc-ca-bundle"


def ca_bundle_values(bundle: CaBundleConfig, *, section: str) -> dict[str, Any]:
    """Return the values of ``hub`` that mount the certificates, which the authenticator uses to verify the provider's certificate.

    Source: OAuthenticator, ``OAuthenticator.http_request_kwargs``; tornado, ``HTTPRequest``, ``ca_certs``.

    Args:
        bundle: where the certificates are.
        section: the authenticator's section of ``hub.config``.
    """
    file = f"{_FOLDER}/ca.crt"
    items = [{"key": bundle.key, "path": "ca.crt"}]
    return {
        "config": {section: {"http_request_kwargs": {"ca_certs": file}}},
        "extraVolumes": [{"name": _VOLUME, "configMap": {"name": bundle.config_map, "items": items}}],
        "extraVolumeMounts": [{"name": _VOLUME, "mountPath": _FOLDER, "readOnly": True}],
    }
