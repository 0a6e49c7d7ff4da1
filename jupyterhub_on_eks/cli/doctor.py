"""The verb ``doctor``: checks what a deployment needs from AWS, the cluster and this machine, before it starts."""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING, Annotated

from typer import Option

from jupyterhub_on_eks.cli.options import Paths
from jupyterhub_on_eks.exit_status import ExitStatus

if TYPE_CHECKING:
    from constructs_lib.hub_files.model import HubFile
    from jupyterhub_on_eks.findings.finding import Finding


def doctor(
    paths: Paths = None,
    *,
    stack: Annotated[list[str] | None, Option(metavar="NAME", show_default=False, help="A stack; may be repeated. Default: all.")] = None,
    json_: Annotated[bool, Option("--json", help="Write one JSON document.")] = False,
) -> ExitStatus:
    """Check AWS, the cluster and this machine before a deployment.

    Nothing is changed. Each result is ok, a warning, a failure with its fix, or not checked, with the reason.

    Exit status: 0 no failures, 1 mistakes in hub files, 2 no such file or stack, 3 failures.
    """
    from jupyterhub_on_eks.cli.findings import with_stacks  # noqa: PLC0415  # --help needs none of it

    return with_stacks(paths or (), stack or (), lambda files: _doctor(files, as_json=json_))


def _doctor(files: list[HubFile], *, as_json: bool) -> ExitStatus:
    from jupyterhub_on_eks.cli.findings import finding_data  # noqa: PLC0415  # as in `doctor`
    from jupyterhub_on_eks.cloud.stack_site import StackSite  # noqa: PLC0415
    from jupyterhub_on_eks.doctor.checks import CHECKS  # noqa: PLC0415
    from jupyterhub_on_eks.findings.finding import Level  # noqa: PLC0415
    from jupyterhub_on_eks.findings.run import findings  # noqa: PLC0415

    start, all_found, documents = time.monotonic(), [], []
    for file in files:
        with StackSite(file) as site:
            found = findings(CHECKS, site)
        all_found += found
        documents.append({"stack": file.stack, "cluster": file.cluster.name, "results": finding_data(found)})
        if not as_json:
            _show(file, found)
    failed = any(finding.level is Level.FAILURE for finding in all_found)
    if as_json:
        print(json.dumps({"format": 1, "ok": not failed, "stacks": documents}, indent=2, ensure_ascii=False))
    else:
        print(_summary(all_found, seconds=time.monotonic() - start))
    return ExitStatus.OUTSIDE if failed else ExitStatus.FINE


def _show(file: HubFile, found: list[Finding]) -> None:
    from jupyterhub_on_eks.cli.findings import finding_lines  # noqa: PLC0415  # as in `doctor`
    from jupyterhub_on_eks.terminal import styled  # noqa: PLC0415

    print(styled(f"{file.stack}: cluster {file.cluster.name} in {file.cluster.region}", "bold", sys.stdout))
    print(*finding_lines(found, sys.stdout), sep="\n", flush=True)


def _summary(found: list[Finding], *, seconds: float) -> str:
    from jupyterhub_on_eks.findings.finding import Level  # noqa: PLC0415
    from jupyterhub_on_eks.report import counted  # noqa: PLC0415  # as in `doctor`
    from jupyterhub_on_eks.terminal import styled  # noqa: PLC0415

    numbers = {level: sum(finding.level is level for finding in found) for level in Level}
    color = "red" if numbers[Level.FAILURE] else "green"
    skipped = f", {numbers[Level.NOT_CHECKED]} not checked" if numbers[Level.NOT_CHECKED] else ""
    summary = f"{counted(numbers[Level.FAILURE], 'failure')}, {counted(numbers[Level.WARNING], 'warning')}{skipped}, in {seconds:.1f} s."
    return styled(summary, color, sys.stdout)
