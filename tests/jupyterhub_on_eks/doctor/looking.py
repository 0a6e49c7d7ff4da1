"""Findings of a check, as pairs of level and line."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from jupyterhub_on_eks.cloud.stack_site import StackSite
from jupyterhub_on_eks.findings.finding import Finding, Level


def one(check: Callable[[StackSite], Iterable[Finding]], of: StackSite) -> tuple[str, str]:
    """Run a check that finds one thing; a failure has a fix."""
    (found,) = check(of)
    assert found.fix or found.level is not Level.FAILURE
    return found.level.value, found.line
