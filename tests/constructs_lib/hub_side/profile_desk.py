"""Users who request servers from the real KubeSpawner of a chart version with the values of a hub's profiles."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from constructs_lib.chart_values.merge import merged
from constructs_lib.chart_values.singleuser.checked_profiles import checked_profiles
from constructs_lib.models.chart_version import MANAGE_GROUPS, ChartVersion
from jupyterhub_on_eks.preview.hub_side.kubernetes_api import running_api
from tests.conftest import ROOT
from tests.login.tools import RELEASES, python_of

#: Runs tasks of ``tests/login/profiles.py`` with a list of profiles, and with other values ``beside``.
Ask = Callable[..., list[Any]]

CLAIM = "realm.roles"


@contextmanager
def running_desk(tool: str, folder: Path) -> Iterator[Ask]:
    """Run the program; skip the test if the environment isn't installed."""
    python, version = python_of(tool), ChartVersion.of(RELEASES[tool])
    (folder / "values.json").write_text("{}", encoding="utf-8")
    with running_api(folder) as api, (folder / "log").open("w") as log:
        env = {"PATH": os.defpath, "HOME": str(folder), "HUB_VALUES": str(folder / "values.json"), "KUBECONFIG": str(api.kubeconfig)}
        process = subprocess.Popen(
            [python, ROOT / "tests/login/profiles.py"],
            env=env,
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )

        def ask(
            profiles: Sequence[Mapping[str, Any]], *tasks: Sequence[Mapping[str, Any]], beside: Mapping[str, Any] | None = None
        ) -> list[Any]:
            values = merged(beside or {}, checked_profiles(profiles, version=version, groups_claim=CLAIM))
            assert process.stdin
            assert process.stdout
            process.stdin.write(json.dumps({"values": values, "tasks": tasks}) + "\n")
            process.stdin.flush()
            answer = process.stdout.readline()
            assert answer, (folder / "log").read_text(encoding="utf-8")[-3000:]
            return list(json.loads(answer))

        try:
            yield ask
        finally:
            process.kill()
            process.communicate()


def belongs(tool: str, *groups: str) -> dict[str, Any]:
    """Return how a hub of the chart version gets a user's groups from the provider: as its own, or in the auth state, in a nested claim."""
    if ChartVersion.of(RELEASES[tool]).has(MANAGE_GROUPS):
        return {"groups": groups}
    return {"claims": {"realm": {"roles": groups}}}
