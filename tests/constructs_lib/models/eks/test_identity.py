"""Values for how a workload gets its role."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from constructs_lib.models.eks.identity import Identity, PodIdentityAgentMode


@pytest.mark.parametrize(
    ("kind", "words"),
    [(Identity, ["pod_identity", "irsa", "node_role"]), (PodIdentityAgentMode, ["managed", "existing", "built_in"])],
)
def test_values_of_a_hub_file(kind: type[Identity | PodIdentityAgentMode], words: list[str]) -> None:
    """They are a contract; each is read as its member, and written as the value itself."""
    assert words == [str(member) for member in kind]
    assert list(kind) == [TypeAdapter(kind).validate_python(word) for word in words]


@pytest.mark.parametrize(("kind", "word"), [(Identity, "IRSA"), (Identity, "pod-identity"), (PodIdentityAgentMode, "builtin")])
def test_other_values(kind: type[Identity | PodIdentityAgentMode], word: str) -> None:
    """No other spelling is accepted."""
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(word)
