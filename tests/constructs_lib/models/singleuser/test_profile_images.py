"""Whether profiles have their own images."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.models.singleuser.profile_images import names_images

_IMAGE = {"kubespawner_override": {"image": "a:1"}}


@pytest.mark.parametrize(
    "profiles",
    [
        [{"display_name": "A"}, {"display_name": "B", **_IMAGE}],
        [{"display_name": "A", "profile_options": {"image": {"choices": {"b": {"display_name": "B", **_IMAGE}}}}}],
    ],
)
def test_images_of_profiles_and_choices(profiles: Any) -> None:
    """At every depth."""
    assert names_images(profiles)


@pytest.mark.parametrize(
    "profiles", [None, [], "x", {}, [None], [{"display_name": "image", "kubespawner_override": {"image_pull_policy": "Always", "environment": {"image": "x"}}}]]
)  # fmt: skip
def test_no_images(profiles: Any) -> None:
    """A plain text is not one, and a file may contain anything."""
    assert not names_images(profiles)
