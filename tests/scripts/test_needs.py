"""What a stack doesn't make and a deployment can't do without."""

from __future__ import annotations

import json
from typing import Any

import pytest

from scripts.needs import needs
from tests.scripts.conftest import MakeStack

_WAITS = "; the hub's pod waits for it"


def _release(values: Any, namespace: str = "hub") -> dict[str, Any]:
    return {"hub": {"namespace": namespace, "values": [json.dumps(values)]}}


def _reference(name: str, key: str = "client_secret") -> dict[str, Any]:
    return {"hub": {"extraEnv": {"OAUTH_CLIENT_SECRET": {"valueFrom": {"secretKeyRef": {"name": name, "key": key}}}}}}


def test_nothing(make_stack: MakeStack) -> None:
    """A stack without secrets needs none."""
    assert [] == list(needs(make_stack(resource={"helm_release": _release({"hub": {"config": {}}})})))


def test_variables(make_stack: MakeStack) -> None:
    """Terraform asks for those that have no default."""
    stack = make_stack(variable={"hub_secret": {"sensitive": True}, "size": {"default": 1}})

    assert ["TF_VAR_hub_secret, set in the environment of diff, deploy and destroy"] == list(needs(stack))


def test_secrets_manager(make_stack: MakeStack) -> None:
    """Terraform reads it on each run."""
    stack = make_stack(ephemeral={"aws_secretsmanager_secret_version": {"x": {"secret_id": "hub/oidc"}}})

    assert ["the secret hub/oidc in AWS Secrets Manager"] == list(needs(stack))


def test_secret_that_someone_else_makes(make_stack: MakeStack) -> None:
    """With its key and its namespace, also where the stack makes that; lists in the values are read as well."""
    namespace = {"Namespace_1": {"metadata": {"name": "research"}}}
    values = {**_reference("hub-oidc"), "extra": [_reference("other", "x")]}
    stack = make_stack(
        resource={
            "kubernetes_namespace_v1": namespace,
            "helm_release": _release(values, "${kubernetes_namespace_v1.Namespace_1.metadata[0].name}"),
        }
    )

    assert [
        f"the Secret hub-oidc with the key client_secret in the namespace research{_WAITS}",
        f"the Secret other with the key x in the namespace research{_WAITS}",
    ] == list(needs(stack))


def test_secret_that_the_stack_makes(make_stack: MakeStack) -> None:
    """It is there in time."""
    made = {"Secret": {"metadata": {"name": "hub-login"}}}

    assert [] == list(needs(make_stack(resource={"kubernetes_secret_v1": made, "helm_release": _release(_reference("hub-login"))})))


def test_storage_class_that_someone_else_makes(make_stack: MakeStack) -> None:
    """Once, however many claims name it; not one that the stack makes, nor one that only joins a claim to a volume."""
    claims = {name: {"storageClassName": name} for name in ("gp3", "made", "joining", "", "${data.x}")}
    stack = make_stack(
        resource={
            "kubernetes_storage_class_v1": {"Class": {"metadata": {"name": "made"}}},
            "kubernetes_persistent_volume_v1": {"Volume": {"spec": [{"storage_class_name": "joining"}]}},
            "helm_release": _release({"hub": claims, "singleuser": {"dynamic": {"storageClass": "gp3"}}}),
        }
    )

    assert ["the storage class gp3 on the cluster; claims on it wait for it"] == list(needs(stack))


@pytest.mark.parametrize("values", [['{"a": "${data.x["y"]}"}'], []])
def test_values_that_cannot_be_read(make_stack: MakeStack, values: list[str]) -> None:
    """What only Terraform can read is passed over."""
    assert [] == list(needs(make_stack(resource={"helm_release": {"hub": {"namespace": "hub", "values": values}}})))
