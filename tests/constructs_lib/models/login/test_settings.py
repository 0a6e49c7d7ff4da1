"""The settings of a login with all their rules."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from constructs_lib.models.login.oidc_settings import OidcSettings
from constructs_lib.models.login.rules import LOGIN_RULES
from constructs_lib.models.login.settings import OidcConfig


def test_keys_are_those_of_the_settings() -> None:
    """Only rules are added, so the documentation of each key is found too."""
    assert list(OidcSettings.model_fields) == list(OidcConfig.model_fields)
    assert OidcSettings.key_docstrings() == OidcConfig.key_docstrings()
    assert OidcConfig.RULES == LOGIN_RULES


def test_rules_are_applied() -> None:
    """A login without a callback, a provider and someone who may enter is refused for each of the three."""
    with pytest.raises(ValidationError) as error:
        OidcConfig.model_validate({"client_id": "hub", "client_secret": {"kubernetes_secret": "hub-oidc"}})

    assert {("callback_url",), ("auth_url",), ("token_url",), ("user_data_url",), ("allow_all",)} == {
        line["loc"] for line in error.value.errors()
    }
