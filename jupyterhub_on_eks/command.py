"""Command lines in messages: for ``make`` if make runs the tool, otherwise for the tool."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

#: Variable that the Makefile sets, so that messages show its targets.
CALLER = "JUPYTERHUB_ON_EKS_CALLER"

#: Variable with the value of ``--engine``, so that printed commands use the same engine. It is not set if the user chose none.
ENGINE = "JUPYTERHUB_ON_EKS_ENGINE"


@dataclass(frozen=True, kw_only=True)
class Commands:
    """Command lines for next steps, with the hub files of this run."""

    paths: Sequence[Path | str] = ()
    """Hub files and folders of the command line. Default: those of ``HUBS``, or ``hubs``."""
    environment: Mapping[str, str] | None = None
    """Where ``HUBS``, the caller and the engine are looked up. Default: the process's environment."""

    def line(self, verb: str, *stacks: str, options: Sequence[str] = ()) -> str:
        """Return a command line that can be copied.

        Args:
            verb: verb of the tool.
            stacks: names of stacks. Default: none.
            options: additional options.
        """
        hubs = self._variables.get("HUBS", "")
        if self.by_make:
            given = {"HUBS": hubs, "STACK": " ".join(stacks), "ARGS": shlex.join(options)}
            return " ".join(["make", verb, *(shlex.quote(f"{name}={value}") for name, value in given.items() if value)])
        try:
            paths = [str(path) for path in self.paths] or shlex.split(hubs)
        except ValueError:  # an unclosed quote, which the verb itself reports
            paths = []
        named = [word for stack in stacks for word in ("--stack", stack)]
        return shlex.join([*self.program, verb, *paths, *named, *options])

    @property
    def program(self) -> list[str]:
        """The first words of a command line: the tool, with the engine that the user chose."""
        engine = self._variables.get(ENGINE)
        return ["jupyterhub-on-eks", *(["--engine", engine] if engine else [])]

    def stack(self, name: str) -> str:
        """Return what selects a stack on a command line."""
        return f"STACK={name}" if self.by_make else f"--stack {name}"

    def option(self, option: str) -> str:
        """Return an option as it is written on a command line."""
        return f"ARGS={option}" if self.by_make else option

    @property
    def by_make(self) -> bool:
        """Whether make runs the tool."""
        return self._variables.get(CALLER) == "make"

    @property
    def _variables(self) -> Mapping[str, str]:
        return os.environ if self.environment is None else self.environment
