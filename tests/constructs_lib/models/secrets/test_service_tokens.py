"""API tokens of services, set by reference."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.secrets.reference import SecretReference
from constructs_lib.models.secrets.service_tokens import ServiceApiTokens, service_token
from tests.constructs_lib.models.kinds.allowed import is_refused, passes


def test_token_of_a_service() -> None:
    """Its variable and the created Secret have its name, so that two services have one each."""
    token = service_token("exam-grader", SecretReference(variable="grader"), release="hub")

    assert ("SERVICE_API_TOKEN_EXAM_GRADER", "hub-api-token-exam-grader", "token") == (token.variable, token.name, token.key)


def test_secrets_of_a_hub() -> None:
    """The hub's secrets list them all."""
    tokens = {"grader": {"kubernetes_secret": "a"}, "exporter": {"secrets_manager": "b"}}
    hub = JupyterHubAddOnProps.model_validate(
        {
            "ebs_config": {"storage_class": "gp3", "capacity": "10Gi"},
            "service_type": "cluster_ip",
            "service_api_tokens": tokens,
        }
    )

    assert ["grader", "exporter"] == list(hub.service_tokens)
    assert ["a", "blueprints-addon-jupyterhub-api-token-exporter"] == [secret.name for secret in hub.secrets]


@pytest.mark.parametrize("name", ["grader", "exam-grader", "g2", "a" * 40])
def test_name(name: str) -> None:
    """A valid Kubernetes name."""
    assert passes(ServiceApiTokens, {name: SecretReference(variable="x")})


@pytest.mark.parametrize("name", ["", "Grader", "2nd", "exam_grader", "-a", "a-", "a" * 41, 1, "jupyterhub-idle-culler"])
def test_invalid_names(name: object) -> None:
    """It is part of a variable and of a Secret's name."""
    assert is_refused(ServiceApiTokens, {name: {"variable": "x"}})


@pytest.mark.parametrize("tokens", [{"canary": "grader"}, {"grader": "canary"}, {"canary canary": {"variable": "x"}}])
def test_token_as_text(tokens: object) -> None:
    """Neither a key nor a value that may be the token is repeated."""
    with pytest.raises(ValidationError, match="name-of-the-service") as error:
        JupyterHubAddOnProps.model_validate({"service_api_tokens": tokens})
    assert "canary" not in str(error.value)
