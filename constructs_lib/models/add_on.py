"""What a blueprint must know about every add-on before it deploys any."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from constructs_lib.models.base import Model, Rule
from constructs_lib.models.secrets.plaintext import plain_secret_problems, plain_secret_warnings


class AddOnProps(Model):
    """The settings of one add-on."""

    #: The add-on's key in a hub file.
    KEY: ClassVar[str]
    COMMON_RULES: ClassVar[tuple[Rule, ...]] = (plain_secret_problems,)
    #: Whether the add-on can be used without settings, as ``key: {}``.
    HAS_DEFAULTS: ClassVar[bool] = True

    def requires(self) -> Mapping[str, str]:
        """Return the keys of the add-ons that must come earlier in the array, each with the setting that requires it. Default: none."""
        return {}

    def warnings(self) -> list[str]:
        """Return warnings for the summary after synth. Default: settings that look like secrets."""
        return [f"{self.KEY}: {text}" for text in plain_secret_warnings(self)]
