"""Load only the used parts of the provider bindings: synth in half a second instead of twenty.

The AWS and Kubernetes bindings load all of their 2,300 modules as soon as one of them is imported, on both sides of jsii: their Python
package imports every submodule, and the ``lib/index.js`` of their JavaScript half requires every file. A stack uses two dozen. `activate`
changes that, only in this process. The packages that import CDKTF, ``stacks`` and ``constructs_lib.constructs``, call it.

- ``tricks``: the list of all tricks, with what each saves;
- ``packages``: submodules of the Python packages load one by one;
- ``compiled_texts``, ``stored``: what imports compile from text is compiled once per machine;
- ``kernel``, ``ahead``, ``node``, ``late`` and ``preload.cjs``: Node starts early, on the Node 22 of the virtual environment unless the user's
  ``JSII_NODE`` sets another, and loads packages and classes while Python continues importing;
- ``type_hints``: what jsii's generated classes look up at each import and each call is remembered;
- ``program``: what a program does to its own process, such as ``main.py``;
- ``short_program``: the same for a program that needs none of the above, such as ``jupyterhub-on-eks check``.

The rendered JSON is the same, byte for byte, and type checkers and editors see the real packages. Anything unexpected (a missing
package, another version of jsii, an index file of another shape) is not changed and loads as it would without this package.
``JUPYTERHUB_ON_EKS_EAGER=1`` turns everything off, ``JUPYTERHUB_ON_EKS_WITHOUT=spin,digests`` single tricks. Figures:
``docs/performance.md``; reasons: ``docs/decisions/0002-lazy-bindings.md``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # imported at run time when a name is first used: `check` needs only `short_program`
    from fast_start.activation import FastStartWarning, activate
    from fast_start.engine import TwoEnginesError
    from fast_start.kernel import creating_ahead
    from fast_start.node import installed_node
    from fast_start.program import end, quick_imports
    from fast_start.tricks import EAGER_VARIABLE, TRICKS, WITHOUT_VARIABLE, Trick

__all__ = [
    "EAGER_VARIABLE",
    "TRICKS",
    "WITHOUT_VARIABLE",
    "FastStartWarning",
    "Trick",
    "TwoEnginesError",
    "activate",
    "creating_ahead",
    "end",
    "installed_node",
    "quick_imports",
]

_MODULES = {
    "activation": ("FastStartWarning", "activate"),
    "engine": ("TwoEnginesError",),
    "kernel": ("creating_ahead",),
    "node": ("installed_node",),
    "program": ("end", "quick_imports"),
    "tricks": ("EAGER_VARIABLE", "TRICKS", "WITHOUT_VARIABLE", "Trick"),
}

if not TYPE_CHECKING:  # type checkers know the names from above, and report others

    def __getattr__(name: str) -> Any:
        for module, names in _MODULES.items():
            if name in names:
                return getattr(import_module(f"{__name__}.{module}"), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
