"""What the whole hub must know of its profiles."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.singleuser.profile_facts import has_own_images, has_restricted_profiles, names_images

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
    """A word alone is none, and a file may hold anything."""
    assert not names_images(profiles)


def test_facts_of_a_hub() -> None:
    """The user's own values count; nothing is restricted there, since KubeSpawner knows no such key."""
    hub = {
        "service_type": "cluster_ip",
        "ebs_config": {"storage_class": "gp3", "capacity": "1Gi"},
        "values": {"singleuser": {"profileList": [{"display_name": "A", **_IMAGE}]}},
    }
    props = JupyterHubAddOnProps.model_validate(hub)

    assert (True, False) == (has_own_images(props), has_restricted_profiles(props))
    assert not has_own_images(props.model_copy(update={"values": {}}))
