"""A program that ends soon."""

from __future__ import annotations

import os
import subprocess
import sys

from fast_start.short_program import run_to_end
from tests.conftest import ROOT


def _run(program: str) -> subprocess.CompletedProcess[str]:
    program = f"import sys\nfrom {run_to_end.__module__} import run_to_end\n{program}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)


def test_ends_with_the_status() -> None:
    """All output is written; garbage is not collected meanwhile."""
    run = _run("import gc\nrun_to_end(lambda: print('collects', gc.isenabled()) or sys.stderr.write('noted') and 3)")

    assert (3, "collects False\n", "noted") == (run.returncode, run.stdout, run.stderr)


def test_exception_of_the_program() -> None:
    """It ends the process as usual."""
    run = _run("def fail(): raise ValueError('wrong')\nrun_to_end(fail)")

    assert (1, "") == (run.returncode, run.stdout)
    assert run.stderr.endswith("ValueError: wrong\n")


def test_nothing_else_is_imported() -> None:
    """`check` uses it, which loads neither the rest of this package nor a module that Python hasn't loaded itself."""
    run = _run("print(*sorted(name for name in sys.modules if name.startswith(('fast_start', 'subprocess', 'threading', 'jsii'))))")

    assert "fast_start fast_start.short_program\n" == run.stdout
