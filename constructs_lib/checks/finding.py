"""A check's finding in the chart's final values: an error, or a warning if a key of the hub accepts it."""

from __future__ import annotations

from dataclasses import dataclass

from constructs_lib.errors import KeyPath, Problem, key_path
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps

#: Text of a warning that the settings already give.
REPORTED_ELSEWHERE = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A broken promise.

    Args:
        fact: what is wrong.
        advice: what to do.
        path: key path below the hub. Default: the hub itself.
        accepted_with: keys of the hub that accept it when set to true. Default: none.
        warning: text in the summary if it is accepted. Default: path and fact.
        only_warns: always a warning, whatever the hub sets.
    """

    fact: str
    advice: str
    path: KeyPath = ()
    accepted_with: tuple[str, ...] = ()
    warning: str = ""
    only_warns: bool = False

    def accepted_by(self, hub: JupyterHubAddOnProps) -> str | None:
        """Return the key of the hub that accepts it."""
        return next((key for key in self.accepted_with if getattr(hub, key)), None)

    def is_error(self, hub: JupyterHubAddOnProps) -> bool:
        """Whether it is an error of this hub."""
        return not self.only_warns and self.accepted_by(hub) is None

    @property
    def problem(self) -> Problem:
        """The error."""
        return Problem(f"{self.fact}{self.advice}", self.path)

    def warned(self, hub: JupyterHubAddOnProps) -> str:
        """Return the text of the warning."""
        key = self.accepted_by(hub)
        where = f"{key_path(self.path)}: " if self.path else ""
        return self.warning or f"{where}{self.fact.removesuffix('.')}{f' ({key}: true)' if key else self.advice}"
