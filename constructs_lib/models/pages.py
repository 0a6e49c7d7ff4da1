"""What the hub's own pages say: announcements, and their title."""

from __future__ import annotations

from typing import Annotated

from pydantic import StrictBool

from constructs_lib.models.base import Model
from constructs_lib.models.kinds.validators import matching

#: Text of one or more lines that isn't blank.
_Announcement = Annotated[str, matching(r"[\s\S]*\S[\s\S]*", "is blank; write the text, or remove the key")]


class AnnouncementsConfig(Model):
    """Texts at the top of the hub's pages. Source: JupyterHub, "Templates", page announcements."""

    all: _Announcement | None = None
    """On all pages that have no text of their own here."""
    login: _Announcement | None = None
    """On the log-in page."""
    home: _Announcement | None = None
    """On the page with the user's servers."""
    spawn: _Announcement | None = None
    """On the page of profiles."""
    logout: _Announcement | None = None
    """On the page after the log-out."""
    html: StrictBool = False
    """The texts are HTML, written into the pages as they are. Default: they are plain text; markup is shown as it is written."""
