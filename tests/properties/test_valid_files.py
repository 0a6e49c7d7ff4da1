"""Valid files of all kinds are accepted, and they contain every key of the models."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from hypothesis import given, settings
from pydantic import BaseModel

from constructs_lib.add_ons.jupyterhub import JupyterHubAddOn
from constructs_lib.chart_values.jupyterhub import hub_values
from constructs_lib.hub_files import HubFile, read_hub_file
from constructs_lib.models.login.settings import OidcConfig
from constructs_lib.models.storage.ebs import EbsConfig
from constructs_lib.models.storage.efs import EfsConfig
from constructs_lib.models.storage.hub_database import HubDatabaseConfig
from tests.properties.profile import PROFILE, drawn
from tests.properties.strategies import databases, ebs_configs, efs_configs, hub_files, hubs, oidc_configs

pytestmark = pytest.mark.property

#: Keys that no generated file has, each with its reason.
_NOT_MADE: dict[str, str] = {}


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def _keys(model: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[str]:
    """Return all keys that can be reached from a model, each after the model that has it."""
    if model in seen:
        return
    seen.add(model)
    for name, field in model.model_fields.items():
        yield f"{model.__name__}.{name}"
        for part in (field.annotation, *field.metadata):
            for below in _models(part):
                yield from _keys(below, seen)


def _keys_set(value: Any) -> Iterator[str]:
    if isinstance(value, BaseModel):
        for name in value.model_fields_set:
            yield f"{type(value).__name__}.{name}"
            yield from _keys_set(getattr(value, name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _keys_set(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _keys_set(item)


def test_no_key_is_forgotten() -> None:
    """Whoever adds a key to a model adds it to the strategies too, or states here why not."""
    made: set[str] = set()

    for strategy, model in (
        (hub_files(), HubFile),
        (efs_configs, EfsConfig),
        (efs_configs.filter(lambda config: "final_backup_timeout" in config), EfsConfig),  # rare: with SNAPSHOT alone
        (ebs_configs, EbsConfig),
        (databases("efs_config").filter(lambda place: isinstance(place, dict)), HubDatabaseConfig),
        (oidc_configs("4.4.0"), OidcConfig),
        (hubs("jupyterhub"), JupyterHubAddOn),
    ):
        for data in drawn(strategy, 120):
            made.update(_keys_set(model.model_validate(data)))

    assert set() == set(_keys(HubFile, set())) - made - set(_NOT_MADE)


@settings(PROFILE, max_examples=40)
@given(data=hub_files())
def test_a_valid_file_is_read_correctly(tmp_path_factory: pytest.TempPathFactory, data: dict[str, Any]) -> None:
    """Written as YAML and read back it is the same model, and each hub has chart values."""
    file = Path(tmp_path_factory.mktemp("file")) / "hub.yaml"
    file.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")

    read = read_hub_file(file)

    assert HubFile.model_validate(data) == read
    assert all(hub_values(hub)["singleuser"]["image"] for hub in read.blueprint().add_ons if isinstance(hub, JupyterHubAddOn))
