"""Install what the project needs: ``python3 -m scripts.set_up``, or with ``--tool NAME`` one of the tools in ``tools/``.

Nothing has to be there but Python and make: pipenv, the Python packages, Node and the CDKTF command line are brought into this folder,
pinned by Pipfile.lock, package-lock.json and tools/*/requirements.txt. A second run does nothing and needs no network.

This module is read by Pythons too old for the rest, so it says so itself, in words that they understand.
"""

import sys

#: The oldest Python that runs the project.
OLDEST = (3, 11)


def complaint(version: "tuple[int, ...]", newer: "str | None") -> str:
    """Say that this Python is too old and how to choose another.

    Args:
        version: its version, three numbers.
        newer: name of a newer Python on PATH, or None.
    """
    said = "Python %s.%s or newer is needed; this is Python %s.%s.%s." % (OLDEST + tuple(version))
    if newer:
        return said + "\nThis machine has one: give the command PYTHON=" + newer + ", for example\n  make synth PYTHON=" + newer
    return said + "\nInstall one (Debian: apt install python3, macOS: brew install python) and run the command again."


def newer_python() -> "str | None":
    """Find a Python on PATH that is new enough."""
    from shutil import which  # noqa: PLC0415 -- only where something is wrong

    for minor in range(30, OLDEST[1] - 1, -1):
        name = "python3." + str(minor)
        if which(name):
            return name
    return None


if __name__ == "__main__":
    if sys.version_info < OLDEST:
        sys.stderr.write(complaint(sys.version_info[:3], newer_python()) + "\n")
        sys.exit(1)
    from scripts.bootstrap import main

    sys.exit(main(sys.argv[1:]))
