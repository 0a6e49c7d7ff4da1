"""Predefined profiles, on which other profiles can be based."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from constructs_lib.models.chart_version import DOCKER_STACKS_TAGS, ChartVersion
from constructs_lib.models.singleuser.profiles.kinds import ProfilePreset
from constructs_lib.models.singleuser.profiles.profile import Profile
from constructs_lib.models.singleuser.server_settings import ServerSettings, is_set

#: Docker Stacks tags of images for NVIDIA's GPUs. Source: jupyter/docker-stacks, images/pytorch-notebook, since February 2024.
_CUDA = "cuda12-"


@dataclass(frozen=True, slots=True)
class ReadyProfile:
    """A predefined profile.

    Args:
        display_name: the name shown to users.
        settings: settings of the server.
        default: whether it is the default if no profile is set as the default.
        tag_prefix: prefix of the Docker Stacks tag for the chart's version. Default: the hub's tag is used.
    """

    display_name: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    default: bool = False
    tag_prefix: str = ""


_LARGE = {"cpu": {"guarantee": 2, "limit": 4}, "memory": {"guarantee": "8Gi", "limit": "16Gi"}}
PRESETS: Mapping[ProfilePreset, ReadyProfile] = {
    ProfilePreset.CPU_SMALL: ReadyProfile(
        "Small",
        {"resources": {"cpu": {"guarantee": "500m", "limit": 1}, "memory": {"guarantee": "1Gi", "limit": "2Gi"}}},
        default=True,
    ),
    ProfilePreset.CPU_LARGE: ReadyProfile("Large", {"resources": _LARGE}),
    ProfilePreset.GPU: ReadyProfile(
        "GPU",
        {"notebook_stack": "quay.io/jupyter/pytorch-notebook", "resources": {**_LARGE, "gpus": 1}, "start_timeout": 1200},
        tag_prefix=_CUDA,
    ),
    ProfilePreset.SPARK: ReadyProfile(
        "Spark",
        {
            "notebook_stack": "quay.io/jupyter/pyspark-notebook",
            "resources": {"cpu": {"guarantee": 1, "limit": 2}, "memory": {"guarantee": "4Gi", "limit": "8Gi"}},
        },
    ),
}


def preset_level(profile: Profile, version: ChartVersion) -> ServerSettings:
    """Return the settings of a profile's preset, which the profile's own settings override; empty without a preset.

    The preset's tag belongs to its image: a profile with its own image doesn't get it.
    """
    if profile.preset is None:
        return ServerSettings()
    ready = PRESETS[profile.preset]
    tag = made_tag(profile, version)
    return ServerSettings.model_validate({**ready.settings, **({"notebook_tag": tag} if tag else {})})


def made_tag(profile: Profile, version: ChartVersion) -> str | None:
    """Return the tag derived for the preset's image, whose existence was not checked; None if the hub file sets the tag."""
    if (
        profile.preset is None
        or not PRESETS[profile.preset].tag_prefix
        or is_set(profile, "notebook_stack")
        or is_set(profile, "notebook_tag")
    ):
        return None
    return f"{PRESETS[profile.preset].tag_prefix}{version.newest(DOCKER_STACKS_TAGS)}"
