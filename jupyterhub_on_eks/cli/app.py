"""The app: registers the verbs, and turns wrong usage into a message and an exit status."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from shutil import get_terminal_size
from typing import Any

import typer
from typer.main import get_command

from jupyterhub_on_eks.cli.adopt import adopt
from jupyterhub_on_eks.cli.check import check
from jupyterhub_on_eks.cli.ci import ci
from jupyterhub_on_eks.cli.deploy import deploy
from jupyterhub_on_eks.cli.destroy import destroy
from jupyterhub_on_eks.cli.diff import diff
from jupyterhub_on_eks.cli.doctor import doctor
from jupyterhub_on_eks.cli.engine import choose_engine
from jupyterhub_on_eks.cli.forget import forget
from jupyterhub_on_eks.cli.init import init
from jupyterhub_on_eks.cli.outputs import outputs
from jupyterhub_on_eks.cli.picture import picture
from jupyterhub_on_eks.cli.preview import preview
from jupyterhub_on_eks.cli.schema import schema
from jupyterhub_on_eks.cli.stacks import stacks
from jupyterhub_on_eks.cli.status import status
from jupyterhub_on_eks.cli.synth import synth
from jupyterhub_on_eks.cli.upgrade_check import upgrade_check
from jupyterhub_on_eks.cli.version import version
from jupyterhub_on_eks.deployment.errors import report
from jupyterhub_on_eks.errors import ToolError
from jupyterhub_on_eks.exit_status import ExitStatus
from jupyterhub_on_eks.terminal import colors, folded, styled, width

NAME = "jupyterhub-on-eks"

#: The verbs, in the order of ``--help``.
VERBS = (
    init,
    check,
    preview,
    synth,
    picture,
    doctor,
    diff,
    deploy,
    status,
    outputs,
    stacks,
    forget,
    destroy,
    adopt,
    upgrade_check,
    ci,
    schema,
    version,
)

#: Maximum columns of a help text.
_WIDEST = 100


def command_line() -> typer.Typer:
    """Build the app. Help has frames and colors on a terminal that shows them, and is plain text elsewhere."""
    app = typer.Typer(
        name=NAME,
        help="JupyterHub on an existing Amazon EKS cluster, from hub files.",
        pretty_exceptions_enable=False,
        rich_markup_mode="rich" if colors(sys.stdout) else None,
        context_settings={"help_option_names": ["-h", "--help"], "terminal_width": min(get_terminal_size((_WIDEST, 24)).columns, _WIDEST)},
    )
    app.callback()(choose_engine)
    for verb in VERBS:
        app.command()(verb)
    return app


def run(arguments: Sequence[str]) -> int:
    """Run the command line; returns the exit status.

    Args:
        arguments: what the user wrote after the program's name. Default: help is shown, and the status is that of wrong usage.
    """
    try:
        status: Any = get_command(command_line()).main(
            list(arguments) or ["--help"], prog_name=NAME, standalone_mode=False, obj=list(arguments)
        )
    except typer.TyperException as error:
        print(_usage_error(error), file=sys.stderr)
        return ExitStatus.USAGE
    except typer.Abort:
        return 130
    except ToolError as error:
        report(error, sys.stderr)
        return error.status
    except BrokenPipeError:
        raise
    except OSError as error:
        report(ToolError(f"{error}\nFix this, and run the command again."), sys.stderr)
        return ExitStatus.OUTSIDE
    return int(status or 0) if arguments else ExitStatus.USAGE


def _usage_error(error: typer.TyperException) -> str:
    """Return what is wrong with the command, a suggestion, and how to get help."""
    possibilities = getattr(error, "possibilities", None)
    if possibilities:
        message = f"{error.message.rstrip('.')}. Did you mean {' or '.join(sorted(possibilities))}?"
    else:
        message = error.format_message().replace("Value error, ", "")  # of pydantic, which typer uses
    context = getattr(error, "ctx", None)
    command = context.command_path if context else NAME
    begin = "Error: "
    line = folded(message, width(sys.stderr), begin=begin)
    return f"{styled(begin, 'red', sys.stderr)}{line.removeprefix(begin)}\nTry: {command} --help"
