"""Update the docs' screenshots of a hub's pages: ``.venv/bin/python -m scripts.screenshots``.

They show a preview of ``examples/course.yaml`` and ``examples/gpu-lab.yaml``, in Chromium. The environments are those of the login tests:
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

#: Folder of the screenshots.
IMAGES = paths.ROOT / "docs" / "images"
#: A cell in the screenshot of JupyterLab.
_NOTEBOOK = "import os\nos.environ['JUPYTERHUB_USER'], os.environ['MEM_LIMIT']"
#: Actions in the browser, in order, for each hub file: its users, then commands of tests/login/browse.py.
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
#: Added to the hub of the course, for its screenshot.
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
    """Yield the browser's commands of a scene, with the hub's URL, which has the key in its query, and the screenshots' paths."""
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
    """Preview a hub; yields its URL."""
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
    """Take all screenshots; returns the exit status."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("Chromium is not installed; install it (Debian: apt install chromium).", file=sys.stderr)
        return 1
    browser = [str(paths.TOOLS / "login-browser/bin/python"), str(paths.ROOT / "tests/login/browse.py"), chromium]
    for example in SCENES:
        with tempfile.TemporaryDirectory() as folder, _previewed(example, Path(folder)) as url:
            lines = "".join(json.dumps(command) + "\n" for command in commands_of(example, url))
            said = subprocess.run(browser, input=lines, capture_output=True, text=True, check=True).stdout
            if "error" in said and (wrong := [line for line in said.splitlines() if json.loads(line).get("error")]):
                print(*wrong, sep="\n", file=sys.stderr)
                return 1
    print(f"The screenshots are in {IMAGES}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
