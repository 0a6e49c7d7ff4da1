"""Previews of a hub file as a user runs them: the command, a real hub, the stand-ins, local Jupyter servers, a real browser, Ctrl-C.

``make test`` tests the newest release series of the chart, ``make nightly`` all.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from constructs_lib.models.chart_version import ChartVersion
from jupyterhub_on_eks.preview.environments import environment_folder
from jupyterhub_on_eks.preview.packages import packages_of, python_for
from tests.conftest import ROOT
from tests.login.servers import Browser, running_browser
from tests.login.tools import RELEASES, python_of

pytestmark = [pytest.mark.login, pytest.mark.slow, pytest.mark.xdist_group("login")]

_LOGIN: dict[str, Any] = {
    "hub_url": "https://hub.example.org",
    "keycloak": {"url": "https://login.example.org", "realm": "lab"},
    "client_id": "lab",
    "client_secret": {"kubernetes_secret": "lab-login"},
    "groups_claim": "groups",
    "allowed_groups": ["staff", "gpu"],
    "admin_groups": ["staff"],
}
_HUB: dict[str, Any] = {
    "namespace": "lab",
    "service_type": "cluster_ip",
    "ebs_config": {"storage_class": "gp3", "capacity": "1Gi", "removal_policy": "RETAIN"},
    "title": "Research hub",
    "announcements": {"home": "Maintenance on Friday"},
    "oidc_config": _LOGIN,
    "extra_env": {"COURSE": "physics"},
    "profiles": [{"preset": "cpu-small", "default_url": "/lab/tree/pod.yaml"}, {"preset": "gpu", "allowed_groups": ["gpu"]}],
}
_NEWEST = "login-17"
_LINES = [pytest.param(tool, marks=() if tool == _NEWEST else pytest.mark.nightly) for tool in RELEASES]
#: Leaves a process that is in no session of the server or the kernel.
_LEAVE_A_PROCESS = "import os, subprocess; subprocess.Popen(['sleep', '1000'], start_new_session=True); print(os.environ['COURSE'])"
_PEOPLE = ("--user", "ada:staff", "--user", "grace:gpu", "--user", "mallory")


@dataclass
class Preview:
    """A running preview."""

    process: subprocess.Popen[str]
    entry: str
    log: Path
    output: str

    @property
    def url(self) -> str:
        """The hub's address, without the key."""
        return self.entry.partition("?")[0].rstrip("/")


def _file(folder: Path, version: str, **keys: Any) -> Path:
    hub = {key: value for key, value in {**_HUB, "version": version, **keys}.items() if value is not None}
    path = folder / "lab.yaml"
    data = {"cluster": {"name": "c", "region": "us-west-2"}, "add_ons": [{"ebs_csi_driver": {"existing": True}}, {"jupyterhub": hub}]}
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    return path


def _cache(tool: str, folder: Path) -> Path:
    """Create a cache in which the environments of the tests are installed."""
    line = packages_of(ChartVersion.of(RELEASES[tool]))
    cache = folder / "cache" / "jupyterhub-on-eks" / "preview"
    cache.mkdir(parents=True)
    for name, each in ((tool, line), (tool.replace("login", "server"), line.servers)):
        environment = environment_folder(each, python_for(line), cache)
        environment.symlink_to(python_of(name).parent.parent)
        environment.with_suffix(".ready").touch()
    return folder / "cache"


@contextmanager
def _running(tool: str, folder: Path, *options: str, **keys: Any) -> Iterator[Preview]:
    command = [sys.executable, "-m", "jupyterhub_on_eks", "preview", str(_file(folder, RELEASES[tool], **keys)), "--no-open", *options]
    temporary = folder / "tmp"
    temporary.mkdir()
    env = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(_cache(tool, folder)), "TMPDIR": str(temporary)}
    process = subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        assert process.stdout
        output = ""
        for line in process.stdout:
            output += line
            if "Ctrl-C ends everything" in line:
                break
        entry, log = (found[1] if (found := re.search(rf"^  {name} +(\S+)", output, re.MULTILINE)) else "" for name in ("hub", "log"))
        assert entry, output
        yield Preview(process, entry, Path(log), output)
    finally:
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGINT)
        try:
            process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            process.kill()  # the hub and the servers end with it
            raise


def _interrupt(preview: Preview) -> str:
    preview.process.send_signal(signal.SIGINT)
    output, _ = preview.process.communicate(timeout=60)
    return output


def _processes(folder: Path) -> list[str]:
    """Return the processes with a home in the folder: the hub, the users' servers, and the processes that they have started."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            if f"HOME={folder}".encode() in path.read_bytes():
                found.append(path.parent.name)
    return found


def _listens(url: str) -> bool:
    port = int(url.rpartition(":")[2])
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser."""
    with running_browser(tmp_path_factory.mktemp("browser")) as running:
        yield running


@pytest.fixture(scope="module", params=_LINES)
def preview(request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """A preview of each chart version, with three people."""
    del browser  # without a browser no preview needs to run
    with _running(request.param, tmp_path_factory.mktemp("preview"), *_PEOPLE) as running:
        yield running


def test_profiles_of_a_group_and_the_pod_of_a_choice(preview: Preview, browser: Browser) -> None:
    """Grace sees the profile of her group and the pod that it would start, without a start; then she starts it and sees the pod again."""
    page = browser("log_in_at_stand_in", hub=preview.url, entry=preview.entry, user="grace")
    assert "GPU" in page.get("text", ""), page

    shown = browser("show_pod")
    limits = _pod(shown)["spec"]["containers"][0]["resources"]["limits"]
    assert ("1.0", False) == (str(float(limits["cpu"])), "nvidia.com/gpu" in limits), shown  # the default selection

    browser("open", url=f"{preview.url}/hub/spawn")
    started = browser("choose", profile="gpu")
    lab = browser("find", text="pod.yaml")
    assert (200, True) == (started["status"], started["url"].startswith(f"{preview.url}/user/grace/lab")), started
    assert "Python 3 (ipykernel)" in lab["text"], lab
    browser("open", url=f"{preview.url}/hub/home")
    pod = _pod(browser("press", text="Show the pod"))
    assert "1" == str(pod["spec"]["containers"][0]["resources"]["limits"]["nvidia.com/gpu"])
    assert pod["metadata"]["name"].startswith("jupyter-grace")


def test_server_is_jupyter(preview: Preview, browser: Browser) -> None:
    """Its kernel runs code and has the hub file's variables. A stop keeps the home and ends all processes that the server has started."""
    browser("log_in_at_stand_in", hub=preview.url, entry=preview.entry, user="ada", light=True)
    browser("open", url=f"{preview.url}/hub/spawn")
    before = _processes(preview.log.parent)
    landed = browser("choose", profile="cpu-small")
    computed = browser("execute", code=f"{_LEAVE_A_PROCESS}\nopen('kept', 'w').close()\n1 + 1")
    assert "physics\n2" == computed.get("output"), computed
    assert landed["url"].startswith(f"{preview.url}/user/ada/lab/tree/pod.yaml")
    assert len(_processes(preview.log.parent)) >= len(before) + 4  # the keeper, the server, the kernel, and the process that it left

    browser("open", url=f"{preview.url}/hub/home")
    browser("press", text="Stop My Server")
    _until(lambda: _processes(preview.log.parent) == before)
    _until(lambda: "Show the pod" not in browser("open", url=f"{preview.url}/hub/home")["text"])
    browser("open", url=f"{preview.url}/hub/spawn")
    browser("choose", profile="cpu-small")
    again = browser("execute", code="import os; print(os.environ['HOME'], sorted(os.listdir()))")

    assert "['kept', 'pod.yaml']" in re.sub(r"'\.\w+', ", "", again["output"]), again
    assert str(preview.log.parent) in again["output"]


def _until(holds: Callable[[], bool]) -> None:
    """Wait until a condition holds."""
    until = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.1)


def test_nobody_logs_in_without_the_address(preview: Preview, browser: Browser) -> None:
    """Users' servers run code, so a visitor without the printed address gets only the login page."""
    page = browser("log_in_at_stand_in", hub=preview.url, user="ada")

    assert 403 == page["status"], page
    assert "Open the address that jupyterhub-on-eks preview printed" in page["text"]


def _pod(seen: dict[str, Any]) -> Any:
    """Read the pod from a page that shows one."""
    return yaml.safe_load("apiVersion" + seen["text"].partition("apiVersion")[2].partition("\n\N{MULTIPLICATION SIGN}")[0])


def test_group_without_a_right_is_refused(preview: Preview, browser: Browser) -> None:
    """Ada, a member of staff, sees no GPU, and a link to its pod is refused with the hub's message; mallory, in no group, can't log in."""
    page = browser("log_in_at_stand_in", hub=preview.url, entry=preview.entry, user="ada")
    link = browser("open", url=f"{preview.url}/hub/preview/pod/ada/?profile=gpu")
    other = browser("open", url=f"{preview.url}/hub/preview/pod/grace/")
    stranger = browser("log_in_at_stand_in", hub=preview.url, entry=preview.entry, user="mallory")

    assert "GPU" not in page.get("text", "GPU"), page
    assert (403, 403) == (link["status"], stranger["status"])
    assert "is not open to you" in link["text"]
    assert other["status"] in {200, 404}  # ada is an administrator; the hub knows grace if she has logged in


def test_pages_are_those_of_the_file(preview: Preview, browser: Browser) -> None:
    """The hub file's title and announcement are shown, and an administrator has the admin page."""
    browser("log_in_at_stand_in", hub=preview.url, entry=preview.entry, user="ada")
    home = browser("open", url=f"{preview.url}/hub/home")
    admin = browser("open", url=f"{preview.url}/hub/admin")

    assert ("Research hub", True, 200) == (home["title"], "Maintenance on Friday" in home["text"], admin["status"])


@pytest.mark.parametrize("tool", _LINES)
def test_ctrl_c_leaves_nothing(tool: str, browser: Browser, tmp_path: Path) -> None:
    """The command ends with status 0, and no process, port or file of the hub or of a server is left."""
    with _running(tool, tmp_path, *_PEOPLE) as running:
        _start_server(running, browser)
        assert running.log.is_file()
        output = _interrupt(running)

    assert (0, "Preview ended. Its processes and files were removed.") == (running.process.returncode, output.strip())
    assert ([], [], False) == (_processes(tmp_path / "tmp"), list((tmp_path / "tmp").iterdir()), _listens(running.url))


def _start_server(running: Preview, browser: Browser) -> None:
    """Start a server with a kernel that leaves a process."""
    browser("log_in_at_stand_in", hub=running.url, entry=running.entry, user="ada", light=True)
    browser("choose", profile="cpu-small")
    done = browser("execute", code=_LEAVE_A_PROCESS)
    assert "physics\n" == done.get("output"), done
    assert len(_processes(running.log.parent)) >= 5


def test_two_at_once(tmp_path: Path) -> None:
    """The second uses another port; the message about a port in use names it."""
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
    with _running(_NEWEST, one) as first, _running(_NEWEST, two) as second:
        assert first.url != second.url
        assert "member-of-gpu (gpu)" in first.output
        port = first.url.rpartition(":")[2]
        command = [sys.executable, "-m", "jupyterhub_on_eks", "preview", str(one / "lab.yaml"), "--port", port]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
        assert (2, True) == (run.returncode, f"{port} is used by another program" in run.stderr)


def test_all_ends_with_a_command_that_is_killed(browser: Browser, tmp_path: Path) -> None:
    """Nothing keeps running after the command has ended, however it ended."""
    with _running(_NEWEST, tmp_path, *_PEOPLE) as running:
        _start_server(running, browser)
        running.process.kill()
        running.process.wait()
        _until(lambda: not _processes(tmp_path / "tmp") and not _listens(running.url))
        shutil.rmtree(running.log.parent)


def test_a_hub_that_is_killed_leaves_no_server(browser: Browser, tmp_path: Path) -> None:
    """The command reports that the hub ended, after its servers have ended too."""
    with _running(_NEWEST, tmp_path, *_PEOPLE) as running:
        _start_server(running, browser)
        hub = next(pid for pid in _processes(tmp_path / "tmp") if b"run.py" in Path("/proc", pid, "cmdline").read_bytes())
        os.kill(int(hub), signal.SIGKILL)
        output, _ = running.process.communicate(timeout=60)
        assert ([], [], 3) == (_processes(tmp_path / "tmp"), list((tmp_path / "tmp").iterdir()), running.process.returncode)
        assert "JupyterHub ended" in output


def test_shared_password(browser: Browser, tmp_path: Path) -> None:
    """The command prints a password for the run. Another password, or the right one without the printed address, is refused."""
    keys = {"oidc_config": None, "profiles": None, "shared_password": {"secrets_manager": "hub/workshop"}}
    with _running(_NEWEST, tmp_path, **keys) as running:
        password = running.output.partition("with the password ")[2].split()[0]
        wrong = browser("log_in", hub=running.url, entry=running.entry, user="ada", password="something-else")
        outside = browser("log_in", hub=running.url, user="ada", password=password)
        right = browser("log_in", hub=running.url, entry=running.entry, user="ada", password=password)

    assert 403 == outside.get("status"), outside
    assert "Invalid username or password" in wrong.get("text", ""), wrong
    assert right["url"].startswith(f"{running.url}/user/ada/lab"), right


def test_settings_that_the_hub_refuses_are_reported(tmp_path: Path) -> None:
    """If a hub can't start, the command shows the last lines of its log, which have the reason, with status 3."""
    file = _file(tmp_path, RELEASES[_NEWEST], values={"hub": {"extraConfig": {"broken": "raise ValueError('no such printer')"}}})
    env = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(_cache(_NEWEST, tmp_path))}
    command = [sys.executable, "-m", "jupyterhub_on_eks", "preview", str(file), "--no-open"]
    run = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False, timeout=120)

    assert (3, True, False) == (run.returncode, "ValueError: no such printer" in run.stderr, "Traceback (most recent" in run.stdout), run
