"""Chart values of services whose API tokens are set by reference."""

from __future__ import annotations

from constructs_lib.chart_values.service_api_tokens import service_api_token_values
from constructs_lib.models.secrets.reference import SecretReference
from constructs_lib.models.secrets.service_tokens import service_token


def test_none() -> None:
    """A hub without such services has no values of them."""
    assert {} == service_api_token_values({})


def test_tokens() -> None:
    """The services are defined without a token; the hub has each as a variable, and restarts with its revision."""
    references = {"grader": SecretReference(kubernetes_secret="grader", key="k"), "x-y": SecretReference(variable="x", revision=3)}
    tokens = {name: service_token(name, reference, release="hub") for name, reference in references.items()}
    values = service_api_token_values(tokens)

    assert {"serviceApiTokens": {"grader": "SERVICE_API_TOKEN_GRADER", "x-y": "SERVICE_API_TOKEN_X_Y"}} == values["custom"]
    assert {"grader": {"name": "grader"}, "x-y": {"name": "x-y"}} == values["hub"]["services"]
    assert {
        "SERVICE_API_TOKEN_GRADER": {"valueFrom": {"secretKeyRef": {"name": "grader", "key": "k"}}},
        "SERVICE_API_TOKEN_X_Y": {"valueFrom": {"secretKeyRef": {"name": "hub-api-token-x-y", "key": "token"}}},
    } == values["hub"]["extraEnv"]
    assert {"jupyterhub-on-eks/api-token-grader-revision": "1", "jupyterhub-on-eks/api-token-x-y-revision": "3"} == values["hub"][
        "annotations"
    ]
    assert 'set_service_api_tokens(c, get_config("custom.serviceApiTokens"))' in values["hub"]["extraConfig"]["service-api-tokens"]
