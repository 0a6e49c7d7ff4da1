"""What users read of a profile's server."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.chart_values.singleuser.profile_texts import described_profiles, resources_text

_GIB = 2**30
_HUB = {"mem_guarantee": _GIB}


@pytest.mark.parametrize(
    ("settings", "text"),
    [
        ({}, ""),
        ({"cpu_guarantee": None, "cpu_limit": None, "extra_resource_limits": {"nvidia.com/gpu": 0}}, ""),
        ({"cpu_guarantee": 0.5, "cpu_limit": 1, "mem_guarantee": _GIB, "mem_limit": 2 * _GIB}, "0.5-1 CPU, 1-2 GiB memory"),
        ({"cpu_guarantee": 2, "cpu_limit": 2.0, "mem_guarantee": 4 * _GIB, "mem_limit": 4 * _GIB}, "2 CPU, 4 GiB memory"),
        ({"cpu_limit": 2, "mem_limit": 4 * 10**9}, "up to 2 CPU, up to 4 GB memory"),
        ({"cpu_guarantee": 0.05, "mem_guarantee": 512 * 2**20}, "at least 0.05 CPU, at least 512 MiB memory"),
        ({"mem_guarantee": 512 * 2**20, "mem_limit": 3 * _GIB // 2}, "512 MiB-1.5 GiB memory"),
        ({"mem_limit": 2**40}, "up to 1 TiB memory"),
        ({"mem_limit": 5_000_000_001}, "up to 4.66 GiB memory"),
        ({"extra_resource_limits": {"nvidia.com/gpu": 1, "aws.amazon.com/neuron": "2"}}, "1 GPU, 2 aws.amazon.com/neuron"),
        ({"extra_resource_limits": {"nvidia.com/gpu": "4"}}, "4 GPUs"),
    ],
)
def test_amounts(settings: dict[str, Any], text: str) -> None:
    """As people read them: a guarantee and a limit are a range, in the unit that fits."""
    assert text == resources_text(settings)


def test_description_ends_in_what_the_server_has() -> None:
    """What the profile doesn't say holds for all servers of the hub; a profile about which nothing is known says nothing."""
    profiles = [
        {"display_name": "A", "description": "For lessons", "kubespawner_override": {"cpu_limit": 1}},
        {"display_name": "B", "kubespawner_override": {"mem_guarantee": None}},
    ]

    first, second = described_profiles(profiles, hub=_HUB)

    assert "For lessons<br>up to 1 CPU, at least 1 GiB memory" == first["description"]
    assert profiles[1] == second


def test_choices_say_what_they_change() -> None:
    """With what the profile says of the same thing; the profile is silent about what a choice decides, and no input is altered."""
    sizes = {
        "small": {"display_name": "Small", "kubespawner_override": {"mem_limit": 2 * _GIB}},
        "large": {"display_name": "Large", "kubespawner_override": {"mem_guarantee": 4 * _GIB, "mem_limit": 8 * _GIB}},
    }
    images = {"r": {"display_name": "R", "kubespawner_override": {"image": "r"}}, "plain": {"display_name": "Plain"}}
    options = {"size": {"display_name": "Size", "choices": sizes}, "image": {"display_name": "Image", "choices": images}}
    typed = {"display_name": "Own", "unlisted_choice": {"enabled": True}}
    profile = {"display_name": "A", "kubespawner_override": {"cpu_limit": 2}, "profile_options": {**options, "typed": typed}}

    (described,) = described_profiles([profile], hub=_HUB)

    names = {choice: said["display_name"] for key in options for choice, said in described["profile_options"][key]["choices"].items()}
    assert "up to 2 CPU" == described["description"]
    assert {"small": "Small (1-2 GiB memory)", "large": "Large (4-8 GiB memory)", "r": "R", "plain": "Plain"} == names
    assert typed == described["profile_options"]["typed"]
    assert "Small" == sizes["small"]["display_name"]
