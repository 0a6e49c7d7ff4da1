"""Secrets in values: none stays, and each is referred to if possible."""

from __future__ import annotations

import base64
from typing import Any

import pytest
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


@pytest.mark.parametrize("section", ["hub", "singleuser"])
@pytest.mark.parametrize(
    "content",
    [
        {"stringData": f"[client]\npassword = {CANARY}\n"},
        {"stringData": f"[pypi]\nusername = ada\npassword={CANARY}\n"},
        {"stringData": f"[global]\nindex-url = https://ada:{CANARY}@example.org/simple\n"},
        {"stringData": f"machine api.example.org login ada password {CANARY}"},
        {"stringData": f"db.example.org:5432:*:hub:{CANARY}\n"},
        {"stringData": f"//registry.example.org/:_authToken={CANARY}\n"},
        {"data": {"client": {"password": CANARY}}},
        {"data": {"users": [{"pw": CANARY}]}},
        {"data": [f"password = {CANARY}"]},
        {"binaryData": base64.b64encode(CANARY.encode()).decode()},
        {"binaryData": base64.b64encode(b"\x00\xfe").decode()},
    ],
    ids=str,
)
def test_files_with_secrets(section: str, content: dict[str, Any]) -> None:
    """Files of other programs, in their formats; binary content always. The whole file is omitted, so that nothing empty is mounted."""
    harmless = {"mountPath": "/y", "stringData": "color = red"}
    moved = _moved({section: {"extraFiles": {"x": {"mountPath": "/x", **content}, "y": harmless}}})

    assert [(section, "extraFiles", "x")] == moved.left_out
    assert {section: {"extraFiles": {"y": harmless}}} == moved.values
    assert not any(CANARY in note for note in moved.notes)


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
