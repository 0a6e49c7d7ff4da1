"""The verb ``status``: shows whether hubs are up, on the cluster of their hub file."""

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
    from jupyterhub_on_eks.status.verdict import StackStatus

#: Seconds between two checks of ``--watch``.
_PAUSE = 5.0


def status(
    paths: Paths = None,
    *,
    stack: Annotated[list[str] | None, Option(metavar="NAME", show_default=False, help="A stack; may be repeated. Default: all.")] = None,
    watch: Annotated[bool, Option("--watch", help="Check again until all hubs are ready, or the timeout is over.")] = False,
    timeout: Annotated[int, Option(min=1, metavar="SECONDS", help="How long --watch waits.")] = 900,
    json_: Annotated[bool, Option("--json", help="Write one JSON document.")] = False,
) -> ExitStatus:
    """Show whether hubs are up, on the cluster of their hub file.

    kubectl's context and kubeconfig are not used. All stacks are checked; each gets one verdict.

    Exit status: 0 all are ready, 1 mistakes in hub files, 2 no such file or stack, 3 one is not ready.
    """
    from jupyterhub_on_eks.cli.findings import with_stacks  # noqa: PLC0415  # --help needs none of it

    return with_stacks(
        paths or (), stack or (), lambda files: _status(files, seconds=timeout if watch else 0, as_json=json_, all_=not stack)
    )


def _status(files: list[HubFile], *, seconds: int, as_json: bool, all_: bool) -> ExitStatus:
    found = _settled(files, seconds=seconds)
    if as_json:
        print(json.dumps(_document(found), indent=2, ensure_ascii=False))
    else:
        _show(found)
    if all_:
        _report_vanished(files)
    return ExitStatus.FINE if all(stack.ready for stack in found) else ExitStatus.OUTSIDE


def _settled(files: list[HubFile], *, seconds: int) -> list[StackStatus]:
    """Check until all stacks are ready or the time is over, and report each change of a verdict on standard error."""
    start, reported = time.monotonic(), ""
    while True:
        found = _look(files)
        passed = time.monotonic() - start
        if all(stack.ready for stack in found) or passed + _PAUSE > seconds:
            return found
        news = "\n".join(f"{stack.stack}: {stack.verdict}" for stack in found if not stack.ready)
        if news != reported:
            print(*(f"{passed:4.0f} s  {line}" for line in news.splitlines()), sep="\n", file=sys.stderr, flush=True)
            reported = news
        time.sleep(_PAUSE)


def _look(files: list[HubFile]) -> list[StackStatus]:
    from jupyterhub_on_eks.cloud.stack_site import StackSite  # noqa: PLC0415  # as in `status`
    from jupyterhub_on_eks.status.verdict import stack_status  # noqa: PLC0415

    found = []
    for file in files:
        with StackSite(file) as site:
            found.append(stack_status(site))
    return found


def _show(found: list[StackStatus]) -> None:
    from jupyterhub_on_eks.cli.findings import finding_lines  # noqa: PLC0415  # as in `status`
    from jupyterhub_on_eks.terminal import folded, styled, width  # noqa: PLC0415

    for stack in found:
        print(styled(f"{stack.stack}: cluster {stack.cluster}", "bold", sys.stdout))
        print(*finding_lines(stack.all, sys.stdout), sep="\n")
        fix = f". {stack.cause.fix}" if stack.cause and stack.cause.fix else ""
        verdict = folded(f"{stack.stack} is {stack.verdict}{fix}", width(sys.stdout))
        print(styled(verdict, "green" if stack.ready else "red", sys.stdout), flush=True)


def _document(found: list[StackStatus]) -> dict[str, object]:
    from jupyterhub_on_eks.cli.findings import finding_data  # noqa: PLC0415  # as in `status`

    return {
        "format": 1,
        "ready": all(stack.ready for stack in found),
        "stacks": [
            {
                "stack": stack.stack,
                "cluster": stack.cluster,
                "ready": stack.ready,
                "verdict": stack.verdict,
                "fix": stack.cause.fix if stack.cause else "",
                "hubs": [{"namespace": hub.namespace, "url": hub.url} for hub in stack.hubs],
                "results": finding_data(stack.all),
            }
            for stack in found
        ],
    }


def _report_vanished(files: list[HubFile]) -> None:
    """Report stacks of this folder that were not checked, since their hub files are gone or not among the given ones."""
    from jupyterhub_on_eks.cli.chosen_stacks import vanished  # noqa: PLC0415  # as in `status`

    for name in vanished(files):
        print(f"The stack {name} was not checked: its hub file is gone, or not among these.", file=sys.stderr)
