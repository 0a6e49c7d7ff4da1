"""Chart values of services with API tokens by reference."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from constructs_lib.chart_values.extra_config import extra_config
from constructs_lib.chart_values.merge import merged
from constructs_lib.chart_values.secret_env_var import secret_env_var
from constructs_lib.models.secrets.reference import SecretEnvVar


def service_api_token_values(tokens: Mapping[str, SecretEnvVar]) -> dict[str, Any]:
    """Return values that define the services and read their tokens from the hub's environment: the chart reads them only from its values.

    The part of ``hub.extraConfig`` runs after the chart has built the list of services. Source: chart, ``jupyterhub_config.py``.

    Args:
        tokens: the token of each service, by the service's name.
    """
    if not tokens:
        return {}
    revisions = ({"hub": secret_env_var(token, revision=f"jupyterhub-on-eks/api-token-{name}-revision")} for name, token in tokens.items())
    services = {
        "custom": {"serviceApiTokens": {name: token.variable for name, token in tokens.items()}},
        "hub": {
            "services": {name: {"name": name} for name in tokens},  # named, so that values can't drop it silently
            "extraConfig": {"service-api-tokens": extra_config("service_api_tokens", settings="custom.serviceApiTokens")},
        },
    }
    return merged(services, *revisions)
