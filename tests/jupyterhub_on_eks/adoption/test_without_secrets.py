"""Secrets in values: none stays, and each is referred to if possible."""

from __future__ import annotations

from typing import Any

import yaml

from constructs_lib.models.secrets.plaintext import plain_secrets
from jupyterhub_on_eks.adoption.places import texts_of
from jupyterhub_on_eks.adoption.secrets import Secrets
from jupyterhub_on_eks.adoption.without_secrets import without_secrets
from tests.jupyterhub_on_eks.adoption.hubs import CANARY, HELM_ALONE


def _moved(values: dict[str, Any]) -> Secrets:
    return without_secrets(values, release="hub", namespace="hubs")


def _variable(key: str) -> dict[str, Any]:
    return {"valueFrom": {"secretKeyRef": {"name": "hub-adopted", "key": key}}}


def test_secret_under_another_name() -> None:
    """A secret in one place is one in every other; a short word isn't."""
    moved = _moved(
        {
            "hub": {"db": {"password": CANARY}, "extraEnv": {"A": CANARY, "P_PASSWORD": "admin", "USER": "admin"}},
            "x": [{"y": f"a={CANARY}"}],
        }
    )

    assert (_variable("hub.extraEnv.A"), "admin") == (moved.values["hub"]["extraEnv"]["A"], moved.values["hub"]["extraEnv"]["USER"])
    assert {"x": [{}]} == {key: value for key, value in moved.values.items() if key != "hub"}


def test_none_stays() -> None:
    """In a hub with many; everything that is not a secret stays."""
    values = yaml.safe_load(HELM_ALONE)
    moved = _moved(values)

    assert [] == [found for found in plain_secrets({"values": moved.values}, add_on="jupyterhub") if found.certain]
    assert not any(CANARY in text for text in texts_of(moved.values))
    assert values["singleuser"] == moved.values["singleuser"]
    assert {CANARY in text for text in moved.texts} == {True, False}  # the proxy's token is another
