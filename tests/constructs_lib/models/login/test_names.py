"""Names of users and groups that JupyterHub accepts."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from constructs_lib.models.login.names import LONGEST_NAME, GroupName, UserName

_USER: TypeAdapter[str] = TypeAdapter(UserName)
_GROUP: TypeAdapter[str] = TypeAdapter(GroupName)


@pytest.mark.parametrize("name", ["ada", "Ada Lovelace", "ada@example.org", "a" * LONGEST_NAME])
def test_right_user(name: str) -> None:
    """Any text that a provider's claim may contain."""
    assert name == _USER.validate_python(name)


@pytest.mark.parametrize("name", ["", " ada", "ada ", "a/b", "*", "a" * (LONGEST_NAME + 1)])
def test_wrong_user(name: str) -> None:
    """What keeps JupyterHub from starting, or would be a literal user name."""
    with pytest.raises(ValidationError):
        _USER.validate_python(name)


def test_group() -> None:
    """At most as long as JupyterHub's own column."""
    assert "physics" == _GROUP.validate_python("physics")
    with pytest.raises(ValidationError):
        _GROUP.validate_python("g" * (LONGEST_NAME + 1))
