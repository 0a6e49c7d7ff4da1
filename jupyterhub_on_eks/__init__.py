"""JupyterHub on Amazon EKS: every public name of the library, and its version.

A name is imported when it is first used: settings and add-ons without CDKTF, stack classes and constructs with it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

#: The only place that sets the version; the wheel reads it from here.
__version__ = "0.1.0"

if TYPE_CHECKING:  # the names that __getattr__ imports; a star import doesn't pass on names of another one
    from constructs_lib import *  # noqa: F403
    from constructs_lib.add_ons.registry import *  # noqa: F403
    from constructs_lib.public_constructs import *  # noqa: F403
    from jupyterhub_on_eks.stacks import *  # noqa: F403
else:
    _STACK_CLASSES = ("App", "BlueprintStack")

    def __getattr__(name: str) -> object:
        """Import a name when it is first used (PEP 562)."""
        if name in _STACK_CLASSES:
            value = getattr(import_module("jupyterhub_on_eks.stacks"), name)
        elif name == "__all__":
            value = [*_STACK_CLASSES, *import_module("constructs_lib").__all__]
        elif name in import_module("constructs_lib").__all__:
            value = getattr(import_module("constructs_lib"), name)
        else:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return globals().setdefault(name, value)

    def __dir__() -> list[str]:
        return sorted({*globals(), *__getattr__("__all__")})
