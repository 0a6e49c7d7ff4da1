"""The settings of a server at several levels."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from constructs_lib.models.singleuser.server_settings import ServerSettings, hooks_of, innermost, is_set


def _level(**given: Any) -> ServerSettings:
    return ServerSettings.model_validate(given)


def test_innermost_that_sets_it_wins() -> None:
    """A level that sets nothing, or null, changes nothing."""
    levels = [_level(notebook_tag="a", start_timeout=60), _level(), _level(notebook_tag="b", start_timeout=None)]

    assert ("b", 60, None) == (innermost(levels, "notebook_tag"), innermost(levels, "start_timeout"), innermost(levels, "default_url"))
    assert (True, False, False) == tuple(is_set(levels[-1], key) for key in ("notebook_tag", "start_timeout", "notebook_stack"))


def test_hooks_of_several_levels() -> None:
    """Each on its own; required belongs to the command after the start."""
    outer = _level(lifecycle_hooks={"post_start": ["a"], "required": True})

    both = hooks_of([outer, _level(), _level(lifecycle_hooks={"pre_stop": ["b"]})])
    assert both is not None
    assert (("a",), True, ("b",)) == (both.post_start, both.required, both.pre_stop)
    inner = hooks_of([outer, _level(lifecycle_hooks={"post_start": ["c"]})])
    assert inner is not None
    assert (("c",), False) == (inner.post_start, inner.required)
    assert hooks_of([_level()]) is None


@pytest.mark.parametrize("url", ["lab", "notebook", "classic", "/rstudio", "/lab/tree/intro.ipynb", "/tree/home/{username}", "/a?b=c%20d"])
def test_pages(url: str) -> None:
    """By their short names, or by their paths."""
    assert url == _level(default_url=url).default_url


@pytest.mark.parametrize("url", ["rstudio", "https://example.org", "//example.org", "/a b", "/{x}", "/a{", "/a\\b", ""])
def test_invalid_pages(url: str) -> None:
    """Unknown values, other hosts, and braces that keep the server from starting."""
    with pytest.raises(ValidationError, match="is not a pa"):
        _level(default_url=url)


@pytest.mark.parametrize("seconds", [59, 3601])
def test_start_timeout(seconds: int) -> None:
    """A minute to an hour."""
    with pytest.raises(ValidationError, match="is out of range"):
        _level(start_timeout=seconds)
