"""Which packages are compiled to bytecode while they are installed.

The bindings of the providers hold 3,000 modules, of which the project imports some twenty. Compiling them all, as pip does, takes more
than a minute; the others are compiled by Python itself if they are ever imported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from scripts import project

#: How a module of a binding is imported, by its own name.
IMPORTED = re.compile(r"\bcdktf_cdktf_provider_\w+\.(\w+)")

#: Compiles a folder, except what the pattern finds. compileall's own command would fail where one file of all cannot be compiled,
#: as some packages' templates cannot.
PROGRAM = "import compileall, re, sys; compileall.compile_dir(sys.argv[1], quiet=2, workers=0, rx=re.compile(sys.argv[2]))"


def compile_command() -> list[str | Path]:
    """Give the command that compiles the packages of ``.venv``, of the bindings only what the project imports."""
    sources = [project.ROOT / "main.py", *project.ROOT.glob("constructs_lib/**/*.py"), *project.ROOT.glob("stacks/**/*.py")]
    packages = next(project.VENV.glob("lib/python3*/site-packages"))
    return [project.VENV / "bin/python", "-c", PROGRAM, packages, skipped(source.read_text() for source in sources if source.exists())]


def skipped(sources: Iterable[str]) -> str:
    """Give the pattern of the files that are not compiled, from the texts of the modules that import the bindings."""
    kept = {"_jsii"}.union(*(IMPORTED.findall(source) for source in sources))
    return rf"/cdktf_cdktf_provider_\w+/(?!(?:{'|'.join(sorted(kept))})/)"
