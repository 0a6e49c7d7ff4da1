"""Options that several verbs share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, TypeAlias

from typer import Argument, Option


def _without_colors(value: bool) -> None:  # noqa: FBT001  # typer calls it
    if value:
        os.environ["NO_COLOR"] = "1"


Paths: TypeAlias = Annotated[
    list[Path] | None,
    Argument(metavar="PATHS", show_default=False, help="Hub files, or folders of them. Default: those in $HUBS, or hubs/."),
]
OneStack: TypeAlias = Annotated[
    list[str] | None,
    Option("--stack", metavar="NAME", show_default=False, help="A stack; may be repeated. Default: the only one."),
]
AllStacks: TypeAlias = Annotated[
    list[str] | None,
    Option("--stack", metavar="NAME", show_default=False, help="A stack; may be repeated. Default: all."),
]
Variables: TypeAlias = Annotated[
    list[str] | None,
    Option("--var", metavar="NAME=VALUE", show_default=False, help="A Terraform variable. Set secrets in TF_VAR_NAME instead."),
]
VariableFiles: TypeAlias = Annotated[
    list[Path] | None,
    Option("--var-file", metavar="FILE", show_default=False, help="A file of Terraform variables.", exists=True, dir_okay=False),
]
Approve: TypeAlias = Annotated[bool, Option("--auto-approve", "--yes", "-y", help="Make the changes without asking for approval.")]
DataLoss: TypeAlias = Annotated[
    bool, Option("--allow-data-loss", help="Skip the check for data loss, and continue even if users lose data.")
]
Json: TypeAlias = Annotated[bool, Option("--json", help="Write one JSON document.")]
NoColor: TypeAlias = Annotated[
    bool, Option("--no-color", help="No colors, as with NO_COLOR=1.", callback=_without_colors, expose_value=True)
]
