"""Names of users and groups."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from constructs_lib.models.kinds.text import Phrase
from constructs_lib.models.kinds.validators import as_schema


def _user_name(name: str) -> str:
    """JupyterHub does not start with a user name that it refuses. Source: jupyterhub, ``Authenticator.validate_username``."""
    if name == "*":
        raise ValueError("is not a pattern, but would be a user of that name; set allow_all: true to let everyone in")
    if not name or name != name.strip() or "/" in name:
        raise ValueError("is not a user name; a user name can't be empty, start or end with a space, or contain '/'")
    return name


as_schema(_user_name, pattern=r"^(?!\*$)[^\s/]([^/]*[^\s/])?$")
#: Maximum length of a user's or group's name. Source: JupyterHub, ``orm.User.name`` and ``orm.Group.name``.
LONGEST_NAME = 255
#: Name of a user, as in the provider's claim; JupyterHub compares it in lower case.
UserName = Annotated[str, AfterValidator(_user_name), Field(max_length=LONGEST_NAME)]
#: Name of a group, as in the provider's claim.
GroupName = Annotated[Phrase, Field(max_length=LONGEST_NAME)]
