"""How workloads get their IAM roles. The values are what a hub file says, so they are a contract."""

from __future__ import annotations

from constructs_lib.models.eks.identity import Identity, PodIdentityAgentMode


def test_words_of_the_hub_file() -> None:
    """Each choice, in the order of the documentation."""
    assert ["pod_identity", "irsa", "node_role"] == [choice.value for choice in Identity]
    assert ["managed", "existing", "built_in"] == [choice.value for choice in PodIdentityAgentMode]
