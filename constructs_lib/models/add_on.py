"""What a blueprint has to know of every add-on before it deploys any."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from constructs_lib.models.base import Model


class AddOnProps(Model):
    """The settings of one add-on."""

    #: Its key in a hub file.
    KEY: ClassVar[str]
    #: The name of its class, as EKS Blueprints' messages give it.
    CLASS_NAME: ClassVar[str]

    @property
    def dependencies(self) -> Mapping[str, str]:
        """Class names of the add-ons that must come earlier in the array, each with what needs it."""
        return {}

    def warnings(self) -> list[str]:
        """Say what works but should be known, in the words of the summary after synth."""
        return []
