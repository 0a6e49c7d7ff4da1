"""What a blueprint has to know of every add-on before it deploys any."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from constructs_lib.models.base import Model


class AddOnProps(Model):
    """The settings of one add-on."""

    #: Its key in a hub file.
    KEY: ClassVar[str]
    #: Whether it can be written without settings, as ``key: {}``.
    HAS_DEFAULTS: ClassVar[bool] = True

    def requires(self) -> Mapping[str, str]:
        """Return the keys of the add-ons that must come earlier in the array, each with what needs it. Default: none."""
        return {}

    def warnings(self) -> list[str]:
        """Return what works but should be known, in the words of the summary after synth. Default: nothing."""
        return []
