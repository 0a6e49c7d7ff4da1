"""Checks, run at the same time and reported in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from jupyterhub_on_eks.cloud.errors import CloudError
from jupyterhub_on_eks.findings.finding import Finding, Level

Subject = TypeVar("Subject")

#: Checks that run at the same time; most of them wait for AWS or the cluster.
_THREADS = 8


@dataclass(frozen=True, slots=True)
class Check(Generic[Subject]):
    """One thing that is looked at.

    Args:
        name: what the report calls it.
        look: returns what was found; nothing where the subject doesn't need it.
        required: without an answer nothing works, so no answer is a failure.
    """

    name: str
    look: Callable[[Subject], Iterable[Finding]]
    required: bool = False


def findings(checks: Sequence[Check[Subject]], subject: Subject) -> list[Finding]:
    """Run checks and return what they found, in the order of the checks.

    An error that several checks met is told by the first of them; the others name that one.

    Args:
        checks: what to look at.
        subject: what they are given.
    """
    with ThreadPoolExecutor(max_workers=_THREADS) as pool:
        results = list(pool.map(lambda check: _looked(check, subject), checks))
    found: list[Finding] = []
    told: dict[str, str] = {}
    for check, (seen, error) in zip(checks, results, strict=True):
        found += [replace(finding, check=check.name) for finding in seen]
        if error is None:
            continue
        if first := told.get(error.words):
            found.append(Finding(level=Level.NOT_CHECKED, words=f"needs what failed above: {first}", check=check.name))
            continue
        told[error.words] = check.name
        level = Level.FAILURE if check.required else Level.NOT_CHECKED
        found.append(Finding(level=level, words=error.words, fix=error.fix, check=check.name))
    return found


def _looked(check: Check[Subject], subject: Subject) -> tuple[list[Finding], CloudError | None]:
    """Return what a check found until it ended, or until nobody answered."""
    seen: list[Finding] = []
    try:
        seen.extend(check.look(subject))
    except CloudError as error:
        return seen, error
    return seen, None
