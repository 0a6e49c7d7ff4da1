"""Screens of the pages, produced by the product; AWS, the cluster, Terraform and the packages of previews are prepared."""

from __future__ import annotations

import builtins
import io
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from rich.console import Console

from jupyterhub_on_eks.deployment import deploy as deploying
from jupyterhub_on_eks.deployment import install_hints, planning, programs
from jupyterhub_on_eks.deployment.live_progress import LiveDisplay
from jupyterhub_on_eks.deployment.plan_report import plan_lines
from jupyterhub_on_eks.deployment.request import Request
from jupyterhub_on_eks.deployment.stack_output import Stack
from jupyterhub_on_eks.deployment.tracker import Tracker
from jupyterhub_on_eks.preview import environments, running_hub
from tests.conftest import ROOT
from tests.docs.pages import fences
from tests.docs.plans import campus, events_of_deployment, plan_of
from tests.docs.scene import Scene
from tests.jupyterhub_on_eks.doctor.test_storage import storage_class
from tests.jupyterhub_on_eks.status.test_installed import NAMESPACE, helm_secret
from tests.jupyterhub_on_eks.status.test_pods import claim, pod, waits
from tests.tiers import summary

#: Marks the moment of Ctrl-C in the output.
_END = "\0"
_QUICKSTART = (ROOT / "hubs" / "quickstart.yaml").read_text(encoding="utf-8")


def two_mistakes(scene: Scene) -> str:
    """The readme, with its two mistakes in the real file; without the count in the last line."""
    scene.write("hubs/quickstart.yaml", _QUICKSTART.replace("region:", "regoin:").replace("10Gi", "4GB"))
    return scene.print_of("check").rpartition("\n1 hub file checked")[0]


def doctor(scene: Scene) -> str:
    """A driver that somebody installed, and a class that deletes volumes."""
    scene.write("hubs/lab.yaml", _QUICKSTART.replace("capacity: 10Gi", "capacity: 10Gi, removal_policy: RETAIN"))
    scene.program("aws")
    scene.program("terraform", """case "$*" in *-json*) echo '{"terraform_version": "1.11.4"}';; *) echo 'Terraform v1.11.4';; esac""")
    scene.cluster(storage_class(policy="Delete"), subnets=[4091] * 6)
    return scene.typed().replace(str(scene.folder), "/usr/local")


def status(scene: Scene) -> str:
    """A hub whose image doesn't exist."""
    scene.write("hubs/quickstart.yaml", _QUICKSTART)
    image = waits("ImagePullBackOff", "not found", image="quay.io/jupyterhub/k8s-hub:4.4.0")
    scene.cluster(
        *(NAMESPACE, helm_secret(), claim("hub-db-dir", "Bound"), pod("proxy")),
        pod("hub", name="hub-c9cbd55f6-x5mtc", ready=False, **image),
    )
    return scene.typed()


def picture(scene: Scene) -> str:
    """Of the quickstart's golden file; without Graphviz, which draws what tests/test_pictures_in_docs.py compares."""
    template = json.loads((ROOT / "tests" / "snapshots" / "quickstart" / "cdk.tf.json").read_text(encoding="utf-8"))
    quickstart = Stack("quickstart", Path("cdk.tf.json"), template, ())
    scene.patch.setattr("jupyterhub_on_eks.deployment.app.synthesized", lambda _: [quickstart])
    scene.patch.setattr("jupyterhub_on_eks.picture.svg.svg", lambda graph, cache: f"{graph}{cache}")
    return scene.typed()


def without_terraform(scene: Scene) -> str:
    """On Debian or Ubuntu."""
    scene.write("os-release", "ID=debian\nVERSION_CODENAME=trixie\n")
    scene.patch.setattr(programs, "install_hints", lambda: install_hints.install_hints("linux", scene.folder / "os-release"))
    scene.patch.setenv("PATH", "/none")
    scene.patch.delenv("TERRAFORM_BINARY_NAME", raising=False)
    return scene.typed()


def changes(scene: Scene) -> str:
    """Students get a shared directory and a limit, and the staff's volumes are kept from now on."""
    return "\n".join(plan_lines(plan_of(scene.synth(campus()), scene.synth(_changed())), "campus", io.StringIO()))


def _changed() -> dict[str, Any]:
    exchange = {"name": "exchange", "mount_path": "/home/jovyan/exchange"}
    return campus(shared_directories=[exchange], resources={"memory": {"limit": "2G"}})


class _StopError(Exception):
    """Ends a deployment that a page shows only in part."""


def first_deployment(scene: Scene) -> str:
    """On a terminal, while the mount targets are being created; Terraform's events are prepared."""
    template = scene.synth(_changed())
    plan = plan_of({}, template)
    times = [0.0]

    def events(*_: str, hear: Callable[[str], None]) -> None:
        for line in events_of_deployment(template, plan):
            hear(line)
        times.append(72.0)
        raise _StopError

    @contextmanager
    def display(tracker: Tracker, stream: Any) -> Iterator[LiveDisplay]:
        tracker.clock = lambda: times[-1]
        console = Console(file=stream, width=200, color_system=None, highlight=False)
        shown = LiveDisplay(tracker)
        shown.live = cast("Any", SimpleNamespace(console=console))
        try:
            yield shown
        finally:
            console.print(shown)

    prepared: Mapping[str, Any] = {
        "DataCheck": lambda **_: SimpleNamespace(check_json=lambda: None, check_plan=lambda _: None),
        "pull": lambda _: None,
        "provider_locks": lambda _: nullcontext(),
        "make_plan": lambda *_: plan,
        "keep": lambda *_: None,
    }
    for name, value in prepared.items():
        scene.patch.setattr(deploying, name, value)
    scene.patch.setattr(planning, "display", display)
    scene.patch.setattr(builtins, "input", _say_yes)
    terraform: Any = SimpleNamespace(stack=SimpleNamespace(name="campus", template=template), events=events)
    try:
        deploying._deploy(terraform, Request(), None)
    except _StopError:
        return scene.output.readouterr().out
    raise AssertionError("the deployment was not stopped")


def _say_yes(question: str) -> str:
    sys.stdout.write(f"{question}yes\n")
    return "yes"


def preview(scene: Scene) -> str:
    """A first run; the packages are not installed, and no hub runs."""
    url, log = "http://127.0.0.1:8000/?preview=KEY", Path("/tmp/jupyterhub-preview-jba_se7u/jupyterhub.log")  # noqa: S108  # as the page shows it

    def ended() -> None:
        sys.stdout.write(_END)
        raise KeyboardInterrupt

    @contextmanager
    def hub(*_: Any, public: Any, **__: Any) -> Iterator[Any]:
        public.close()
        yield SimpleNamespace(url=url, log=log, wait=ended)

    scene.write("examples/gpu-lab.yaml", (ROOT / "examples" / "gpu-lab.yaml").read_text(encoding="utf-8"))
    scene.patch.setattr(running_hub, "running_hub", hub)
    scene.patch.setattr(environments, "_install", _installed)
    scene.patch.setattr("signal.signal", lambda *_: None)
    scene.patch.setenv("XDG_CACHE_HOME", str(scene.folder / ".cache"))
    return scene.typed().replace(str(scene.folder), "/home/ada").partition(_END)[0]


def _installed(_packages: Any, _python: Path, folder: Path) -> None:
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").touch()


def first_line_of_a_hub_file(scene: Scene) -> str:
    """That of `init`, for editors."""
    scene.print_of("init", "hub.yaml")
    return (scene.folder / "hub.yaml").read_text(encoding="utf-8").partition("\n")[0]


def tiers(scene: Scene) -> str:
    """The report at the end of a test run, with the counts, times and reasons of the page."""
    *_, text = (each.text for each in fences(ROOT / "docs" / "testing.md") if each.first.strip("=") == " tiers ")
    stats: dict[str, list[Any]] = {}
    for line in text.splitlines()[1:]:
        if found := re.fullmatch(r"(\w+) +(\d+) (\w+) \((\d+) s\)", line):
            tier, count, outcome, seconds = found.groups()
            stats.setdefault(outcome, []).extend(_report(tier, float(seconds) / int(count)) for _ in range(int(count)))
        elif found := re.fullmatch(r" +skipped: (.*) \((\d+)\)", line):
            for report in stats["skipped"][-int(found[2]) :]:
                report.longrepr = ("file", 1, f"Skipped: {found[1]}")
    del scene
    return "\n".join([" tiers ".center(80, "="), *summary(stats)])


def _report(tier: str, seconds: float) -> Any:
    return SimpleNamespace(user_properties=[("tier", tier)], duration=seconds, longrepr=None)
