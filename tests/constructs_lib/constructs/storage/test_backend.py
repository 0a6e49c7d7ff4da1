"""What each storage receives, and what a storage publishes that overrides nothing."""

from __future__ import annotations

import re

import pytest

from constructs_lib.constructs.storage.backend import HomeStorage, HubSite
from tests.conftest import ROOT
from tests.constructs_lib.stacks import DATABASE_CLAIM, hub_site, new_stack, rendered


def test_defaults_of_a_site() -> None:
    """The cluster has the driver already, servers don't run as root, and Terraform can't leave resources behind."""
    site = hub_site(new_stack())

    assert (None, (), False, False) == (site.driver, site.driver_ready, site.runs_as_root, site.supports_forget)
    assert ("research.team-a", DATABASE_CLAIM) == (site.unique_name, site.database_claim)


def test_site_is_complete() -> None:
    """A storage may rely on every property without a default."""
    with pytest.raises(TypeError, match="missing 5 required keyword-only arguments"):
        HubSite()  # type: ignore[call-arg]  # that is the test


def test_storage_publishes_nothing_by_default() -> None:
    """Nothing to wait for, no outputs, no prerequisites, nothing that outlives the stack; and nothing is rendered."""
    stack = new_stack()
    storage = HomeStorage(stack, "Homes")

    assert ([], {}, "", []) == (list(storage.ready), dict(storage.storage_classes), storage.database_class, list(storage.replaced_with))
    assert ({}, [], [], []) == (dict(storage.outputs), list(storage.removed), list(storage.retained), list(storage.prerequisites))
    storage.check_classes(stack, ["gp3"])
    assert not {"data", "resource"} & set(rendered(stack))


def test_hub_depends_on_no_storage() -> None:
    """A hub uses its storage only through the interface; the list of storages knows their classes."""
    constructs = ROOT / "constructs_lib/constructs"
    modules = [*constructs.glob("jupyterhub/*.py"), constructs / "storage/backend.py", constructs / "storage/remembered.py"]
    settings = r"\b(Ebs|Efs|ExistingClaim)[A-Z]?\w*|\b(ebs|efs|existing_claim)_(config|homes|access_point)\b|models\.storage\.(ebs|efs|existing_claim)"

    assert {} == {module.name: found for module in modules if (found := re.findall(settings, module.read_text(encoding="utf-8")))}


def test_storages_do_not_share_what_they_publish() -> None:
    """The defaults are shared by all storages, so they can't be changed."""
    storage = HomeStorage(new_stack(), "Homes")

    with pytest.raises(TypeError, match="does not support item assignment"):
        storage.outputs["id"] = "x"  # type: ignore[index]  # that is the test
    with pytest.raises(TypeError, match="does not support item assignment"):
        storage.storage_classes["gp3"] = ()  # type: ignore[index]  # the same
