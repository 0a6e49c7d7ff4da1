"""Warnings about profiles."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.models.chart_version import ChartVersion
from constructs_lib.models.singleuser.profiles.props import ProfilesProps
from constructs_lib.models.singleuser.profiles.warnings import profile_warnings


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        ("cpu-small", []),
        ("gpu", ["everyone may start servers with GPUs", "the tag cuda12-hub-5.5.0 of quay.io/jupyter/pytorch-notebook was not checked"]),
        ({"preset": "gpu", "notebook_tag": "x", "allowed_users": ["ada"]}, ["all profiles have allowed_groups or allowed_users"]),
        ({"display_name": "A", "notebook_tag": "latest"}, ["notebook_tag: latest can change at any time"]),
        ({"display_name": "A", "kubespawner_override": {"privileged": True}}, ["lets users escape their containers"]),
        (
            {"display_name": "A", "profile_options": {"o": {"display_name": "O", "choices": {"c": {"display_name": "C"}}, "unlisted_choice": {"pattern": ".*"}}}},
            ["matches everything"],
        ),
    ],
)  # fmt: skip
def test_warnings(profile: Any, expected: list[str]) -> None:
    """What is open, unpinned, unchecked or dangerous, each at its profile."""
    found = list(profile_warnings(ProfilesProps.model_validate({"profiles": [profile]}), ChartVersion.of("4.4.0")))

    assert len(expected) == len(found)
    assert all(word in line for word, line in zip(expected, found, strict=True))
