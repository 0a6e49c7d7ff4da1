"""The verb ``upgrade-check``: shows what another version of the chart changes for the hubs of hub files."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

from typer import Option

from jupyterhub_on_eks.cli.options import Paths
from jupyterhub_on_eks.exit_status import ExitStatus


def upgrade_check(
    paths: Paths = None,
    *,
    to: Annotated[str | None, Option(metavar="VERSION", help="Version of the JupyterHub chart. Default: the recommended one.")] = None,
    json: Annotated[bool, Option("--json", help="Write one JSON document.")] = False,
) -> ExitStatus:
    """Show what another version of the chart changes for each hub.

    It also shows what to do, in order. AWS and the cluster are not contacted, and nothing is written.

    Exit status: 0 no hub file has to change except for its version, 1 one has to change first or has mistakes, 2 a wrong option or file.
    """
    from constructs_lib.errors import FileProblem, HubFileError  # noqa: PLC0415  # here and below: --help needs none of it
    from constructs_lib.hub_files.read import check_hub_files  # noqa: PLC0415
    from constructs_lib.models.chart_version import RECOMMENDED, ChartVersion  # noqa: PLC0415
    from jupyterhub_on_eks.hub_paths import hub_paths  # noqa: PLC0415
    from jupyterhub_on_eks.report import Report, problem_lines  # noqa: PLC0415
    from jupyterhub_on_eks.upgrade.report import json_report, text_report  # noqa: PLC0415
    from jupyterhub_on_eks.upgrade.verdict import verdicts  # noqa: PLC0415

    try:
        target = ChartVersion.of(to or RECOMMENDED)
    except ValueError as error:
        print(f"Error: --to: {to!r} {error}", file=sys.stderr)
        return ExitStatus.USAGE
    try:
        reading = check_hub_files(hub_paths(paths or ()))
        found = {} if reading.problems else {path: verdicts(path, target) for path in reading.paths}
    except HubFileError as error:
        problems: Sequence[FileProblem] = error.found
    else:
        problems = reading.problems
    if problems:
        print(*problem_lines(problems, sys.stderr), sep="\n", file=sys.stderr)
        return Report(files=[], mistakes=problems).status
    sys.stdout.write(json_report(found, target) if json else text_report(found, target, sys.stdout))
    return ExitStatus.MISTAKES if any(verdict.first for each in found.values() for verdict in each) else ExitStatus.FINE
