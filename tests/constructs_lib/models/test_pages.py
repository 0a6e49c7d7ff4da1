"""Texts of the hub's pages."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from constructs_lib.models.pages import AnnouncementsConfig


def test_texts() -> None:
    """Any text, of several lines too; plain by default."""
    announcements = AnnouncementsConfig.model_validate({"all": "a\n<b>", "login": " x "})

    assert ("a\n<b>", " x ", None, False) == (announcements.all, announcements.login, announcements.home, announcements.html)


@pytest.mark.parametrize("text", ["", " ", "\n", 1, ["a"]])
def test_what_is_refused(text: object) -> None:
    """A blank text would be no announcement on some chart versions, and the one for all pages on others."""
    with pytest.raises(ValidationError):
        AnnouncementsConfig.model_validate({"all": text})
