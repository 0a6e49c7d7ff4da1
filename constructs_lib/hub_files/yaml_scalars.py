"""The meaning of an unquoted YAML value in a values file of Helm.

PyYAML reads more of YAML 1.1: ``10:30`` as 630 (base 60). Helm has no base 60, but has ``1e3``, ``0o17``, ``y`` and ``n``.

Sources: go.yaml.in/yaml/v2 2.4.2, ``resolve.go``, which Helm uses through sigs.k8s.io/yaml (1.6.0 since Helm 3.19). A run of 1.3.0, 1.4.0 and
1.6.0 on the values in the test of this module gave the same result with all three.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

import yaml

_TAG = "tag:yaml.org,2002:"
TEXT_TAG = f"{_TAG}str"
_TAGS: dict[type, str] = {bool: f"{_TAG}bool", int: f"{_TAG}int", float: f"{_TAG}float", str: TEXT_TAG, type(None): f"{_TAG}null"}
_MERGE = f"{_TAG}merge"
_OTHER_KEY = "!other-key"

_NAMED: dict[str, bool | float | None] = {
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"), True),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), math.nan),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), math.inf),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), -math.inf),
}
#: Whole numbers; the name of the group is the base. Go reads 08 as a decimal number, because 8 is no octal digit.
_WHOLE = re.compile(r"([-+]?)(?:0[xX](?P<x16>[0-9a-fA-F]+)|0[bB](?P<x2>[01]+)|0[oO]?(?P<x8>[0-7]+)|(?P<x10>0|[1-9][0-9]*))")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_UNDERSCORE = re.compile(r"(?<=[0-9])_(?=[0-9])")
#: Go's unsigned and signed integers; a number outside them that is not decimal is text.
_LEAST, _MOST = -(2**63), 2**64 - 1


def plain_value(text: str) -> str | float | bool | None:  # int is part of float
    """Return what Helm reads for a value without quotes and without a tag.

    Unlike in Helm, a decimal number of more than 64 bits stays exact, so that `limits` can refuse it, and dates stay as they are written.
    A number without a decimal point, such as ``1e3``, is a whole number if it has no fraction: Helm writes 1000 too.

    Raises:
        ValueError: a whole number has more than 4300 digits, Python's limit.
    """
    if text in _NAMED:
        return _NAMED[text]
    if text[0] not in "+-.0123456789":
        return text
    number = _UNDERSCORE.sub("", text) if text[0] == "." else text.replace("_", "")
    if whole := _WHOLE.fullmatch(number):
        base = str(whole.lastgroup)
        found = int(whole[1] + whole[base], int(base[1:]))
        if base == "x10" or _LEAST <= found <= _MOST:
            return found
    if not _FLOAT.fullmatch(number) or math.isinf(value := float(number)):
        return text
    return int(value) if "." not in number and value.is_integer() and _LEAST <= value < 2**63 else value


class OtherKey(str):
    """A key that is not text in YAML, such as ``on``, as the text that Helm makes of it: ``true``."""

    __slots__ = ()


class Unread:
    """Stands for a value whose tag or form can't be read.

    Args:
        words: what is wrong, without the value, which may be a secret that begins with ``!``.
    """

    def __init__(self, words: str) -> None:
        self.words = words


def as_other_key(key: yaml.Node) -> yaml.Node:
    """Return a node that is constructed as `OtherKey` if a mapping's key is not text; otherwise, the key itself.

    Source: sigs.k8s.io/yaml, ``yaml.go``, ``convertToJSONableObject``. Helm refuses null as a key.
    """
    if not isinstance(key, yaml.ScalarNode) or key.tag in {TEXT_TAG, _MERGE}:
        return key
    try:
        value = plain_value(key.value) if key.tag in _TAGS.values() else key.value
    except ValueError:  # too long for Python
        value = key.value
    text = "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    return yaml.ScalarNode(_OTHER_KEY, text, key.start_mark, key.end_mark)


class HelmScalars:
    """A mixin for PyYAML's loaders and dumpers: unquoted values mean what they mean in Helm."""

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:
        """Return the tag of a node without one."""
        if kind is not yaml.ScalarNode:
            return f"{_TAG}seq" if kind is yaml.SequenceNode else f"{_TAG}map"
        if not implicit[0]:
            return TEXT_TAG
        if value == "<<":
            return _MERGE
        try:
            return _TAGS[type(plain_value(value))]
        except ValueError:
            return _TAGS[int]


def _of(*kinds: type) -> Callable[[yaml.constructor.SafeConstructor, yaml.ScalarNode], Any]:
    """Return a constructor that refuses text that has none of the kinds without its tag."""

    def construct(constructor: yaml.constructor.SafeConstructor, node: yaml.ScalarNode) -> Any:
        value = plain_value(str(constructor.construct_scalar(node)))
        if type(value) not in kinds:
            raise ValueError(node.tag)
        return float(value) if kinds[0] is float and isinstance(value, int | float) else value

    return construct


#: Constructors of PyYAML's loaders by their tags. ``<<`` is text where it is not a key.
CONSTRUCTORS: dict[str, Callable[[Any, Any], Any]] = {
    **{_TAGS[kind]: _of(kind) for kind in (bool, int, type(None))},
    _TAGS[float]: _of(float, int),
    _MERGE: yaml.constructor.SafeConstructor.construct_yaml_str,
    _OTHER_KEY: lambda constructor, node: OtherKey(constructor.construct_scalar(node)),
}
