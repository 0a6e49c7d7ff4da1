"""The lines of the JupyterHub chart: which key names and abilities a chart version has.

Source: the charts 2.0.0, 3.3.8 and 4.4.0 of jupyterhub/zero-to-jupyterhub-k8s and their change log.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator

from constructs_lib.models.kinds.validators import is_token, text_not_number

_SEMVER = re.compile(
    r"(?P<major>0|[1-9][0-9]{0,5})\.(?P<minor>0|[1-9][0-9]{0,5})\.(?P<patch>0|[1-9][0-9]{0,5})(?P<before>-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?"
)

_IN_FULL = "is not a chart version; write it in full, for example 4.4.0"

#: The chart's lines that this library knows.
SUPPORTED_MAJORS = (1, 2, 3, 4)

#: The newest release of the chart without published vulnerabilities.
SAFE_VERSION = (4, 4, 0)


@dataclass(frozen=True, slots=True)
class ChartVersion:
    """A chart version, as far as it decides what values mean."""

    major: int
    minor: int
    patch: int

    @classmethod
    def of(cls, version: str) -> ChartVersion:
        """Read a chart version; one that only Terraform knows counts as the newest.

        Raises:
            ValueError: not a full version, or a line that this library doesn't know.
        """
        if is_token(version):
            return cls(*SAFE_VERSION)
        found = _SEMVER.fullmatch(version)
        if not found:
            raise ValueError(_IN_FULL)
        line = cls(int(found["major"]), int(found["minor"]), int(found["patch"]))
        if line.major not in SUPPORTED_MAJORS:
            raise ValueError("is not supported; the chart's lines 1.x, 2.x, 3.x and 4.x are, and 4.4.0 is recommended")
        return line

    @property
    def release(self) -> tuple[int, int, int]:
        """The version as numbers, to compare."""
        return self.major, self.minor, self.patch

    @property
    def exact(self) -> str:
        """The version as it is written."""
        return ".".join(map(str, self.release))

    def __str__(self) -> str:
        return f"{self.major}.x"


def _supported(version: str) -> str:
    ChartVersion.of(version)
    return version


#: Exact version of the JupyterHub chart, in a supported line.
ChartVersionText = Annotated[str, text_not_number(_IN_FULL), AfterValidator(_supported)]

_ADVISORIES = (
    ((4, 3, 3), "CVE-2026-33709 (open redirect) and CVE-2026-33175 (Auth0 e-mail claim)"),
    ((4, 3, 4), "CVE-2026-40864 (cross-site request forgery)"),
    ((4, 4, 0), "GHSA-p43p-whwx-q52h (denial of service)"),
)


def advisories(version: str) -> list[str]:
    """Name the published vulnerabilities that the chart version still has; a pre-release counts as older than its release."""
    release = ChartVersion.of(version).release
    found = _SEMVER.fullmatch(version)
    early = found is not None and found["before"] is not None
    return [name for fixed, name in _ADVISORIES if release < fixed or (early and release == fixed)]
