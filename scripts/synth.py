"""The run of ``cdktf synth``: quiet when it goes well, and when it does not, with the app's own words only."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from jupyterhub_on_eks.cli import terminal
from jupyterhub_on_eks.deployment.stack_output import Stack, output_folder, read_stacks
from scripts import project
from scripts.console import Trouble, styled

#: Terminal control sequences, and the turning wheel that cdktf draws with them.
CONTROL = re.compile(r"\x1b\[[0-9;]*[A-Za-z]|^[⠀-⣿]\s.*$", re.MULTILINE)

#: Lines of cdktf's own output that are shown when it fails without a word from the app.
SHOWN = 15


def synthesize() -> list[Stack]:
    """Run the real ``cdktf synth`` and read what it wrote.

    cdktf repeats what the app says inside messages of its own. So the app writes to files, by the shell that cdktf starts it
    with, and those are passed on as they are.

    Raises:
        Trouble: it failed. The message is the app's, or cdktf's where the app said nothing.
    """
    out = output_folder()
    _check_output(out)
    with tempfile.TemporaryDirectory(prefix="synth-") as folder:
        said, complained = Path(folder, "stdout"), Path(folder, "stderr")
        command: list[str | Path] = [project.CDKTF, "synth", "--output", out, "--app", app_command(said, complained)]
        if sys.stdout.isatty():
            print("Synthesizing ...", flush=True)
        run = subprocess.run(command, cwd=project.ROOT, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        words, complaint = (file.read_text(errors="replace") if file.exists() else "" for file in (said, complained))
    sys.stdout.write(words)
    if run.returncode:
        raise Trouble(complaint.rstrip() or _cdktf_words(run.stdout + run.stderr))
    if complaint:
        sys.stderr.write(styled(complaint, "yellow", sys.stderr))
    return read_stacks(out)


def app_command(said: Path, complained: Path) -> str:
    """Make cdktf.json's app a shell command whose output goes to the two files."""
    app = json.loads((project.ROOT / "cdktf.json").read_text())["app"]
    return f"{_for_this_terminal()}{app} >{shlex.quote(str(said))} 2>{shlex.quote(str(complained))}"


def _for_this_terminal() -> str:
    """Tell the app, which writes to a file, of the terminal on which its report will be shown, if there is one."""
    columns, colours = terminal.width(sys.stderr), terminal.colours(sys.stderr)
    if columns is None and not colours:
        return ""
    return f"FORCE_COLOR=1 NO_COLOR={'' if colours else 1} COLUMNS={columns or ''} "


def _check_output(out: Path) -> None:
    """Make the output folder, which cdktf does only one level deep; that it can be written to is the app's to say."""
    try:
        (out / "stacks").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Trouble(f"The output folder {out} cannot be made: {error.strerror}. CDKTF_OUTDIR names another one.") from None


def _cdktf_words(output: bytes) -> str:
    lines = [line for line in CONTROL.sub("", output.decode(errors="replace")).splitlines() if line.strip()]
    return "\n".join(["cdktf synth failed. Its last words:", *(f"    {line}" for line in lines[-SHOWN:])])
