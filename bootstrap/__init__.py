"""What the Makefile runs before all else: ``python3 -m bootstrap``. Standard library only, run by the system's Python."""

import sys

# In words that Python 3.6 understands, before a module is read that it doesn't.
if sys.version_info < (3, 11):  # noqa: UP036  # the system's Python may be older than the project's
    sys.exit(
        f"Python 3.11 or newer is required; this is Python {sys.version.split()[0]}. Give the command a newer one:\n"
        "  make synth PYTHON=python3.13\n"
        "or install one (Debian: apt install python3, macOS: brew install python)."
    )
