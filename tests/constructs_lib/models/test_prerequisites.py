"""What someone else provides. The kinds are in facts.json, so they are a contract."""

from __future__ import annotations

from constructs_lib.models.prerequisites import Prerequisite, PrerequisiteKind


def test_kinds_in_the_order_of_the_facts() -> None:
    """What Terraform needs first, then what pods wait for."""
    assert ["variable", "secrets_manager_secret", "kubernetes_secret", "storage_class", "persistent_volume_claim"] == list(PrerequisiteKind)


def test_namespace_and_key_are_optional() -> None:
    """A storage class has neither."""
    need = Prerequisite(kind=PrerequisiteKind.STORAGE_CLASS, name="gp3", description="the storage class gp3")

    assert (None, None) == (need.namespace, need.key)
