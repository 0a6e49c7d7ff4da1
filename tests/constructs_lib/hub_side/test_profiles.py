"""Who may start which profile: the functions alone, and with the real KubeSpawner of each chart version."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from constructs_lib.hub_side.profiles import checked_options, options_checked, set_profiles
from tests.constructs_lib.hub_side.config import Config
from tests.constructs_lib.hub_side.homes import EBS, values_of
from tests.constructs_lib.hub_side.profile_desk import Ask, belongs, running_desk
from tests.login.tools import RELEASES

#: Without anchors, which KubeSpawner would treat as the beginning of anything.
_QUAY = r"quay\.io/jupyter/.+"
_TYPED = "quay.io/jupyter/r-notebook:1"

#: The default is for a group; of the others, one is for all, and one for ada. A group's name may be a path.
_CPU: dict[str, Any] = {"slug": "cpu", "display_name": "CPU", "kubespawner_override": {"image": "cpu"}}
_PROFILES: list[dict[str, Any]] = [
    {
        "slug": "gpu",
        "display_name": "GPU",
        "default": True,
        "allowed_groups": ["gpu", "/a/gpu"],
        "kubespawner_override": {"image": "gpu", "extra_resource_limits": {"nvidia.com/gpu": "1"}},
    },
    _CPU,
    {"slug": "mine", "display_name": "Mine", "allowed_users": ["Ada"], "kubespawner_override": {"image": "mine"}},
]
_CHOICES = {
    "r": {"display_name": "R", "default": True, "allowed_groups": ["stats"], "kubespawner_override": {"image": "r"}},
    "scipy": {"display_name": "SciPy", "kubespawner_override": {"image": "scipy"}},
    "own": {"display_name": "Own", "allowed_users": ["ada"], "allowed_groups": [], "kubespawner_override": {"image": "own"}},
}
_UNLISTED = {
    "enabled": True,
    "display_name": "Other",
    "validation_regex": _QUAY,
    "allowed_groups": ["staff"],
    "kubespawner_override": {"image": "{value}"},
}
_GROUPS = {"ada": (), "grace": ("gpu", "stats"), "emmy": ("/b/gpu", "gp"), "alan": ("/a/gpu",), "edsger": ("staff",), "mallory": ()}

#: The chart versions that have options, and those that have free-text images.
_WITH_OPTIONS = tuple(RELEASES)[1:]
_NEW_PAGE = ("login-16", "login-17")
_REFUSED = "refused"


def _profiles(tool: str) -> list[dict[str, Any]]:
    """Return the profiles, with what the chart version supports: no options, choices, or free-text images as well."""
    if tool == "login-14":
        return _PROFILES
    option = {"display_name": "Image", "choices": _CHOICES, **({"unlisted_choice": _UNLISTED} if tool in _NEW_PAGE else {})}
    return [_PROFILES[0], {**_CPU, "profile_options": {"image": option}}, _PROFILES[2]]


#: What each user requests, as a program or with a forged form, and what they get; "" is all others.
_STARTS: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "nothing": ({}, {"grace": "gpu", "alan": "gpu", "": "scipy"}),
    "nonsense": ({"mem_limit": "1T", "kubespawner_override": {"image": "evil"}}, {"grace": "gpu", "alan": "gpu", "": "scipy"}),
    "gpu": ({"profile": "gpu"}, {"grace": "gpu", "alan": "gpu", "": _REFUSED}),
    "mine": ({"profile": "mine"}, {"ada": "mine", "": _REFUSED}),
    "cpu": ({"profile": "cpu"}, {"grace": "r", "": "scipy"}),
    "choice-of-all": ({"profile": "cpu", "image": "scipy"}, {"": "scipy"}),
    "choice-of-group": ({"profile": "cpu", "image": "r"}, {"grace": "r", "": _REFUSED}),
    "choice-of-user": ({"profile": "cpu", "image": "own"}, {"ada": "own", "": _REFUSED}),
    "typed": ({"profile": "cpu", "image--unlisted-choice": _TYPED}, {"edsger": _TYPED, "": _REFUSED}),
    "typed-elsewhere": ({"profile": "cpu", "image--unlisted-choice": f"evil.io/{_TYPED}"}, {"": _REFUSED}),
    "typed-line": ({"profile": "cpu", "image--unlisted-choice": f"{_TYPED}\n"}, {"": _REFUSED}),
    "typed-list": ({"profile": "cpu", "image--unlisted-choice": [_TYPED]}, {"": _REFUSED}),
    "no-profile-of-this-name": ({"profile": "cpu2"}, {"": _REFUSED}),
    "no-choice-of-this-name": ({"profile": "cpu", "image": "evil"}, {"": _REFUSED}),
    "profile-of-another-kind": ({"profile": ["gpu"]}, {"": _REFUSED}),
    "choice-of-another-kind": ({"profile": "cpu", "image": {"scipy": 1}}, {"": _REFUSED}),
}
#: Of chart 1.x, which has no options.
_STARTS_OF_14: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "nothing": ({}, {"grace": "gpu", "alan": "gpu", "": "cpu"}),
    "cpu": ({"profile": "cpu"}, {"": "cpu"}),
    "choice": ({"profile": "cpu", "image": "r"}, {"": "cpu"}),
    **{name: _STARTS[name] for name in ("gpu", "mine", "no-profile-of-this-name", "profile-of-another-kind")},
}


class _Error(Exception):
    """The part of tornado's HTTPError that is needed."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(status, message)


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """The effect of the hub's part on a list of profiles, without a hub: KubeSpawner's class, and its configuration."""

    class KubeSpawner:
        async def load_user_options(self) -> None:
            """Do nothing."""

    modules: dict[str, dict[str, Any]] = {"kubespawner": {"KubeSpawner": KubeSpawner}, "tornado": {}, "tornado.web": {"HTTPError": _Error}}
    for name, member in modules.items():
        module = ModuleType(name)
        vars(module).update(member)
        monkeypatch.setitem(sys.modules, name, module)

    def configured(listed: Any) -> tuple[Any, Any]:
        c = Config()
        c.KubeSpawner.profile_list = listed
        set_profiles(c, {"groupsClaim": None, "optionPrefix": ""})
        return KubeSpawner, c.KubeSpawner.profile_list

    return configured


def _spawner(user: str, profile_list: Any = None, authenticator: Any = None) -> Any:
    return SimpleNamespace(
        user=SimpleNamespace(name=user, groups=[], authenticator=authenticator), profile_list=profile_list, user_options={}
    )


def _slugs(profile_list: Any, spawner: Any) -> list[str]:
    async def run() -> list[str]:
        future = profile_list(spawner)
        assert isinstance(future, asyncio.Future)
        return [each["slug"] for each in await future]

    return asyncio.run(run())


def test_the_users_own_list_is_filtered_too(alone: Callable[..., Any]) -> None:
    """The user's part that creates the list for each user runs first, also as a coroutine."""

    async def later(spawner: Any) -> list[dict[str, Any]]:
        return [{"slug": spawner.user.name}, *_PROFILES]

    for listed in (later, lambda spawner: [{"slug": spawner.user.name}, *_PROFILES]):
        assert ["grace", "cpu"] == _slugs(alone(listed)[1], _spawner("grace"))
    assert "allowed_users" in _PROFILES[2]  # the list itself stays


def test_names_of_users_are_those_of_the_hub(alone: Callable[..., Any]) -> None:
    """The authenticator normalizes them, as it does at login."""
    authenticator = SimpleNamespace(normalize_username=lambda name: f"{name.lower()}@x.org")

    assert ["cpu", "mine"] == _slugs(alone(_PROFILES)[1], _spawner("ada@x.org", authenticator=authenticator))
    assert ["cpu"] == _slugs(alone(_PROFILES)[1], _spawner("ada", authenticator=authenticator))


@pytest.mark.parametrize("listed", [None, [], [{**_CPU, "allowed_users": []}]])
def test_without_profiles_nothing_starts(alone: Callable[..., Any], listed: Any) -> None:
    """Not even the plain server; the message is what JupyterHub shows on each version."""
    spawner_class, profile_list = alone(listed)

    with pytest.raises(_Error, match="No server is open to you") as caught:
        asyncio.run(spawner_class.load_user_options(_spawner("ada", profile_list)))
    assert str(caught.value) == caught.value.jupyterhub_message  # type: ignore[attr-defined]
    assert 403 == caught.value.args[0]


def test_the_users_own_later_list_is_left_alone() -> None:
    """A list without rules, set after ours, has nothing to check; KubeSpawner loads it again."""
    loaded = []

    async def load(spawner: Any) -> None:
        loaded.append((spawner.user_options, spawner._profile_list))

    spawner = _spawner("ada", [_CPU])

    async def run() -> None:
        await options_checked(load, "")(spawner)

    asyncio.run(run())

    assert [({}, None)] == loaded


def test_only_options_of_the_profile_reach_kubespawner() -> None:
    """KubeSpawner 6.0, of charts 3.0.x, which no environment here has, fails on any other."""
    profiles = [{"slug": "a", "default": True, "profile_options": {"-b": {"choices": {"x": {"default": True}}, "unlisted_choice": {}}}}]

    for asked in ({}, {"profile": "a", "b": "x"}, {"profile": "a", "-b": "x", "c--b": "y", "nonsense": 1}):
        assert {"profile": "a", "-b": "x"} == checked_options(profiles, asked, "-")


@pytest.fixture(scope="module", params=RELEASES)
def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Ask]]:
    """A chart version, and its KubeSpawner."""
    with running_desk(request.param, tmp_path_factory.mktemp("desk")) as ask:
        yield request.param, ask


def _image(answer: dict[str, Any]) -> str:
    """Return what was started, or that it was refused in the right way."""
    if answer.get("refused") == 403 and "is not open to you" in answer["message"]:
        return _REFUSED
    return str(answer.get("image", answer))


@pytest.mark.login
@pytest.mark.parametrize(("server", "users"), [("", tuple(_GROUPS)), ("two", ("grace", "mallory"))])
def test_each_user_starts_what_is_allowed(desk: tuple[str, Ask], server: str, users: tuple[str, ...]) -> None:
    """Users, groups and starts by programs, also stale, empty and forged ones: what isn't allowed is refused, on named servers too."""
    tool, ask = desk
    starts = _STARTS_OF_14 if tool == "login-14" else _STARTS
    asked = [(user, name) for user in users for name in starts]
    tasks = [
        [{"do": "start", "user": user, "server": server, **belongs(tool, *_GROUPS[user]), "options": starts[name][0]}]
        for user, name in asked
    ]

    answers = dict(zip(asked, map(_image, ask(_profiles(tool), *tasks)), strict=True))

    expected = {(user, name): starts[name][1].get(user, starts[name][1][""]) for user, name in asked}
    if tool not in _NEW_PAGE:
        expected |= {key: _REFUSED for key in expected if key[1] == "typed"}
    assert expected == answers


@pytest.mark.login
def test_page_shows_what_is_allowed(desk: tuple[str, Ask]) -> None:
    """Two users see two pages; the default moves to an allowed profile, and what isn't allowed leaves no trace."""
    tool, ask = desk
    tasks = [[{"do": "page", "user": user, **belongs(tool, *_GROUPS[user])}] for user in ("ada", "grace", "edsger")]

    ada, grace, edsger = ask(_profiles(tool), *tasks)

    assert [("cpu", True), ("mine", False)] == [(each["slug"], each["checked"]) for each in ada]
    assert [("gpu", True), ("cpu", False)] == [(each["slug"], each["checked"]) for each in grace]
    assert [("cpu", True)] == [(each["slug"], each["checked"]) for each in edsger]
    if tool == "login-14":
        return
    choices = [
        [(option["choices"], option["selected"]) for profile in page for option in profile["options"]] for page in (ada, grace, edsger)
    ]
    typed = ["unlisted-choice"] if tool in _NEW_PAGE else []
    assert [[(["scipy", "own"], "scipy")], [(["r", "scipy"], "r")], [(["scipy", *typed], "scipy")]] == choices


@pytest.mark.login
def test_forged_forms_are_refused(desk: tuple[str, Ask]) -> None:
    """Whatever the page showed, what is sent is checked; the form's own fields work."""
    tool, ask = desk
    fields = {f"profile-option-cpu{dashes}image": ["r"] for dashes in ("-", "--")}
    forms: list[dict[str, list[str]]] = [{"profile": ["gpu"]}, {"profile": ["cpu"], **fields}, {"profile": ["mine"]}, {}]
    tasks = [
        [{"do": "post", "user": user, **belongs(tool, *_GROUPS[user]), "form": form}] for user in ("mallory", "grace") for form in forms
    ]

    answers = list(map(_image, ask(_profiles(tool), *tasks)))

    forged = ["cpu", "cpu"] if tool == "login-14" else [_REFUSED, "r"]
    assert [_REFUSED, forged[0], _REFUSED, "cpu" if tool == "login-14" else "scipy", "gpu", forged[1], _REFUSED, "gpu"] == answers


@pytest.mark.login
def test_stale_page_allows_nothing(desk: tuple[str, Ask]) -> None:
    """Someone is removed from a group, or added to one, between the page and its submission: the current groups count."""
    tool, ask = desk
    member, other = belongs(tool, "gpu"), belongs(tool)
    page = {"do": "page", "user": "grace"}
    gpu = {"do": "submit", "user": "grace", "slug": "gpu"}

    answers = ask(_profiles(tool), [page | member, gpu | member], [page | member, gpu | other], [page | other, gpu | member])

    assert ["gpu", _REFUSED, "gpu"] == list(map(_image, answers))
    assert {"nvidia.com/gpu": "1"} == answers[0]["limits"]


@pytest.mark.login
@pytest.mark.parametrize("rule", [{"allowed_groups": ["gpu"]}, {"allowed_users": ["grace"]}, {"allowed_groups": []}])
def test_nothing_allowed_is_never_the_plain_server(desk: tuple[str, Ask], rule: dict[str, list[str]]) -> None:
    """KubeSpawner would start a server without any profile; a page states that nothing is allowed."""
    tool, ask = desk
    who = {"user": "mallory", **belongs(tool)}
    steps: list[dict[str, Any]] = [
        {"do": "page"},
        {"do": "start"},
        {"do": "start", "options": {"profile": "cpu"}},
        {"do": "post", "form": {}},
    ]

    answers = ask([{**_CPU, **rule}], *[[step | who] for step in steps])

    assert [(403, True)] * 4 == [(answer["refused"], "No server is open to you" in answer["message"]) for answer in answers]


@pytest.mark.login
@pytest.mark.parametrize("desk", _WITH_OPTIONS, indirect=True)
def test_profile_is_hidden_with_its_last_choice(desk: tuple[str, Ask]) -> None:
    """An option without choices would break the page, and a start without it would be another server than the profile's."""
    tool, ask = desk
    choices = {"display_name": "Image", "choices": {"r": _CHOICES["r"], "own": _CHOICES["own"]}}
    profiles = [{**_CPU, "slug": "small"}, {**_CPU, "slug": "choice", "default": True, "profile_options": {"image": choices}}]
    who = {"user": "mallory", **belongs(tool)}

    page, start, forged = ask(
        profiles, [{"do": "page", **who}], [{"do": "start", **who}], [{"do": "start", "options": {"profile": "choice"}, **who}]
    )

    assert [{"slug": "small", "checked": True, "options": []}] == page
    assert ["cpu", _REFUSED] == [_image(start), _image(forged)]


@pytest.mark.login
@pytest.mark.parametrize("desk", _WITH_OPTIONS, indirect=True)
def test_fields_of_two_profiles_stay_apart(desk: tuple[str, Ask]) -> None:
    """Before KubeSpawner 6.1, option b-c of profile a and option c of profile a-b have the same name in the page."""
    _, ask = desk
    choices = {key: {"display_name": key, "kubespawner_override": {"image": key}} for key in ("one", "two", "three")}
    profiles = [
        {"slug": slug, "display_name": slug, "profile_options": {name: {"display_name": name, "choices": choices}}}
        for slug, name in (("a", "b-c"), ("a-b", "c"))
    ]
    page: dict[str, Any] = {"do": "page", "user": "ada"}

    answers = ask(
        profiles, *[[page, {"do": "submit", "user": "ada", "slug": slug, "picks": [pick]}] for slug in ("a", "a-b") for pick in choices]
    )

    assert [*choices, *choices] == list(map(_image, answers))


@pytest.mark.login
def test_groups_come_from_where_the_chart_version_has_them(desk: tuple[str, Ask]) -> None:
    """From the hub's groups, or from the auth state if the provider's groups are nowhere else; nobody can add one there afterwards."""
    tool, ask = desk
    start: dict[str, Any] = {"do": "start", "user": "grace", "options": {"profile": "gpu"}}
    claims: list[Any] = [{"realm": {"roles": ["gpu"]}}, {"realm": {"roles": "gpu"}}, {"realm.roles": ["gpu"]}, {"realm": ["gpu"]}, {}]

    answers = ask(_profiles(tool), [start | {"groups": ["gpu"]}], *[[start | {"claims": each}] for each in claims])

    from_claims = ["gpu", "gpu"] if tool in {"login-14", "login-15"} else [_REFUSED, _REFUSED]
    assert ["gpu", *from_claims, _REFUSED, _REFUSED, _REFUSED] == list(map(_image, answers))


@pytest.mark.login
def test_nothing_stays_of_an_earlier_start(desk: tuple[str, Ask]) -> None:
    """JupyterHub 1.5 keeps the spawner of a failed start: whoever is removed from the group then has no GPU in another profile."""
    tool, ask = desk
    gpu = {"do": "start", "user": "grace", **belongs(tool, "gpu"), "options": {"profile": "gpu"}}
    cpu = {"do": "start", "user": "grace", **belongs(tool), "options": {"profile": "cpu"}}

    (answer,) = ask([_PROFILES[0], {"slug": "cpu", "display_name": "CPU"}], [gpu, cpu])

    assert ("gpu" not in answer["image"], {}) == (True, answer["limits"])


@pytest.mark.login
def test_hooks_of_other_parts_keep_working(desk: tuple[str, Ask]) -> None:
    """A server of a profile mounts the user's own claim, which another part of the hub's configuration has found."""
    tool, ask = desk
    beside = values_of(tool, {**EBS, "named_servers": {"limit": 3}})
    start = {"do": "start", "user": "ada", "server": "two", "options": {"profile": "mine"}}

    (answer,) = ask(_profiles(tool), [start], beside=beside)

    assert ("mine", "claim-ada--two") == (_image(answer), answer["claim"])
