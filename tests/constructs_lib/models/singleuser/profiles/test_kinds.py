"""Texts of profiles: patterns, slugs, keys."""

from __future__ import annotations

import re

import pytest
from pydantic import TypeAdapter, ValidationError

from constructs_lib.models.singleuser.profiles.kinds import OptionKey, Pattern, Preset, Slug, anchored, matches_anything, slugified


@pytest.mark.parametrize("image", ["a.org/x:1\n", "b a.org/x:1", "a.org/x:1 b", "\na.org/x:1", "a.org/y:1"])
def test_pattern_matches_from_beginning_to_end(image: str) -> None:
    """With re.match, as KubeSpawner does; a trailing newline doesn't pass either, nor does one side of an alternative."""
    assert re.match(anchored(r"a\.org/x:\d+|c"), "a.org/x:1")
    assert not re.match(anchored(r"a\.org/x:\d+|c"), image)


@pytest.mark.parametrize(
    ("pattern", "text"), [('a"b', 'a"b'), (r"a\"b", 'a"b'), ("[&]", "&"), (r"\\\\x", r"\\x"), (r"a\\\\\"", r"a\\" + '"')]
)
def test_quotes_keep_their_meaning(pattern: str, text: str) -> None:
    """Written in another way, since KubeSpawner inserts the pattern into an attribute of the page."""
    assert re.match(anchored(pattern), text)
    assert not set('"&') & set(anchored(pattern))


@pytest.mark.parametrize("pattern", ["[a", "(", "*", "{{x}}", "{%", "a{#", "(?i)a", "a\n", "", "${TfToken[TOKEN.1]}"])
def test_invalid_patterns(pattern: str) -> None:
    """What no hub could read, and what its pages would evaluate."""
    with pytest.raises(ValidationError):
        TypeAdapter(Pattern).validate_python(pattern)


def test_pattern_that_allows_everything() -> None:
    """However it is written."""
    assert [True, True, False, False] == [matches_anything(pattern) for pattern in (".+", r"[\s\S]*", "jupyter/.+", r"[a-z.]+/.+:.+")]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Small: 0.5 CPU", "small-0-5-cpu"),
        ("it's", "it-s"),
        ("1,000 cores", "1000-cores"),
        ("Caf\u00e9 <b>", "cafe-b"),
        ("\u6570\u5b66", ""),
    ],
)
def test_slugs(text: str, slug: str) -> None:
    """As KubeSpawner creates them, so that users keep their last choice."""
    assert slug == slugified(text)


@pytest.mark.parametrize("name", ["profile", "a--unlisted-choice", "A", "a--b", "-a", "a_b", "", "a" * 64])
def test_wrong_keys_of_options(name: str) -> None:
    """What KubeSpawner reserves, and what isn't a label."""
    with pytest.raises(ValidationError):
        TypeAdapter(OptionKey).validate_python(name)


def test_nearest_preset() -> None:
    """The one that was probably meant; all, if none is near."""
    with pytest.raises(ValidationError, match="did you mean cpu-large"):
        TypeAdapter(Preset).validate_python("CPU_large")
    with pytest.raises(ValidationError, match="use one of cpu-small, cpu-large, gpu, spark"):
        TypeAdapter(Preset).validate_python("x")


def test_slugs_have_no_double_dashes() -> None:
    """They would make two form fields one."""
    with pytest.raises(ValidationError, match="is not a slug"):
        TypeAdapter(Slug).validate_python("a--b")
