"""The verb ``check``: checks hub files, without Node, CDKTF or AWS."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from typer import Option

from jupyterhub_on_eks.cli.options import Paths
from jupyterhub_on_eks.exit_status import ExitStatus

if TYPE_CHECKING:
    from jupyterhub_on_eks.report import Report


class Format(StrEnum):
    """Format of the report."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"


def check(
    paths: Paths = None,
    *,
    format: Annotated[Format, Option(help="Format of the report: for people, programs, GitHub Actions or code scanning.")] = Format.TEXT,
    strict: Annotated[bool, Option("--strict", help="Count warnings as mistakes.")] = False,
) -> ExitStatus:
    """Check hub files, and how those of one run affect each other.

    AWS and the cluster are not contacted, and nothing is written. All mistakes are reported at once.

    Exit status: 0 no mistakes, 1 mistakes, 2 no such file or a wrong option.
    """
    from constructs_lib.errors import HubFileError  # noqa: PLC0415  # here and below: --help needs none of it
    from constructs_lib.hub_files.read import check_hub_files  # noqa: PLC0415
    from jupyterhub_on_eks.hub_paths import hub_paths  # noqa: PLC0415
    from jupyterhub_on_eks.report import Report  # noqa: PLC0415

    try:
        reading = check_hub_files(hub_paths(paths or ()))
    except HubFileError as error:  # HUBS can't be read
        report = Report(files=[], mistakes=error.found, strict=strict)
    else:
        report = Report(files=reading.paths, mistakes=reading.problems, warnings=reading.warnings(), strict=strict)
    sys.stdout.write(_written(report, format))
    return report.status


def _written(report: Report, format: Format) -> str:
    if format is Format.SARIF:
        from jupyterhub_on_eks.cli.sarif import sarif_report  # noqa: PLC0415  # as in `check`

        return sarif_report(report)
    if format is Format.TEXT:
        from jupyterhub_on_eks.report import text_report  # noqa: PLC0415

        return text_report(report, sys.stdout)
    from jupyterhub_on_eks.cli.machine_reports import github_report, json_report  # noqa: PLC0415

    return json_report(report) if format is Format.JSON else github_report(report)
