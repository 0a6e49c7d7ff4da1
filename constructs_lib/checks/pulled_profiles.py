"""Names of the containers with which the chart pre-pulls the images of profiles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from constructs_lib.checks.finding import Finding
from constructs_lib.models.chart_version import PULLED_CHOICES
from constructs_lib.rendered.values import ChartPath, HubReading, at, section

#: Maximum characters of a container's name. Source: Kubernetes API, ``Container``, a DNS label.
_LONGEST = 63
_LABEL = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?")
_PROFILES: ChartPath = ("singleuser", "profileList")


def pulled_profile_names(reading: HubReading) -> Iterator[Finding]:
    """Find choices whose keys give a container a name that Kubernetes rejects, which fails the installation.

    Args:
        reading: the hub.
    """
    if not reading.version.has(PULLED_CHOICES) or not _pulls(reading):
        return
    where = ("profiles",) if reading.hub.profiles else ("values", *_PROFILES)
    profiles = at(reading.final, *_PROFILES)
    for place, profile in enumerate(profiles if isinstance(profiles, list) else ()):
        for option, settings in section(profile, "profile_options").items():
            for key, choice in section(settings, "choices").items():
                name = f"image-pull-profile-{place}-option-{option}-{key}"
                if "image" not in section(choice, "kubespawner_override"):
                    continue
                if len(name) > _LONGEST:
                    wrong = f"which has {len(name)} characters; {_LONGEST} are allowed"
                elif not _LABEL.fullmatch(name):
                    wrong = "which is not a DNS label of lower-case letters, digits and '-'"
                else:
                    continue
                yield Finding(
                    fact=f"the container that pulls its image would be {name}, {wrong}",
                    advice="; change the keys of the option and the choice, or disable pre-pulling",
                    path=(*where, place, "profile_options", option, "choices", key),
                )


def _pulls(reading: HubReading) -> bool:
    """Return whether the chart pre-pulls the images of profiles, as it does by default."""
    pullers = (at(reading.final, "prePuller", kind, "enabled", default=True) for kind in ("hook", "continuous"))
    return any(pullers) and bool(at(reading.final, "prePuller", "pullProfileListImages", default=True))
