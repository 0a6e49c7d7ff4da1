"""Values for how a workload gets its role."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from constructs_lib.models.eks.identity import Identity, PodIdentityAgentMode


@pytest.mark.parametrize(
    ("kind", "values"),
    [(Identity, ["pod_identity", "irsa", "node_role"]), (PodIdentityAgentMode, ["managed", "existing", "built_in"])],
)
def test_values_of_a_hub_file(kind: type[Identity | PodIdentityAgentMode], values: list[str]) -> None:
    """They are a contract; each is read as its member, and written as the value itself."""
    assert values == [str(member) for member in kind]
    assert list(kind) == [TypeAdapter(kind).validate_python(word) for word in values]


@pytest.mark.parametrize(("kind", "value"), [(Identity, "IRSA"), (Identity, "pod-identity"), (PodIdentityAgentMode, "builtin")])
def test_other_values(kind: type[Identity | PodIdentityAgentMode], value: str) -> None:
    """No other spelling is accepted."""
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(value)
