"""The text on the hub's own pages: announcements and title."""

from __future__ import annotations

from typing import Annotated

from pydantic import StrictBool

from constructs_lib.models.base import Model
from constructs_lib.models.kinds.validators import matching

#: Text of one or more lines that isn't blank.
_Announcement = Annotated[str, matching(r"[\s\S]*\S[\s\S]*", "is blank; enter a text, or remove the key")]


class AnnouncementsConfig(Model):
    """Texts at the top of the hub's pages. Source: JupyterHub, "Templates", page announcements."""

    all: _Announcement | None = None
    """On all pages that have no text of their own here."""
    login: _Announcement | None = None
    """On the login page."""
    home: _Announcement | None = None
    """On the page with the user's servers."""
    spawn: _Announcement | None = None
    """On the profile page."""
    logout: _Announcement | None = None
    """On the page after logout."""
    html: StrictBool = False
    """The texts are HTML, inserted into the pages unchanged. Default: they are plain text, and markup is shown literally."""
