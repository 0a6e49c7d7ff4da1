"""Make the docs' pictures of a hub's pages anew: ``.venv/bin/python -m scripts.screenshots``.

They are of a preview of ``examples/course.yaml`` and ``examples/gpu-lab.yaml``, in Chromium. The environments are those of the log-in tests:
``make login-tools`` installs them.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bootstrap import paths

#: Where the pictures go.
IMAGES = paths.ROOT / "docs" / "images"
#: What the picture of JupyterLab has in a cell.
_NOTEBOOK = "import os\nos.environ['JUPYTERHUB_USER'], os.environ['MEM_LIMIT']"
#: What is done in the browser, in order, for each hub file: its people, then commands of tests/login/browse.py.
SCENES: Mapping[str, tuple[list[str], list[dict[str, Any]]]] = {
    "gpu-lab": (
        ["ada", "grace:/lab/vision", "edsger:/lab/language"],
        [
            {
                "do": "log_in_at_stand_in",
                "user": "grace",
                "pictures": ["preview-login.png", "preview-provider.png"],
                "picture": "preview-profiles.png",
            },
            {"do": "choose", "profile": "gpu", "picks": ["pytorch"]},
            {"do": "write_notebook", "code": _NOTEBOOK, "picture": "preview-lab.png", "height": 560},
            {"do": "open", "path": "/hub/home", "picture": "preview-server.png", "height": 300},
            {"do": "press", "text": "Show the pod", "picture": "preview-pod.png", "height": 700},
        ],
    ),
    "course": (
        ["lea:students", "tom:teachers"],
        [
            {"do": "log_in_at_stand_in", "user": "lea"},
            {"do": "open", "path": "/hub/home", "picture": "preview-home.png"},
        ],
    ),
}
#: Added to the hub of the course, for its picture.
_ANNOUNCEMENT = "      announcements: {home: The exercises of week 3 are online.}\n"


def hub_file(example: str, folder: Path) -> Path:
    """Write the hub file of a scene; returns its path."""
    text = (paths.ROOT / "examples" / f"{example}.yaml").read_text(encoding="utf-8")
    if example == "course":
        text = text.replace("      service_type: alb\n", f"{_ANNOUNCEMENT}      service_type: alb\n")
    path = folder / f"{example}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def commands_of(example: str, url: str) -> Iterator[dict[str, Any]]:
    """Yield the browser's commands of a scene, with the hub's address, which has the key in its query, and the pictures' paths."""
    for command in SCENES[example][1]:
        done = dict(command)
        if done["do"] == "log_in_at_stand_in":
            done.update({"hub": url.partition("?")[0].rstrip("/"), "entry": url})
        if path := done.pop("path", None):
            done["url"] = f"{url.partition('?')[0].rstrip('/')}{path}"
        if "pictures" in done:
            done["pictures"] = [str(IMAGES / name) for name in done["pictures"]]
        if "picture" in done:
            done["picture"] = str(IMAGES / done["picture"])
        yield done


@contextmanager
def _previewed(example: str, folder: Path) -> Iterator[str]:
    """Preview a hub; gives its URL."""
    people = [part for person in SCENES[example][0] for part in ("--user", person)]
    command = [sys.executable, "-m", "jupyterhub_on_eks", "preview", str(hub_file(example, folder)), "--no-open", *people]
    with subprocess.Popen(command, cwd=paths.ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout  # noqa: S101  # it is a pipe
            lines = iter(process.stdout.readline, "")
            yield next(line.split()[1] for line in lines if line.startswith("  hub "))
        finally:
            process.terminate()


def main() -> int:
    """Make all pictures."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("There is no Chromium; install it (Debian: apt install chromium).", file=sys.stderr)
        return 1
    browser = [str(paths.TOOLS / "login-browser/bin/python"), str(paths.ROOT / "tests/login/browse.py"), chromium]
    for example in SCENES:
        with tempfile.TemporaryDirectory() as folder, _previewed(example, Path(folder)) as url:
            lines = "".join(json.dumps(command) + "\n" for command in commands_of(example, url))
            said = subprocess.run(browser, input=lines, capture_output=True, text=True, check=True).stdout
            if "error" in said and (wrong := [line for line in said.splitlines() if json.loads(line).get("error")]):
                print(*wrong, sep="\n", file=sys.stderr)
                return 1
    print(f"The pictures are in {IMAGES}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
