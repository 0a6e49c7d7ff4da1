"""Names of the containers by which the chart pulls the images of profiles to the nodes beforehand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from constructs_lib.checks.finding import Finding
from constructs_lib.models.chart_version import PULLED_CHOICES
from constructs_lib.rendered.values import HubReading, at

#: Characters of a container's name. Source: Kubernetes API, ``Container``, a DNS label.
_LONGEST = 63


def pulled_profile_names(reading: HubReading) -> Iterator[Finding]:
    """Find choices whose keys make a name that Kubernetes refuses, and with it the installation.

    Args:
        reading: the hub.
    """
    if not reading.version.has(PULLED_CHOICES) or not _pulls(reading):
        return
    for place, profile in enumerate(at(reading.final, "singleuser", "profileList", default=[]) or []):
        for option, settings in (profile.get("profile_options") or {}).items():
            for key, choice in (settings.get("choices") or {}).items():
                name = f"image-pull-profile-{place}-option-{option}-{key}"
                override = choice.get("kubespawner_override")
                if len(name) > _LONGEST and isinstance(override, Mapping) and "image" in override and reading.hub.profiles:
                    yield Finding(
                        fact=f"the container that pulls its image would be {name}, which has {len(name)} characters; {_LONGEST} are allowed",
                        advice="; shorten the keys of the option and the choice, or switch pre-pulling off",
                        path=("profiles", place, "profile_options", option, "choices", key),
                    )


def _pulls(reading: HubReading) -> bool:
    """Return whether the chart pulls the images of profiles, which it does by default."""
    pullers = (at(reading.final, "prePuller", kind, "enabled", default=True) for kind in ("hook", "continuous"))
    return any(pullers) and bool(at(reading.final, "prePuller", "pullProfileListImages", default=True))
