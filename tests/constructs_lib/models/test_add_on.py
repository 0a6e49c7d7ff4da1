"""What a blueprint knows of every add-on before it deploys any."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import pytest
from pydantic import ValidationError

from constructs_lib.models.add_on import AddOnProps
from constructs_lib.models.eks.csi_driver import EbsCsiDriverAddOnProps
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps


class _Plain(AddOnProps):
    size: int = 1


def test_defaults() -> None:
    """An add-on requires nothing, has no warnings, and can be written without settings."""
    assert ({}, [], True) == (_Plain().requires(), _Plain().warnings(), AddOnProps.HAS_DEFAULTS)


def test_key_belongs_to_the_class() -> None:
    """There is no default: two add-ons with one key could not be distinguished."""
    assert not hasattr(AddOnProps, "KEY")
    assert ("ebs_csi_driver", "jupyterhub") == (EbsCsiDriverAddOnProps.KEY, JupyterHubAddOnProps.KEY)
    assert "KEY" not in EbsCsiDriverAddOnProps.model_fields


def test_hub_needs_settings() -> None:
    """The user has to choose its storage."""
    assert (True, False) == (EbsCsiDriverAddOnProps.HAS_DEFAULTS, JupyterHubAddOnProps.HAS_DEFAULTS)


def test_its_own_requirements() -> None:
    """A class that requires something states what and why."""

    class Monitoring(_Plain):
        KEY: ClassVar[str] = "monitoring"

        def requires(self) -> Mapping[str, str]:
            return {"ebs_csi_driver": "its volume"}

        def warnings(self) -> list[str]:
            return [f"keeps {self.size} day"]

    assert ({"ebs_csi_driver": "its volume"}, ["keeps 2 day"]) == (Monitoring(size=2).requires(), Monitoring(size=2).warnings())


def test_settings_are_a_model() -> None:
    """Frozen, and an unknown key is a mistake with this project's message."""
    with pytest.raises(ValidationError, match="unknown key; did you mean size"):
        _Plain.model_validate({"sise": 1})
    with pytest.raises(ValidationError, match="frozen"):
        _Plain().size = 2  # type: ignore[misc]  # that is the test


def test_secrets_as_text() -> None:
    """Your own add-ons are searched as well, whatever their rules are: what is certain is refused, what isn't is reported."""

    class Monitoring(_Plain):
        KEY: ClassVar[str] = "monitoring"
        RULES = ()
        options: dict[str, str]

    with pytest.raises(ValidationError, match=r"options\.url\n.*contains a URL with a password \(not shown\)") as error:
        Monitoring(options={"url": "https://ada:canary@example.org"})
    assert "canary" not in str(error.value)
    (warning,) = Monitoring(options={"password": "canary"}).warnings()
    assert warning.startswith("monitoring: options.password: looks like a secret because of its name (not shown)")
