"""References to secrets."""

from __future__ import annotations

import pytest

from constructs_lib import SecretReference
from constructs_lib.models.secrets.reference import SecretEnvVar, UnsafePlainText

_CANARY = "Canary text of a secret!"


def _secret(reference: SecretReference) -> SecretEnvVar:
    return SecretEnvVar(reference, "OAUTH_CLIENT_SECRET", "hub-login", "client_secret")


def test_key_and_revision_have_defaults() -> None:
    """A Kubernetes Secret is read with the key that the use needs, and the first revision."""
    secret = _secret(SecretReference(kubernetes_secret="hub-oidc"))

    assert ("hub-oidc", "client_secret", 1) == (secret.name, secret.key, secret.reference.revision)


def test_your_own_key_is_kept_only_for_a_kubernetes_secret() -> None:
    """The key of Secrets Manager's JSON sets where to read, not where to write."""
    there = _secret(SecretReference(kubernetes_secret="hub-oidc", key="oidc"))
    made = _secret(SecretReference(secrets_manager="hub/oidc", key="oidc"))

    assert [("hub-oidc", "oidc"), ("hub-login", "client_secret")] == [(there.name, there.key), (made.name, made.key)]


@pytest.mark.parametrize("field", ["kubernetes_secret", "secrets_manager", "variable", "key"])
def test_messages_never_repeat_what_may_be_the_secret(field: str) -> None:
    """Someone may write the secret itself in place of a name."""
    with pytest.raises(ValueError, match="not shown") as error:
        SecretReference.model_validate({"variable": "fine", field: _CANARY})

    assert _CANARY not in str(error.value)


@pytest.mark.parametrize("revision", [0, -1, 2**31, "2x"])
def test_revision_is_a_number_from_1(revision: object) -> None:
    """The provider ignores revision 0 and would write an empty Secret."""
    with pytest.raises(ValueError, match="revision"):
        SecretReference.model_validate({"variable": "fine", "revision": revision})


def test_unsafe_plain_text_hides_itself() -> None:
    """Neither printing nor dumping the settings shows the text."""
    reference = SecretReference.unsafe_plain_text(_CANARY, revision=2)

    assert isinstance(reference, UnsafePlainText)
    assert _CANARY not in f"{reference!r} {reference} {reference.model_dump()} {reference.model_dump_json()}"
    assert (_CANARY, 2) == (reference.text.get_secret_value(), reference.revision)
    assert 1 == SecretReference.unsafe_plain_text(_CANARY).revision


@pytest.mark.parametrize("key", ["text", "plain_text", "unsafe_plain_text"])
def test_no_hub_file_can_hold_plain_text(key: str) -> None:
    """The unsafe way is a constructor in Python, not a key."""
    with pytest.raises(ValueError, match="unknown key") as error:
        SecretReference.model_validate({key: _CANARY})

    assert _CANARY not in str(error.value)


def test_plain_text_may_not_be_empty() -> None:
    """An empty secret is a mistake."""
    with pytest.raises(ValueError, match="text"):
        SecretReference.unsafe_plain_text("")
