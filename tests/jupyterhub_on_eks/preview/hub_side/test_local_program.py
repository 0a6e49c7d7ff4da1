"""What of a pod makes sense on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyterhub_on_eks.preview.hub_side.local_program import LocalProgram, local_program

_FOLDER = Path("/tmp/homes")  # noqa: S108  # nothing is written
_HOME = "/home/jovyan"


def _pod(env: dict[str, Any] | None = None, args: list[str] | None = None, **mount: Any) -> dict[str, Any]:
    variables = [{"name": name, **(value if isinstance(value, dict) else {"value": value})} for name, value in (env or {}).items()]
    container = {"name": "notebook", "env": variables, "args": args, "volumeMounts": [{"name": "home", "mountPath": _HOME, **mount}]}
    volumes = [{"name": "home", "persistentVolumeClaim": {"claimName": "claim-ada"}}, {"name": "scratch", "emptyDir": {}}]
    return {"metadata": {"name": "jupyter-ada"}, "spec": {"containers": [container], "volumes": volumes}}


def _program(pod: dict[str, Any], home: str = _HOME) -> LocalProgram:
    return local_program(pod, folder=_FOLDER, home=home, port=5000, hub_port=6000)


def test_addresses_are_local() -> None:
    """The hub's and the server's own; what the browser sees stays."""
    env = {
        "JUPYTERHUB_API_URL": "http://hub:8081/base/hub/api",
        "JUPYTERHUB_ACTIVITY_URL": "http://hub:8081/base/hub/api/users/ada/activity",
        "JUPYTERHUB_SERVICE_URL": "http://0.0.0.0:8888/base/user/ada/",
        "JUPYTERHUB_SERVICE_PREFIX": "/base/user/ada/",
        "JUPYTERHUB_SSL_CERTFILE": "/etc/jupyterhub/ssl/cert",
    }

    assert {
        "JUPYTERHUB_API_URL": "http://127.0.0.1:6000/base/hub/api",
        "JUPYTERHUB_ACTIVITY_URL": "http://127.0.0.1:6000/base/hub/api/users/ada/activity",
        "JUPYTERHUB_SERVICE_URL": "http://127.0.0.1:5000/base/user/ada/",
        "JUPYTERHUB_SERVICE_PREFIX": "/base/user/ada/",
        "JUPYTERHUB_DEFAULT_URL": "/lab",
    } == _program(_pod(env)).environment


def test_variables_of_the_hub_file() -> None:
    """As Kubernetes resolves them; neither those of Secrets nor those that would change how this machine's programs run."""
    env = {
        "COURSE": "physics",
        "TITLE": "$(COURSE) of $$(COURSE) at $(NOWHERE)",
        "KEY": {"valueFrom": {"secretKeyRef": {"name": "lab", "key": "key"}}},
        "PATH": "/opt/conda/bin",
        "LD_PRELOAD": "/opt/lib.so",
        "EMPTY": "",
        "JUPYTERHUB_DEFAULT_URL": "/tree",
    }

    assert {"COURSE": "physics", "TITLE": "physics of $(COURSE) at $(NOWHERE)", "EMPTY": "", "JUPYTERHUB_DEFAULT_URL": "/tree"} == _program(
        _pod(env)
    ).environment


@pytest.mark.parametrize(
    ("folder", "shown"),
    [
        ("/home/jovyan/work", "home/jovyan/work"),
        ("~/work", "home/jovyan/work"),
        ("work", "home/jovyan/work"),
        ("~", "home/jovyan"),
        ("/", ""),
        ("/srv/shared", "srv/shared"),
        ("/../../etc", "etc"),
        ("", "home/jovyan"),
    ],
)
def test_folders(folder: str, shown: str) -> None:
    """Each folder of the container has its place below one that stands for its root, by JupyterHub's variables and by JupyterHub 1's option."""
    root = _FOLDER / "claim-ada"
    by_variable = _program(_pod({"JUPYTERHUB_ROOT_DIR": folder}))
    by_option = _program(_pod(args=["jupyterhub-singleuser", f'--notebook-dir="{folder}"']))

    assert (root / shown, root / "home/jovyan", True) == (by_variable.shown, by_variable.home, by_variable.kept)
    assert str(root / shown) == by_variable.environment["JUPYTERHUB_ROOT_DIR"] or not folder
    assert root / shown == by_option.shown
    assert [f"--notebook-dir={root / shown}"] == by_option.options


@pytest.mark.parametrize(
    ("args", "options"),
    [
        (None, []),
        (["jupyterhub-singleuser"], []),
        (["tini", "--", "/opt/conda/bin/jupyterhub-singleuser", "--debug", "--ServerApp.x=1"], ["--debug", "--ServerApp.x=1"]),
        (["start-singleuser.sh", "--ip=0.0.0.0", "--port=8888", "--SingleUserNotebookApp.default_url=/tree"],
         ["--ip=127.0.0.1", "--port=5000", "--SingleUserNotebookApp.default_url=/tree"]),
        (["jupyterhub-singleuser", "--ip=0.0.0.0", "--port=8888"],
         ["--ip=127.0.0.1", "--port=5000", "--SingleUserNotebookApp.default_url=/lab"]),
        (["bash", "-c", "conda activate lab; code-server"], []),
    ],
)  # fmt: skip
def test_options(args: list[str] | None, options: list[str]) -> None:
    """Those of a program that is here too; JupyterHub 1 gives addresses and pages by them."""
    assert options == _program(_pod(args=args)).options


@pytest.mark.parametrize(
    ("mount", "root", "kept"),
    [
        ({}, "claim-ada", True),
        ({"subPath": "home/ada"}, "claim-ada--home_ada", True),
        ({"mountPath": "/home/jovyan/"}, "claim-ada", True),
        ({"name": "scratch"}, "jupyter-ada", False),
        ({"mountPath": "/srv"}, "jupyter-ada", False),
    ],
)
def test_homes(mount: dict[str, Any], root: str, *, kept: bool) -> None:
    """A folder of a claim is one home, whichever server mounts it; without a claim the home goes with the server."""
    program = _program(_pod(**mount))

    assert (_FOLDER / root, kept) == (program.root, program.kept)


_TEXT = st.text(alphabet="/.~$()[]-=\"' ab\u00e9", max_size=30)


@given(folder=_TEXT, sub=_TEXT, home=_TEXT.map(lambda text: f"/{text}"), word=_TEXT)
def test_nothing_leads_out(folder: str, sub: str, home: str, word: str) -> None:
    """Whatever the hub file has, folders are below that of the homes, and the server listens on its own port."""
    args = ["jupyterhub-singleuser", f"--notebook-dir={folder}", "--port=8888", word]
    program = _program(_pod({"JUPYTERHUB_ROOT_DIR": folder}, args, subPath=sub), home)

    for path in (program.root, program.home, program.shown, Path(program.environment["JUPYTERHUB_ROOT_DIR"] or program.root)):
        assert _FOLDER in Path(path).parents
        assert ".." not in path.parts
    assert "--port=5000" in program.options
