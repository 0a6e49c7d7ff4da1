"""Any list of profiles: each user sees and starts what is allowed, with the real KubeSpawner of each chart version."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.constructs_lib.hub_side.profile_desk import Ask, belongs, running_desk
from tests.login.tools import RELEASES
from tests.properties.profile import PROFILE

pytestmark = pytest.mark.login


@pytest.fixture(scope="module", params=RELEASES)
def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Ask]]:
    """A chart version, and its KubeSpawner."""
    with running_desk(request.param, tmp_path_factory.mktemp("desk")) as ask:
        yield request.param, ask


_RULES = st.fixed_dictionaries(
    {},
    optional={
        "allowed_groups": st.lists(st.sampled_from(["g", "h", "/g"]), max_size=2, unique=True),
        "allowed_users": st.lists(st.sampled_from(["ada", "Eve"]), max_size=2, unique=True),
        "default": st.booleans(),
    },
)
#: Setting of an option; two options of one profile set two things.
_TRAITS = ("image", "mem_limit")


@st.composite
def _drawn_profiles(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Return profiles whose names are parts of each other's, each choice with its own values."""
    profiles: list[dict[str, Any]] = []
    count = 0
    for slug in draw(st.lists(st.sampled_from(["a", "a-b", "b", "b-a"]), min_size=1, max_size=3, unique=True)):
        options = {}
        names = draw(st.lists(st.sampled_from(["a", "b", "b-a", "a-b"]), max_size=2, unique=True))
        for trait, name in zip(_TRAITS, names, strict=False):
            choices = {}
            for key in draw(st.lists(st.sampled_from(["x", "y", "z"]), min_size=1, max_size=3, unique=True)):
                count += 1
                value = f"i{count}" if trait == "image" else count * 2**20
                choices[key] = {"display_name": key, **draw(_RULES), "kubespawner_override": {trait: value}}
            options[name] = {"display_name": name, "choices": choices}
        override = {"kubespawner_override": {"image": slug}}
        profiles.append(
            {"slug": slug, "display_name": slug, **draw(_RULES), **override, **({"profile_options": options} if options else {})}
        )
    return profiles


def _open(entry: dict[str, Any], user: str, groups: set[str]) -> bool:
    by_group, by_user = entry.get("allowed_groups"), entry.get("allowed_users")
    return (by_group is None and by_user is None) or bool(groups & set(by_group or [])) or user in [name.lower() for name in by_user or []]


def _expected_page(profiles: list[dict[str, Any]], user: str, groups: set[str]) -> list[tuple[str, list[list[str]]]]:
    """Return the profiles and choices that the user has to see."""
    page = []
    for profile in profiles:
        options = [
            [key for key, choice in option["choices"].items() if _open(choice, user, groups)]
            for option in profile.get("profile_options", {}).values()
        ]
        if _open(profile, user, groups) and all(options):
            page.append((profile["slug"], options))
    return page


def _expected_server(profile: dict[str, Any], picks: list[str]) -> tuple[str, int | None]:
    """Return image and memory of a profile with choices."""
    found: dict[str, Any] = dict(profile["kubespawner_override"])
    for option, pick in zip(profile.get("profile_options", {}).values(), picks, strict=True):
        found |= option["choices"][pick]["kubespawner_override"]
    return found["image"], found.get("mem_limit")


@settings(PROFILE, max_examples=25)
@given(data=st.data(), profiles=_drawn_profiles(), user=st.sampled_from(["ada", "eve"]), groups=st.sets(st.sampled_from(["g", "h", "/g"])))
def test_any_list(desk: tuple[str, Ask], data: st.DataObject, profiles: list[dict[str, Any]], user: str, groups: set[str]) -> None:
    """The page has what is allowed and one default, and a start by page or program gives what was requested, or is refused."""
    tool, ask = desk
    if tool == "login-14":
        profiles = [{key: value for key, value in each.items() if key != "profile_options"} for each in profiles]
    who = {"user": user, **belongs(tool, *groups)}
    asked = data.draw(st.sampled_from(profiles))
    picks = [data.draw(st.sampled_from(sorted(option["choices"]))) for option in asked.get("profile_options", {}).values()]
    options = dict(zip(asked.get("profile_options", {}), picks, strict=True))
    page_step = {"do": "page", **who}

    page, posted, started = ask(
        profiles,
        [page_step],
        [page_step, {"do": "submit", **who, "slug": asked["slug"], "picks": picks}],
        [{"do": "start", **who, "options": {**options, "profile": asked["slug"]}}],
    )

    expected = _expected_page(profiles, user, groups)
    if not expected:
        assert [403] * 3 == [answer["refused"] for answer in (page, posted, started)]
        return
    assert expected == [(each["slug"], [option["choices"] for option in each["options"]]) for each in page]
    defaults = [each["slug"] for each in profiles if each.get("default") and each["slug"] in dict(expected)]
    assert [(defaults or [expected[0][0]])[0]] == [each["slug"] for each in page if each["checked"]]
    choices = dict(expected).get(asked["slug"])
    if choices is None or not all(pick in each for pick, each in zip(picks, choices, strict=True)):
        assert 403 == started["refused"]
        assert choices is not None or 403 == posted["refused"]
    else:
        servers = [(answer["image"], answer["limits"].get("memory")) for answer in (posted, started)]
        assert [_expected_server(asked, picks)] * 2 == servers
