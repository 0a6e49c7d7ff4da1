"""Scripts of the Makefile. Standard library only, run by the system's Python."""

import sys

# In syntax that Python 3.6 supports, before modules that need a newer one are imported.
if sys.version_info < (3, 11):  # noqa: UP036 -- the system's Python may be older than the project's
    sys.exit(
        f"Python 3.11 or newer is required; this is Python {sys.version.split()[0]}. Run the command with a newer one:\n"
        "  make synth PYTHON=python3.13\n"
        "or install one (Debian: apt install python3, macOS: brew install python)."
    )
