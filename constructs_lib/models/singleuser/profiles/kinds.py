"""Types of the text settings of profiles."""

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
    """Predefined profiles."""

    CPU_SMALL = "cpu-small"
    CPU_LARGE = "cpu-large"
    GPU = "gpu"
    SPARK = "spark"


def _preset(value: Any) -> Any:
    known = [preset.value for preset in ProfilePreset]
    if isinstance(value, str) and value not in known:
        near = difflib.get_close_matches(value.lower().replace("_", "-"), known, n=1)
        raise ValueError(f"is not a preset; did you mean {near[0]}?" if near else f"is not a preset; use one of {', '.join(known)}")
    return value


def _some(names: tuple[str, ...] | None) -> tuple[str, ...] | None:
    if names is not None and not names:
        raise ValueError("is empty, so no one would be allowed; list the names, or remove the key to allow everyone")
    return names


as_schema(_some, minItems=1)
#: Name of a preset.
Preset = Annotated[ProfilePreset, BeforeValidator(_preset)]
#: Names of groups or users; an empty list is not allowed.
Groups = Annotated[tuple[GroupName, ...] | None, AfterValidator(_some)]
Users = Annotated[tuple[UserName, ...] | None, AfterValidator(_some)]

_NAME = r"[a-z0-9]+(-[a-z0-9]+)*"
#: Stable name of a profile; the chart and KubeSpawner join it to other names with dashes.
Slug = Annotated[
    str,
    matching(_NAME, "is not a slug; use lower-case letters, digits and single '-', starting and ending with a letter or digit", longest=63),
]


def _option_name(name: str) -> str:
    if name == "profile":
        raise ValueError("is a reserved name in KubeSpawner; use another name")
    if name.endswith("--unlisted-choice"):
        raise ValueError("ends in --unlisted-choice, which is reserved in KubeSpawner; use another name")
    return name


as_schema(_option_name, pattern="^(?!profile$)(?!.*--unlisted-choice$)")
_KEY_RULE = (
    "is not the key of an option or choice; use lower-case letters, digits and single '-', starting and ending with a letter or digit"
)
#: Key of an option. Source: KubeSpawner, ``_load_profile``: choices are stored in the user's options next to ``profile``.
OptionKey = Annotated[str, AfterValidator(_option_name), matching(_NAME, _KEY_RULE, longest=63)]
#: Key of a choice. Source: chart, ``image-puller/_helpers-daemonset.tpl``: it becomes part of a container's name.
ChoiceKey = Annotated[str, matching(_NAME, _KEY_RULE, longest=63)]
#: Text for users. Markup is shown literally.
DisplayText = Annotated[
    str,
    Field(min_length=1, max_length=500),
    matching(r"[\s\S]*\S[\s\S]*", "is blank; enter a text for users"),
    matching(r"[^\x00-\x08\x0b-\x1f\x7f]*", "contains control characters; remove them"),
]


def _regular_expression(pattern: str) -> str:
    if is_token(pattern):
        raise ValueError("is known only to Terraform; use the regular expression itself")
    if re.search(r"\{[{%#]", pattern):
        raise ValueError(r"contains '{' followed by '{', '%' or '#', which the hub's pages would evaluate; use \x7b for the brace")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(anchored(pattern))
    except (re.error, FutureWarning, DeprecationWarning, RecursionError, OverflowError) as error:
        raise ValueError(
            f"is not a regular expression: {error}; use for example registry\\.example\\.org/[a-z0-9/._-]+:[a-z0-9._-]+"
        ) from None
    return pattern


#: Regular expression that the whole text must match.
Pattern = Annotated[
    str,
    Field(min_length=1, max_length=1_000),
    matching(r"[^\x00-\x1f]*", "contains control characters; remove them"),
    AfterValidator(_regular_expression),
]


def anchored(pattern: str) -> str:
    r"""Return a pattern that matches from beginning to end, in Python's ``re.match`` and in the browser's ``pattern``.

    Quotes and ampersands are written as escapes: KubeSpawner inserts the text unchanged into an attribute of the page. ``$`` alone
    would accept a trailing newline.
    """
    text = re.sub(r'\\?(["&])|\\.', lambda found: f"\\x{ord(found[1]):02x}" if found[1] else found[0], pattern)
    return rf"^(?:{text})$(?!\n)"


#: Images that no useful pattern matches together.
_ANYTHING = ("evil.example.org/a/b:latest", "x", "registry:5000/y@sha256:0")


def matches_anything(pattern: str) -> bool:
    """Return whether a pattern accepts any image."""
    return all(re.match(anchored(pattern), image) for image in _ANYTHING)


def slugified(text: str) -> str:
    """Return the slug that KubeSpawner derives from an ASCII name. Source: python-slugify, ``slugify``."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"(?<=\d),(?=\d)", "", ascii_text)).strip("-")


def defaults_problem(defaults: Mapping[str, object]) -> str | None:
    """Return the message that several are the default, with their names: versions of KubeSpawner differ in which one they use."""
    return f"{' and '.join(defaults)} are both the default; set default: true on only one" if len(defaults) > 1 else None
