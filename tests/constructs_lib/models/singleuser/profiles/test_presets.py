"""Presets of profiles."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.models.chart_version import ChartVersion
from constructs_lib.models.singleuser.profiles.kinds import ProfilePreset
from constructs_lib.models.singleuser.profiles.presets import PRESETS, made_tag, preset_level
from constructs_lib.models.singleuser.profiles.profile import Profile

_NEW = ChartVersion.of("4.4.0")


def test_each_preset_is_valid() -> None:
    """All names have valid settings."""
    assert set(ProfilePreset) == set(PRESETS)
    assert all(preset_level(Profile(preset=preset), _NEW).resources for preset in ProfilePreset)


@pytest.mark.parametrize(
    ("settings", "tag"),
    [
        ({}, "cuda12-hub-5.5.0"),
        ({"notebook_tag": "x"}, None),
        ({"notebook_stack": "jupyter/tensorflow-notebook"}, None),
    ],
)
def test_tag_of_the_gpu_image(settings: dict[str, Any], tag: str | None) -> None:
    """It is the chart version's with a prefix, and belongs to the preset's image."""
    profile = Profile.model_validate({"preset": "gpu", **settings})

    assert tag == made_tag(profile, _NEW) == preset_level(profile, _NEW).notebook_tag


def test_profile_without_a_preset_has_no_settings_of_one() -> None:
    """Nothing is set for it."""
    assert set() == preset_level(Profile(display_name="A"), _NEW).model_fields_set
    assert made_tag(Profile(preset=ProfilePreset.SPARK), _NEW) is None
