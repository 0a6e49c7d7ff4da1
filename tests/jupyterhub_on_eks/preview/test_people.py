"""People who can log in to a previewed hub."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from jupyterhub_on_eks.preview.people import Person, named_people, people_of

_LOGIN: dict[str, Any] = {
    "hub_url": "https://hub.example.org",
    "keycloak": {"url": "https://login.example.org", "realm": "lab"},
    "client_id": "lab",
    "client_secret": {"kubernetes_secret": "lab-login"},
}


def _hub(**keys: Any) -> JupyterHubAddOnProps:
    data = {"service_type": "cluster_ip", "ebs_config": {"storage_class": "gp3", "capacity": "1Gi"}, **keys}
    return JupyterHubAddOnProps.model_validate(data)


def test_groups_of_a_user_and_of_all() -> None:
    """A name may have its own groups, none, or those of --groups; a GitHub team contains a colon."""
    assert [
        Person("ada", ("staff", "gpu")),
        Person("bob", ()),
        Person("eve", ("all",)),
        Person("kim@example.org", ("my-org:team",)),
    ] == named_people(["ada:staff, gpu,staff", "bob:", "eve", "kim@example.org:my-org:team"], "all")
    assert [] == named_people([], None)


@pytest.mark.parametrize(
    ("users", "groups", "message"),
    [
        (["ada", "ada:staff"], None, "ada is given twice"),
        ([":staff"], None, "':staff' has no name"),
        ([" "], None, "' ' has no name"),
        ([], "staff", "add one with --user"),
    ],
)
def test_mistakes(users: list[str], groups: str | None, message: str) -> None:
    """Each is refused with a message."""
    with pytest.raises(ValueError, match=message):
        named_people(users, groups)


@given(st.lists(st.text(), max_size=4), st.none() | st.text())
def test_any_text(users: list[str], groups: str | None) -> None:
    """Any text gives people with different names, or is refused with a message."""
    try:
        people = named_people(users, groups)
    except ValueError:
        return
    assert len(people) == len({person.name for person in people}) == len(users)
    assert all(person.name for person in people)


def test_somebody_for_each_rule() -> None:
    """Users and a member of each group of the login and of the profiles, once each, and somebody to whom no rule applies."""
    login = {**_LOGIN, "groups_claim": "groups", "allowed_users": ["ada"], "admin_users": ["grace"], "allowed_groups": ["/lab/a", "lab a"]}
    profiles = [{"display_name": "GPU", "allowed_groups": ["gpu", "/lab/a"], "allowed_users": ["ada", "kim"]}]

    assert ["grace", "ada", "kim", "member-of-lab-a (/lab/a)", "member-of-lab-a-2 (lab a)", "member-of-gpu (gpu)", "somebody"] == [
        str(person) for person in people_of(_hub(oidc_config=login, profiles=profiles))
    ]


def test_organizations_of_github() -> None:
    """They are also groups, since the stand-in passes them to the hub in the same list."""
    login = {key: value for key, value in _LOGIN.items() if key != "keycloak"} | {"github": {"allowed_organizations": ["my-org:team"]}}

    assert Person("member-of-my-org-team", ("my-org:team",)) in people_of(_hub(oidc_config=login))


def test_nobody_without_a_provider() -> None:
    """A hub without a provider has no stand-in."""
    assert [] == people_of(_hub(shared_password={"secrets_manager": "hub/workshop"}))
