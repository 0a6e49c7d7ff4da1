"""Chart values that set an owner on the users' servers. What the hub does with them: ``hub_side/test_owner_of_servers.py``."""

from __future__ import annotations

from constructs_lib.chart_values.extra_config import extra_config
from constructs_lib.chart_values.singleuser.owner import ServersOwner, user_servers_values

OWNER = {"name": "hub-user-servers", "uid": "1234"}


def test_hub_gets_the_owner_and_the_code() -> None:
    """The owner is data, which the code reads from its path."""
    values = user_servers_values(ServersOwner(**OWNER))
    (code,) = values["hub"]["extraConfig"].values()

    assert {"userServersOwner": OWNER} == values["custom"]
    assert extra_config("owner_of_servers", settings="custom.userServersOwner") == code


def test_part_runs_after_the_users_own() -> None:
    """The hub sorts the parts by name; a hook that is set later would replace this one."""
    (name,) = user_servers_values(ServersOwner(**OWNER))["hub"]["extraConfig"]

    assert name > "zy-anything"


def test_no_owner_no_values() -> None:
    """A hub without one starts servers as the chart does."""
    assert {} == user_servers_values(None)
