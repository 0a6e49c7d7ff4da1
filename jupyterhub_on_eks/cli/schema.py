"""The verb ``schema``: prints the JSON Schema of hub files, for editors."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from typer import Option

from jupyterhub_on_eks.cli.writing import writing
from jupyterhub_on_eks.exit_status import ExitStatus


def schema(
    output: Annotated[Path | None, Option(metavar="FILE", show_default=False, help="File to write. Default: standard output.")] = None,
) -> ExitStatus:
    """Print the JSON Schema of hub files.

    An editor with the YAML language server completes and checks a hub file if its first line names the schema's file or URL:

    \b
    # yaml-language-server: $schema=hub-file.schema.json

    The schema has the add-ons that cdktf.json names.
    """  # noqa: D301  # typer needs the character itself, before lines that it must not fold
    from constructs_lib.errors import HubFileError  # noqa: PLC0415  # here and below: --help needs none of it
    from constructs_lib.hub_files.editor.schema import schema_text  # noqa: PLC0415
    from constructs_lib.hub_files.project_add_ons import import_project_add_ons  # noqa: PLC0415
    from jupyterhub_on_eks import __version__  # noqa: PLC0415
    from jupyterhub_on_eks.report import problem_lines  # noqa: PLC0415

    try:
        import_project_add_ons()
    except HubFileError as error:
        print(*problem_lines(error.found, sys.stderr), sep="\n", file=sys.stderr)
        return ExitStatus.MISTAKES
    text = schema_text(__version__)
    if output is None:
        sys.stdout.write(text)
        return ExitStatus.FINE
    with writing(output, option="--output"):
        output.write_text(text, encoding="utf-8")
    return ExitStatus.FINE
