"""A class by name, or one that is made."""

from __future__ import annotations

from typing import Any

from constructs_lib.models.storage.ebs import EbsConfig
from constructs_lib.models.storage.ebs_storage_class import StorageClassConfig


def _class(**settings: Any) -> StorageClassConfig:
    return StorageClassConfig.model_validate({"name": "fast", **settings})


def test_class_by_name_or_made() -> None:
    """A name is of a class on the cluster; settings make one."""
    named, made = (EbsConfig.model_validate({"storage_class": kind, "capacity": "10Gi"}) for kind in ("gp3", {"name": "fast"}))

    assert ("gp3", None) == (named.class_name, named.managed_class)
    assert ("fast", _class()) == (made.class_name, made.managed_class)
    assert made == EbsConfig(storage_class=_class(), capacity="10Gi")
