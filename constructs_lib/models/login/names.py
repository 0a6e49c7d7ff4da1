"""Names of users and groups."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from constructs_lib.models.kinds.text import Phrase
from constructs_lib.models.kinds.validators import as_schema


def _user_name(name: str) -> str:
    """JupyterHub doesn't start with a name that it can't take. Source: jupyterhub, ``Authenticator.validate_username``."""
    if name == "*":
        raise ValueError("is not a pattern: it would be a user of that name. Write allow_all: true to let everyone in")
    if not name or name != name.strip() or "/" in name:
        raise ValueError("is not a user name; it may not be empty, start or end with a space, or hold a '/'")
    return name


as_schema(_user_name, pattern=r"^(?!\*$)[^\s/]([^/]*[^\s/])?$")
#: Characters of a user's or group's name. Source: JupyterHub, ``orm.User.name`` and ``orm.Group.name``.
LONGEST_NAME = 255
#: Name of a user, as the provider's claim gives it; JupyterHub compares it in lower case.
UserName = Annotated[str, AfterValidator(_user_name), Field(max_length=LONGEST_NAME)]
#: Name of a group, as the provider's claim gives it.
GroupName = Annotated[Phrase, Field(max_length=LONGEST_NAME)]
