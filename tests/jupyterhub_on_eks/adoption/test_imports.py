"""Terraform imports."""

from __future__ import annotations

from typing import Any

import pytest

from jupyterhub_on_eks.adoption.hub_file import hub_file_data
from jupyterhub_on_eks.adoption.imports import imports_of
from jupyterhub_on_eks.adoption.translation import translated
from tests.conftest import Synth
from tests.jupyterhub_on_eks.adoption.hubs import HELM_ALONE, found


@pytest.mark.parametrize("own_namespace", [False, True])
def test_addresses_are_those_of_the_hub_file(synth: Synth, own_namespace: bool) -> None:  # noqa: FBT001  # a parameter
    """They are computed from a smaller hub, and are in the stack of the whole one."""
    hub = found(HELM_ALONE)
    translation = translated(hub, own_namespace=own_namespace, keep_open=True)
    document: dict[str, Any] = synth({"stack": "research", **hub_file_data(translation)})
    imports = {each.to: each.id for each in imports_of(hub, stack="research", own_namespace=own_namespace)}

    assert ["hubs/hub", *(["hubs"] if own_namespace else [])] == sorted(imports.values(), key=len, reverse=True)
    for address in imports:
        kind, _, name = address.partition(".")
        assert name in document["resource"][kind]
