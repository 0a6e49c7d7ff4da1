"""A single profile."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from constructs_lib.models.singleuser.profiles.kinds import defaults_problem
from constructs_lib.models.singleuser.profiles.profile import Profile
from constructs_lib.models.singleuser.profiles.props import as_profile

_OPTIONS = {
    "image": {
        "display_name": "Image",
        "choices": {"a": {"display_name": "A", "allowed_users": ["ada"]}},
        "unlisted_choice": {"pattern": "a"},
    }
}


def test_name_of_a_preset_is_a_profile() -> None:
    """One that sets nothing else."""
    assert {"preset": "gpu"} == as_profile("gpu")
    assert {"a": 1} == as_profile({"a": 1})


def test_what_may_be_restricted() -> None:
    """The profile, its choices, and free text."""
    profile = Profile.model_validate({"display_name": "A", "profile_options": _OPTIONS})
    paths = [(path, entry.is_restricted) for path, entry in profile.restrictions]

    option = ("profile_options", "image")
    assert [((), False), ((*option, "choices", "a"), True), ((*option, "unlisted_choice"), False)] == paths


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "is required but missing: name shown to users"),
        ({"display_name": " "}, "is blank"),
        ({"display_name": "a", "allowed_users": []}, "is empty, so no one would be allowed"),
        ({"display_name": "a", "profile_options": {"x": {"display_name": "X"}}}, "has no choices"),
    ],
)
def test_invalid_profiles(given: dict[str, Any], message: str) -> None:
    """Without a name, without choices, for nobody."""
    with pytest.raises(ValidationError, match=message):
        Profile.model_validate(given)


def test_two_defaults() -> None:
    """The message names both."""
    assert defaults_problem({"a": 1}) is None
    assert defaults_problem({"a": 1, "b": 2}) == "a and b are both the default; set default: true on only one"
