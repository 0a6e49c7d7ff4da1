"""The verdict on an upgrade: required changes of the hub file, other effects, fixed vulnerabilities, and steps in order."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from constructs_lib.add_ons.jupyterhub import JupyterHubAddOn
from constructs_lib.errors import FileProblem, HubFileError, KeyPath, Problem, key_path
from constructs_lib.hub_files.parse import HubText, parse
from constructs_lib.hub_files.positions import file_problem
from constructs_lib.hub_files.read import judged
from constructs_lib.models.chart_version import LAST_OF_LINES, OLDEST_KUBERNETES, RECOMMENDED, ChartVersion, advisories
from constructs_lib.rendered.values import HubReading
from jupyterhub_on_eks.adoption.difference import differences
from jupyterhub_on_eks.command import Commands
from jupyterhub_on_eks.upgrade.change import Effect, Hub, Weight
from jupyterhub_on_eks.upgrade.changes import CHANGES
from jupyterhub_on_eks.upgrade.homes_and_login import HOMES_AND_LOGIN

_KEY = "jupyterhub"


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The verdict on one hub.

    Args:
        hub: name and namespace.
        old: its version.
        new: the target version.
        first: what has to change in the file first, each with its position.
        known: other effects that the user should know about.
        fixed: published vulnerabilities that the upgrade fixes.
        steps: what to do, in order.
    """

    hub: str
    old: ChartVersion
    new: ChartVersion
    first: Sequence[FileProblem]
    known: Sequence[Effect]
    fixed: Sequence[str]
    steps: Sequence[str]


def verdicts(path: Path, target: ChartVersion) -> list[Verdict]:
    """Return the verdict on each hub of a file that has another version than the target.

    Args:
        path: the hub file.
        target: the target version.

    Raises:
        HubFileError: the file already has mistakes, or a hub is newer than the target.
    """
    text = parse(path)
    now = judged(path, text)
    raised = copy.deepcopy(text.data)
    hubs = {position: hub for position, hub in enumerate(now.hub.blueprint().add_ons) if isinstance(hub, JupyterHubAddOn)}
    if late := [position for position, hub in hubs.items() if target.precedes(hub.chart_version)]:
        raise HubFileError([_too_new(path, text, position, hubs[position], target) for position in late])
    for position in hubs:
        raised["add_ons"][position][_KEY] = {**raised["add_ons"][position][_KEY], "version": str(target)}
    refused = _refused(path, HubText(raised, text.positions, []))
    judge = partial(_verdict, path=path, text=text, refused=refused, target=target)
    return [judge(position, hub) for position, hub in hubs.items() if hub.chart_version.precedes(target)]


def _too_new(path: Path, text: HubText, position: int, hub: Any, target: ChartVersion) -> FileProblem:
    where = ("add_ons", position, _KEY, "version")
    message = f"{hub.version} is newer than {target}; JupyterHub can't read a database that a newer one has migrated. Set a newer version with --to"
    return file_problem(path, Problem(message, where), text.positions.find(where))


def _refused(path: Path, raised: HubText) -> list[FileProblem]:
    """Return the mistakes that the file would have with the target version."""
    try:
        judged(path, raised)
    except HubFileError as error:
        return list(error.found)
    return []


def _verdict(
    position: int, props: JupyterHubAddOn, *, path: Path, text: HubText, refused: Sequence[FileProblem], target: ChartVersion
) -> Verdict:
    base: KeyPath = ("add_ons", position, _KEY)
    then = props.model_copy(update={"version": str(target)})
    hub = Hub(now=HubReading(props), then=HubReading(then))
    effects = [effect for change in (*HOMES_AND_LOGIN, *CHANGES) for effect in change(hub)]
    own = [problem for problem in refused if problem.path[: len(base)] == base]
    reported = {problem.path for problem in own}
    first = [
        *own,
        *(
            file_problem(path, Problem(effect.message, (*base, *effect.path)), text.positions.find((*base, *effect.path)))
            for effect in effects
            if effect.weight is Weight.FIRST and (*base, *effect.path) not in reported
        ),
    ]
    known = [*_unknown(hub), *_platform(hub), *_rewritten(hub), *(effect for effect in effects if effect.weight is Weight.KNOWN)]
    holes = advisories(str(target))
    return Verdict(
        hub=f"{props.name} ({props.namespace})",
        old=props.chart_version,
        new=target,
        first=first,
        known=known,
        fixed=[hole for hole in advisories(props.version) if hole not in holes],
        steps=list(_steps(hub, path, changes=bool(first))),
    )


def _unknown(hub: Hub) -> Iterator[Effect]:
    """Report that the target is newer than all that this release of the product knows."""
    if ChartVersion.of(RECOMMENDED).precedes(hub.new):
        yield Effect(
            message=f"this release of jupyterhub-on-eks knows the chart up to {RECOMMENDED}; what {hub.new} changes after that is missing here. "
            "Read the chart's change log"
        )


def _platform(hub: Hub) -> Iterator[Effect]:
    needed, before = (version.newest(OLDEST_KUBERNETES) for version in (hub.new, hub.old))
    if needed != before:
        yield Effect(message=f"chart {hub.new} needs Kubernetes {needed} or later", source="chart: Chart.yaml, kubeVersion")


def _rewritten(hub: Hub) -> Iterator[Effect]:
    """Report the chart values that this library sets differently; the user has nothing to change."""
    found = list(differences(hub.now.own, hub.then.own, defaults={}))
    gone, new = ([each.path for each in found if each.kind == kind] for kind in ("lost", "added"))
    if gone or new:
        parts = [f"{word} {', '.join(map(key_path, paths))}" for word, paths in (("no longer", gone), ("now", new)) if paths]
        yield Effect(message=f"the same keys then set other chart values: {'; '.join(reversed(parts))}")


def _steps(hub: Hub, path: Path, *, changes: bool) -> Iterator[str]:
    between, commands = _lines_between(hub), Commands(paths=[path])
    if between:
        yield f"Upgrade to {', then '.join(between)} first, each with these steps: the chart's upgrade guides lead from one release series to the next."
    if changes:
        yield f"Change {path} as above, together with `version`."
    if not hub.old.same_series(hub.new):
        yield "Back up the hub's database and the homes (docs/storage.md), and tell users that the hub restarts; running servers continue."
    yield f"Set version: {hub.new}; then run {commands.line('check')}"
    yield f"Run {commands.line('diff')}: the release is updated in place, and nothing that contains data is replaced or destroyed."
    yield f"Run {commands.line('deploy')}, then log in and start a server."
    if any("atomic" in effect.path for change in HOMES_AND_LOGIN for effect in change(hub)):
        yield "Remove atomic: false, and hub.db.upgrade if you set it, and deploy again."


def _lines_between(hub: Hub) -> list[str]:
    """Return the last version of each release series in between."""
    versions = [ChartVersion.of(text) for text in LAST_OF_LINES]
    return [
        str(version)
        for version in versions
        if hub.old.precedes(version) and version.precedes(hub.new) and not any(version.same_series(end) for end in (hub.old, hub.new))
    ]
