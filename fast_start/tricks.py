"""The list of all tricks of `fast_start`, and the two variables that disable all or some of them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass

#: Disables everything if set to a non-empty string.
EAGER_VARIABLE = "JUPYTERHUB_ON_EKS_EAGER"
#: Names of tricks to disable, separated by commas. The preload reads the same variable.
WITHOUT_VARIABLE = "JUPYTERHUB_ON_EKS_WITHOUT"


@dataclass(frozen=True, slots=True)
class Trick:
    """One optimization of synthesis.

    Args:
        name: its name in `WITHOUT_VARIABLE`.
        effect: what it changes.
        saves: percent by which the wall time of one synth increases without it, as measured by ``python -m bench --ablate``; of 60 hubs
            in one run, if that is more (hints, traces, spin, structs, checks, silent, creates). Each of early, ahead and classes can compensate
            for another, so theirs are measured without one of the others too.
    """

    name: str
    effect: str
    saves: int


TRICKS = (
    Trick("packages", "A provider's Python package does not run its `__init__`, so its submodules load one by one.", 1226),
    Trick("early", "Node starts as soon as jsii is imported, and loads the provider packages while Python imports the rest.", 29),
    Trick("ahead", "Requests to load a package are written at once; the answers are read before the next request that needs one.", 31),
    Trick("classes", "Node loads the class of a resource when Python imports its own.", 39),
    Trick("spin", "Python polls for Node's answer for about 0.2 ms before it blocks; most answers arrive by then.", 22),
    Trick("silent", "Python does not wait for a call without a return value, such as `add_override`.", 7),
    Trick("creates", "The constructs of a stack are created without waiting for Node's answer.", 10),
    Trick("hints", "The type hints of each generated method are evaluated once, not at each call.", 23),
    Trick("checks", "A value whose class is the expected type, or a member of the expected union, needs no call of typeguard.", 17),
    Trick("structs", "Structs are sent from their stored values, without those that are None.", 17),
    Trick("mock", "typeguard is imported without `unittest.mock`, which imports asyncio.", 3),
    Trick("texts", "What `dataclasses`, attrs, `typing` and `re` compile while modules are imported is compiled once per machine.", 9),
    Trick("gc", "No garbage is collected while modules are imported.", 16),
    Trick("freeze", "The garbage collector ignores the objects that imports created.", 11),
    Trick("exit", "The program ends without freeing its modules one by one.", 4),
    Trick("index", "The index file of a provider's JavaScript package requires a resource's file on first use.", 369),
    Trick("helpers", "CDKTF requires `archiver` and `semver` on first use.", 13),
    Trick("traces", "CDKTF does not keep the call stack of each token.", 24),
    Trick("keep-index", "Node finishes the index of jsii's type descriptions before it exits, so that the next run finds it.", 337),
    Trick("one-process", "jsii's program runs in the Node process that Python starts, not in a child of it.", 12),
    Trick("digests", "The digests of the packages' tarballs, 50 MB, are stored in jsii's package cache.", 19),
    Trick("descriptions", "Only the required lines of the 49 MB of type descriptions are read.", 5),
)
_NAMES = frozenset(trick.name for trick in TRICKS)


def turned_off() -> bool:
    """Returns whether `EAGER_VARIABLE` disables everything."""
    return bool(os.environ.get(EAGER_VARIABLE))


def left_out() -> frozenset[str]:
    """Returns the names in `WITHOUT_VARIABLE`."""
    return frozenset(filter(None, (name.strip() for name in os.environ.get(WITHOUT_VARIABLE, "").split(","))))


def unknown(names: Iterable[str]) -> list[str]:
    """Returns the names that are not tricks, sorted."""
    return sorted(set(names) - _NAMES)


def used(name: str) -> bool:
    """Returns whether the trick is in use.

    Raises:
        KeyError: no trick has the name.
    """
    if name not in _NAMES:
        raise KeyError(name)
    return not turned_off() and name not in left_out()
