"""Whether a text is a URL with a password in it."""

from __future__ import annotations

import re

#: As SQLAlchemy reads a URL: the user ends at the first colon, and the password may hold "/", ":" and, by mistake, "@". The limit
#: keeps the search short in a long text. Source: sqlalchemy, ``engine/url.py``, ``_parse_url``.
_PASSWORD = re.compile(r"://[^:/\s]*:\S{1,2048}@")


def holds_password(text: str) -> bool:
    """Tell whether a text holds a URL with a password, such as a database's; a user without a password is no secret."""
    return _PASSWORD.search(text) is not None
