"""What a blueprint has to know of every add-on before it deploys any."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from constructs_lib.models.base import Model, Rule
from constructs_lib.models.secrets.plaintext import plain_secret_problems, plain_secret_warnings


class AddOnProps(Model):
    """The settings of one add-on."""

    #: Its key in a hub file.
    KEY: ClassVar[str]
    COMMON_RULES: ClassVar[tuple[Rule, ...]] = (plain_secret_problems,)
    #: Whether it can be written without settings, as ``key: {}``.
    HAS_DEFAULTS: ClassVar[bool] = True

    def requires(self) -> Mapping[str, str]:
        """Return the keys of the add-ons that must come earlier in the array, each with what needs it. Default: none."""
        return {}

    def warnings(self) -> list[str]:
        """Return what works but should be known, in the words of the summary after synth. Default: what looks like a secret."""
        return [f"{self.KEY}: {words}" for words in plain_secret_warnings(self)]
