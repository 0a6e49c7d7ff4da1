"""What the texts of profiles may be."""

from __future__ import annotations

import difflib
import re
import unicodedata
import warnings
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from constructs_lib.models.kinds.validators import as_schema, is_token, matching
from constructs_lib.models.login.names import GroupName, UserName


class ProfilePreset(StrEnum):
    """Ready profiles."""

    CPU_SMALL = "cpu-small"
    CPU_LARGE = "cpu-large"
    GPU = "gpu"
    SPARK = "spark"


def _preset(value: Any) -> Any:
    known = [preset.value for preset in ProfilePreset]
    if isinstance(value, str) and value not in known:
        near = difflib.get_close_matches(value.lower().replace("_", "-"), known, n=1)
        raise ValueError(f"is not a preset; did you mean {near[0]}?" if near else f"is not a preset; write one of {', '.join(known)}")
    return value


def _some(names: tuple[str, ...] | None) -> tuple[str, ...] | None:
    if names is not None and not names:
        raise ValueError("is empty, so that it would be open to nobody; write the names, or remove the key to open it to all")
    return names


as_schema(_some, minItems=1)
#: Name of a preset.
Preset = Annotated[ProfilePreset, BeforeValidator(_preset)]
#: Names of groups or users; an empty list is none.
Groups = Annotated[tuple[GroupName, ...] | None, AfterValidator(_some)]
Users = Annotated[tuple[UserName, ...] | None, AfterValidator(_some)]

_NAME = r"[a-z0-9]+(-[a-z0-9]+)*"
#: Lasting name of a profile; the chart and KubeSpawner join it to others with dashes.
Slug = Annotated[
    str,
    matching(
        _NAME, "is not a slug; those hold lower-case letters, digits and single '-', and start and end with a letter or digit", longest=63
    ),
]


def _option_name(name: str) -> str:
    if name == "profile":
        raise ValueError("is a name that KubeSpawner keeps for itself; choose another")
    if name.endswith("--unlisted-choice"):
        raise ValueError("ends in --unlisted-choice, which KubeSpawner keeps for itself; choose another")
    return name


as_schema(_option_name, pattern="^(?!profile$)(?!.*--unlisted-choice$)")
_KEY_RULE = (
    "is not a key of options and choices; those hold lower-case letters, digits and single '-', and start and end with a letter or digit"
)
#: Key of an option. Source: KubeSpawner, ``_load_profile``: choices are kept in the user's options beside ``profile``.
OptionKey = Annotated[str, AfterValidator(_option_name), matching(_NAME, _KEY_RULE, longest=63)]
#: Key of a choice. Source: chart, ``image-puller/_helpers-daemonset.tpl``: it becomes part of a container's name.
ChoiceKey = Annotated[str, matching(_NAME, _KEY_RULE, longest=63)]
#: Text that users read. Markup is shown as it is written.
DisplayText = Annotated[
    str,
    Field(min_length=1, max_length=500),
    matching(r"[\s\S]*\S[\s\S]*", "is blank; write what users should read"),
    matching(r"[^\x00-\x08\x0b-\x1f\x7f]*", "holds control characters; write it plainly"),
]


def _regular_expression(pattern: str) -> str:
    if is_token(pattern):
        raise ValueError("is known only to Terraform; write the regular expression itself")
    if re.search(r"\{[{%#]", pattern):
        raise ValueError(r"holds '{' with '{', '%' or '#' behind it, which the hub's pages would evaluate; write \x7b for the brace")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(anchored(pattern))
    except (re.error, FutureWarning, DeprecationWarning, RecursionError, OverflowError) as error:
        raise ValueError(
            f"is not a regular expression: {error}; write for example registry\\.example\\.org/[a-z0-9/._-]+:[a-z0-9._-]+"
        ) from None
    return pattern


#: Regular expression that the whole of a text has to match.
Pattern = Annotated[
    str,
    Field(min_length=1, max_length=1_000),
    matching(r"[^\x00-\x1f]*", "holds control characters; write it plainly"),
    AfterValidator(_regular_expression),
]


def anchored(pattern: str) -> str:
    r"""Return a pattern that matches from beginning to end, in Python's ``re.match`` and in the browser's ``pattern``.

    Quotes and ampersands are written as escapes: KubeSpawner puts the text into an attribute of the page as it is. ``$`` alone would
    let a line end pass.
    """
    text = re.sub(r'\\?(["&])|\\.', lambda found: f"\\x{ord(found[1]):02x}" if found[1] else found[0], pattern)
    return rf"^(?:{text})$(?!\n)"


#: Images of which no one pattern that means something matches all.
_ANYTHING = ("evil.example.org/a/b:latest", "x", "registry:5000/y@sha256:0")


def matches_anything(pattern: str) -> bool:
    """Return whether a pattern lets any image pass."""
    return all(re.match(anchored(pattern), image) for image in _ANYTHING)


def slugified(text: str) -> str:
    """Return the slug that KubeSpawner makes of a name in ASCII. Source: python-slugify, ``slugify``."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"(?<=\d),(?=\d)", "", ascii_text)).strip("-")


def defaults_problem(defaults: Mapping[str, object]) -> str | None:
    """Return that several are the default, by what names them: KubeSpawners differ in which they take."""
    return f"{' and '.join(defaults)} are both the default; write default: true on one" if len(defaults) > 1 else None
