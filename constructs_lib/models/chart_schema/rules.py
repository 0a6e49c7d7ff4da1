"""Validation of a hub's ``values`` against the schema of its chart at synth; Helm would do so only during the apply."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from constructs_lib.errors import Problem
from constructs_lib.models.chart_schema.sections import sections_taken_away
from constructs_lib.models.chart_schema.tables import tables_around
from constructs_lib.models.chart_schema.verdict import refused
from constructs_lib.models.chart_version import ChartVersion
from constructs_lib.models.kinds.text import FreeValues

#: The chart, a mirror of it, or a package of it.
_JUPYTERHUB = re.compile(r"(.*/)?jupyterhub(-[0-9][^/]*\.tgz)?/?")


class Charted(Protocol):
    """The parts of a hub that these rules read."""

    @property
    def chart(self) -> str:
        """Name, path or OCI reference of the chart."""

    @property
    def chart_version(self) -> ChartVersion:
        """The chart's version."""

    @property
    def values(self) -> FreeValues:
        """The user's own chart values."""


def chart_takes_values(hub: Charted) -> Iterator[Problem]:
    """Find chart values that the chart does not accept."""
    yield from (Problem(problem.message, ("values", *problem.path)) for problem, certain in _findings(hub) if certain)


def chart_keeps_sections(hub: Charted) -> Iterator[Problem]:
    """Report the findings of `sections_taken_away`, if the chart is JupyterHub's and the schemas of neighboring versions are known."""
    older, newer = tables_around(hub.chart_version) if hub.values and _JUPYTERHUB.fullmatch(hub.chart) else (None, None)
    if older and newer:
        certain = {problem.path for problem in sections_taken_away(hub.values, newer)}
        found = sections_taken_away(hub.values, older)
        yield from (Problem(problem.message, ("values", *problem.path)) for problem in found if problem.path in certain)


def chart_value_warnings(hub: Charted) -> Iterator[str]:
    """Yield chart values that the chart may not accept, because it is another chart, or a version whose schema is not known here."""
    for problem, certain in _findings(hub):
        if not certain:
            what = f"chart {hub.chart_version}" if _JUPYTERHUB.fullmatch(hub.chart) else f"the chart {hub.chart}"
            yield f"{Problem(problem.message, ('values', *problem.path))}. The schema of {what} is not known here; Helm validates the values"


def _findings(hub: Charted) -> Iterator[tuple[Problem, bool]]:
    """Yield what the nearest known version of the chart refuses, and whether this version is known to refuse it too.

    It is known if the chart is JupyterHub's and both neighboring known versions refuse it.
    """
    if not hub.values:
        return
    older, newer = tables_around(hub.chart_version)
    table = older or newer
    if table is None:
        yield Problem("are not checked"), False
        return
    problems = refused(hub.values, table)
    if not problems:
        return
    known = older and newer and _JUPYTERHUB.fullmatch(hub.chart)
    certain = {problem.path for problem in refused(hub.values, newer)} if known and newer else set()
    yield from ((problem, problem.path in certain) for problem in problems)
