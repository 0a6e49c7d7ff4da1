"""The profiles of a hub together."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.models.chart_version import ChartVersion
from constructs_lib.models.singleuser.profiles.profile import Profile
from constructs_lib.models.singleuser.profiles.props import (
    ProfilesProps,
    default_place,
    has_devices,
    name_of,
    profile_levels,
    slug_of,
    where,
)


def _props(*profiles: Any, **settings: Any) -> ProfilesProps:
    return ProfilesProps.model_validate({"profiles": list(profiles), **settings})


@pytest.mark.parametrize(
    ("profile", "name", "slug"),
    [
        ({"preset": "gpu"}, "GPU", "gpu"),
        ({"preset": "gpu", "display_name": "GPU T4"}, "GPU T4", "gpu-t4"),
        ({"preset": "gpu", "slug": "x"}, "GPU", "x"),
        ({"display_name": "A b"}, "A b", "a-b"),
    ],
)
def test_names(profile: dict[str, Any], name: str, slug: str) -> None:
    """Two profiles may use the same preset."""
    made = Profile.model_validate(profile)

    assert (name, slug, f"profiles[2] ({slug})") == (name_of(made), slug_of(made), where(2, made))


@pytest.mark.parametrize(
    ("profiles", "place"),
    [
        (["gpu", "cpu-large"], 0),
        (["gpu", "cpu-small"], 1),
        (["cpu-small", {"preset": "gpu", "default": True}], 1),
        (["gpu", {"preset": "cpu-small", "default": False}], 0),
        ([], None),
    ],
)
def test_default(profiles: list[Any], place: int | None) -> None:
    """The one marked as default; else the small preset; else the first."""
    assert place == default_place(dict(_props(*profiles).listed_profiles))


@pytest.mark.parametrize(
    ("profile", "restricted", "images", "gpus"),
    [
        ("cpu-small", False, False, False),
        ("gpu", False, True, True),
        ({"display_name": "A", "allowed_users": ["ada"], "notebook_tag": "x"}, True, True, False),
        (
            {"display_name": "A", "profile_options": {"o": {"display_name": "O", "choices": {"c": {"display_name": "C", "resources": {"extended": {"a.b/c": 1}}}}}}},
            False, False, True,
        ),
        (
            {"display_name": "A", "profile_options": {"o": {"display_name": "O", "choices": {"c": {"display_name": "C"}}, "unlisted_choice": {"pattern": "a", "allowed_groups": ["x"]}}}},
            True, True, False,
        ),
    ],
)  # fmt: skip
def test_what_other_settings_read(profile: Any, *, restricted: bool, images: bool, gpus: bool) -> None:
    """Whether pullers, shared memory and limits have to differ."""
    props = _props(profile)

    assert (restricted, images, gpus) == (props.has_restricted_profiles, props.has_own_images, props.asks_for_gpus)
    assert _props(resources={"gpus": 1}).asks_for_gpus


def test_group_rules_and_references() -> None:
    """Whether groups decide, and which variables are references somewhere."""
    source = {"value_from": {"field_ref": "metadata.name"}}
    props = _props("gpu", {"display_name": "A", "allowed_groups": ["x"], "extra_env": {"A": source, "B": "b"}})

    assert [("profiles", 1, "allowed_groups")] == props.group_rules
    assert frozenset({"A"}) == props.referred_variables


def test_levels() -> None:
    """The hub, the preset, the profile; devices of any of them count."""
    props = _props("gpu", resources={"gpus": 0})
    ((_, profile),) = props.listed_profiles

    assert has_devices(profile_levels(props, profile, ChartVersion.of("4.4.0")))
