"""Checks, run in parallel and reported in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from jupyterhub_on_eks.cloud.errors import CloudError
from jupyterhub_on_eks.findings.finding import Finding, Level

Subject = TypeVar("Subject")

#: Number of checks that run in parallel; most of them wait for AWS or the cluster.
_THREADS = 8


@dataclass(frozen=True, slots=True)
class Check(Generic[Subject]):
    """One check.

    Args:
        name: name in the report.
        look: returns findings; none if the check doesn't apply to the subject.
        required: whether a missing answer is a failure, since nothing works without it.
    """

    name: str
    look: Callable[[Subject], Iterable[Finding]]
    required: bool = False


def findings(checks: Sequence[Check[Subject]], subject: Subject) -> list[Finding]:
    """Run checks and return their findings, in the order of the checks.

    An error that several checks met is reported by the first of them; the others refer to it.

    Args:
        checks: checks to run.
        subject: argument of each check.
    """
    with ThreadPoolExecutor(max_workers=_THREADS) as pool:
        results = list(pool.map(lambda check: _run(check, subject), checks))
    found: list[Finding] = []
    reported: dict[str, str] = {}
    for check, (seen, error) in zip(checks, results, strict=True):
        found += [replace(finding, check=check.name) for finding in seen]
        if error is None:
            continue
        if first := reported.get(error.message):
            found.append(Finding(level=Level.NOT_CHECKED, message=f"depends on what failed above: {first}", check=check.name))
            continue
        reported[error.message] = check.name
        level = Level.FAILURE if check.required else Level.NOT_CHECKED
        found.append(Finding(level=level, message=error.message, fix=error.fix, check=check.name))
    return found


def _run(check: Check[Subject], subject: Subject) -> tuple[list[Finding], CloudError | None]:
    """Return the findings of a check, and the error that ended it."""
    seen: list[Finding] = []
    try:
        seen.extend(check.look(subject))
    except CloudError as error:
        return seen, error
    return seen, None
