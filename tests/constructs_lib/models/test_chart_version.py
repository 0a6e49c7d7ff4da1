"""Versions of the chart: which are supported, what each brings, and what is published about it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from pydantic import TypeAdapter, ValidationError

from constructs_lib.models import chart_version
from constructs_lib.models.capability import Capability
from constructs_lib.models.chart_version import (
    ALLOW_ROOT_COMMAND,
    CILOGON_IDPS,
    HUB_GROUPS,
    INGRESS_CLASS_NAME,
    LAST_OF_LINES,
    LOGIN_REFRESH,
    RECOMMENDED,
    SUPPORTED_MAJORS,
    WORKING_USER_SCHEDULER,
    ChartVersion,
    ChartVersionText,
    NoEntryError,
    advisories,
)
from tests.conftest import ROOT
from tests.login.tools import RELEASES

_REDIRECT = "CVE-2026-33709 (open redirect) and CVE-2026-33175 (Auth0 e-mail claim)"
_FORGERY = "CVE-2026-40864 (cross-site request forgery)"
_DENIAL = "GHSA-p43p-whwx-q52h (denial of service)"

#: Versions that chart releases pin in ``images/hub/requirements.txt``, OAuthenticator and JupyterHub: each release that changed one
#: of them in a way that decides a capability, and the last before it.
_PINS = {
    "1.0.1": ("14.0.0", "1.4.1"),
    "1.1.0": ("14.1.0", "1.4.2"),
    "1.1.2": ("14.1.0", "1.4.2"),
    "1.1.3": ("14.2.0", "1.4.2"),
    "1.2.0": ("14.2.0", "1.5.0"),
    "2.0.0-beta.1": ("15.0.1", "3.0.0"),
    "2.0.0": ("15.1.0", "3.0.0"),
    "3.0.0-alpha.1": ("15.1.0", "4.0.0"),
    "3.0.0-beta.1": ("15.1.0", "4.0.1"),
    "3.0.0-beta.2": ("16.0.0", "4.0.1"),
    "3.0.0-beta.3": ("16.0.2", "4.0.1"),
    "3.0.0": ("16.0.4", "4.0.2"),
    "3.1.0": ("16.1.0", "4.0.2"),
    "3.2.1": ("16.2.1", "4.0.2"),
    "3.3.0": ("16.3.0", "4.1.0"),
    "3.3.8": ("16.3.1", "4.1.6"),
    "4.0.0-beta.1": ("17.0.0", "5.1.0"),
    "4.0.0": ("17.1.0", "5.2.1"),
    "4.1.0": ("17.3.0", "5.2.1"),
    "4.2.0": ("17.3.0", "5.3.0"),
    "4.3.2": ("17.3.0", "5.4.3"),
    "4.3.3": ("17.4.0", "5.4.4"),
    "4.4.0": ("17.4.0", "5.5.0"),
}
_TABLES = {
    name: value for name, value in vars(chart_version).items() if name.isupper() and not name.startswith("_") and isinstance(value, dict)
}
_CAPABILITIES = {name: value for name, value in vars(chart_version).items() if isinstance(value, Capability)}


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("1.2.0", ChartVersion(1, 2, 0)),
        ("2.0.0", ChartVersion(2, 0, 0)),
        ("3.3.8", ChartVersion(3, 3, 8)),
        ("4.4.0", ChartVersion(4, 4, 0)),
        ("4.0.0-beta.2", ChartVersion(4, 0, 0, "beta.2")),
        ("4.3.1-0.dev.git.7001.hd6ab5bb5", ChartVersion(4, 3, 1, "0.dev.git.7001.hd6ab5bb5")),
        ("4.4.0+build.1", ChartVersion(4, 4, 0)),
        ("4.4.0-rc.1+build.1", ChartVersion(4, 4, 0, "rc.1")),
        ("${TfToken[TOKEN.1]}", ChartVersion(4, 4, 0)),
    ],
)
def test_version_of(version: str, expected: ChartVersion) -> None:
    """Exact versions, pre-releases included, are parsed; one that only Terraform knows counts as the recommended one."""
    assert expected == ChartVersion.of(version)


@pytest.mark.parametrize("version", ["", "4", "4.4", "4.x", "v4.4.0", "4.04.0", "latest", ">=4.4.0", "4.4.0 "])
def test_not_exact(version: str) -> None:
    """A range, or part of a version, would let the chart change by itself."""
    with pytest.raises(ValueError, match=r"is not a chart version; use the full version, for example 4\.4\.0"):
        ChartVersion.of(version)


@pytest.mark.parametrize("version", ["0.11.1", "0.0.1", "5.0.0", "10.0.0"])
def test_unsupported_major(version: str) -> None:
    """Major versions whose values nobody checked are refused; the message names the supported ones."""
    with pytest.raises(ValueError, match=r"is not supported; use chart 1\.x, 2\.x, 3\.x or 4\.x \(4\.4\.0 is recommended\)"):
        ChartVersion.of(version)


def test_new_major_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new major version has all capabilities of earlier ones. It uses no other data of theirs, and is refused until it has its own."""
    monkeypatch.setattr(chart_version, "SUPPORTED_MAJORS", (*SUPPORTED_MAJORS, 5))
    new = ChartVersion.of("5.0.0")

    assert all(new.has(capability) for capability in _CAPABILITIES.values())
    for name, table in _TABLES.items():
        with pytest.raises(NoEntryError, match=r"nothing is known here of chart 5\.x"):
            new.newest(table)
        with monkeypatch.context() as patch:
            for other in _TABLES.keys() - {name}:
                patch.setitem(_TABLES[other], "5.0.0", "new")
            if name != "PREVIEW_PACKAGES":
                with pytest.raises(ValidationError, match=r"is not supported yet: nothing is known here of chart 5\.x"):
                    TypeAdapter(ChartVersionText).validate_python("5.0.0")
    with pytest.raises(ValueError, match=r"use chart 1\.x, 2\.x, 3\.x, 4\.x or 5\.x \("):
        ChartVersion.of("6.0.0")


@pytest.mark.parametrize(("version", "expected"), [("4.10.2", "4.10.2"), ("4.0.0-beta.2", "4.0.0-beta.2"), ("4.4.0+build.1", "4.4.0")])
def test_version_as_text(version: str, expected: str) -> None:
    """A version is written in full, without build metadata, which decides nothing; its major version as people call it."""
    assert (expected, "4.x") == (str(ChartVersion.of(version)), ChartVersion.of(version).series)


def test_version_is_kept_as_written() -> None:
    """Helm gets what the user wrote."""
    assert "4.4.0-beta.1" == TypeAdapter(ChartVersionText).validate_python("4.4.0-beta.1")


def test_number_is_not_a_version() -> None:
    """4.4 without quotes is a number, and quotes alone wouldn't make it a version."""
    with pytest.raises(ValidationError, match="use the full version"):
        TypeAdapter(ChartVersionText).validate_python(4.4)


@pytest.mark.parametrize("capability", _CAPABILITIES.values(), ids=_CAPABILITIES)
def test_capability_is_documented(capability: Capability) -> None:
    """Each has a name, a supported release that brought it, a source, and at most a pre-release of that very release."""
    assert all((capability.name, capability.source))
    assert (capability.since, "") == (str(since := ChartVersion.of(capability.since)), since.pre_release)
    assert not capability.preview or capability.preview.startswith(f"{capability.since}-")


@pytest.mark.parametrize("capability", _CAPABILITIES.values(), ids=_CAPABILITIES)
def test_capability_starts_with_its_release(capability: Capability) -> None:
    """The release and all later ones have it; no earlier release has it, nor an early build of the release itself."""
    since = ChartVersion.of(capability.since)
    later = [ChartVersion(since.major, since.minor, since.patch + 1), ChartVersion(since.major, since.minor + 1, 0), ChartVersion(9, 0, 0)]
    earlier = [ChartVersion(0, 11, 1), ChartVersion(since.major, since.minor, since.patch, "0.dev.git.7001.hd6ab5bb5")]
    if since.patch:
        earlier.append(ChartVersion(since.major, since.minor, since.patch - 1))
    if since.minor:
        earlier.append(ChartVersion(since.major, since.minor - 1, 99))
    if since.major:
        earlier.append(ChartVersion(since.major - 1, 99, 99))

    assert [] == [str(version) for version in (since, *later) if not version.has(capability)]
    assert [] == [str(version) for version in earlier if version.has(capability)]


def _numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


@pytest.mark.parametrize(
    "capability", [each for each in _CAPABILITIES.values() if each.source.startswith(("OAuthenticator ", "JupyterHub "))]
)
def test_capability_comes_with_its_source(capability: Capability) -> None:
    """A chart release has it if and only if it runs the OAuthenticator or JupyterHub that the source names."""
    package, _, rest = capability.source.partition(" ")
    brought = _numbers(rest.partition(":")[0])
    expected = {chart: _numbers(pins[package == "JupyterHub"]) >= brought for chart, pins in _PINS.items()}

    assert expected == {chart: ChartVersion.of(chart).has(capability) for chart in _PINS}
    assert {True, False} == set(expected.values())


@pytest.mark.parametrize(
    ("capability", "version", "expected"),
    [
        (INGRESS_CLASS_NAME, "1.2.0", False),
        (INGRESS_CLASS_NAME, "2.0.0-beta.1", True),
        (ALLOW_ROOT_COMMAND, "1.2.0", False),
        (ALLOW_ROOT_COMMAND, "2.0.0-beta.1", True),
        (WORKING_USER_SCHEDULER, "2.0.0", False),
        (WORKING_USER_SCHEDULER, "3.0.0-alpha.1", True),
        (CILOGON_IDPS, "4.3.3-0.dev.git.7001.hd6ab5bb5", False),
        (CILOGON_IDPS, "4.3.3-rc.1", False),
        (CILOGON_IDPS, "4.3.4-0.dev.git.7001.hd6ab5bb5", True),
        (HUB_GROUPS, "4.0.0-alpha.9", False),
        (HUB_GROUPS, "4.0.0-beta", False),
        (HUB_GROUPS, "4.0.0-beta.0", False),
        (HUB_GROUPS, "4.0.0-beta.1", True),
        (HUB_GROUPS, "4.0.0-beta.1.1", True),
        (HUB_GROUPS, "4.0.0-beta.10", True),
        (HUB_GROUPS, "4.0.0-beta.rc", True),
        (HUB_GROUPS, "4.0.0-rc.1", True),
        (HUB_GROUPS, "3.99.0-rc.1", False),
    ],
)
def test_pre_releases(capability: Capability, version: str, *, expected: bool) -> None:
    """A pre-release comes before its release, in the order of Semantic Versioning; it has what a pre-release up to it brought."""
    assert expected is ChartVersion.of(version).has(capability)


def test_message_names_the_release_and_the_recommended_one() -> None:
    """The message states what isn't possible, at which key, and what to use; never a pre-release."""
    old = ChartVersion.of("3.0.0-beta.1")

    assert "chart 3.0.0-beta.1 does not support auth_refresh_age; use chart 4.1.0 or later (4.4.0 is recommended)" == old.lacks(
        LOGIN_REFRESH
    )
    assert "chart 3.0.0-beta.1 does not support this; use chart 4.0.0 or later (4.4.0 is recommended)" == old.lacks(HUB_GROUPS, "this")


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("1.0.0-beta.1", "one"),
        ("1.0.0", "one"),
        ("1.99.0", "one"),
        ("2.0.0-beta.1", "one"),
        ("2.0.0", "two"),
        ("3.9.0", "two"),
        ("3.10.0-rc.1", "early"),
        ("3.10.0", "early"),
        ("3.99.0", "early"),
        ("4.0.0-beta.1", "early"),
        ("4.4.0", "four"),
    ],
)
def test_newest_entry(version: str, expected: str) -> None:
    """A table by version returns its newest entry that is not newer; before the first it is the first. Its order has no effect."""
    assert expected == ChartVersion.of(version).newest({"3.10.0-rc.1": "early", "1.0.0": "one", "2.0.0": "two", "4.0.0": "four"})


@pytest.mark.parametrize("table", _TABLES.values(), ids=_TABLES)
def test_tables_have_each_major_version(table: dict[str, object]) -> None:
    """No version uses an entry of another major version, and versions are in order."""
    versions = [ChartVersion.of(version) for version in table]

    assert list(SUPPORTED_MAJORS) == sorted({version.major for version in versions})
    assert all(version.precedes(following) for version, following in pairwise(versions))
    assert list(SUPPORTED_MAJORS) == [ChartVersion.of(version).major for version in LAST_OF_LINES]


def test_same_series() -> None:
    """A release series is a major version."""
    assert ChartVersion.of("3.0.0-beta.1").same_series(ChartVersion.of("3.3.8"))
    assert not ChartVersion.of("3.3.8").same_series(ChartVersion.of("4.0.0-beta.1"))


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("1.2.0", [_REDIRECT, _FORGERY, _DENIAL]),
        ("4.3.2", [_REDIRECT, _FORGERY, _DENIAL]),
        ("4.3.3", [_FORGERY, _DENIAL]),
        ("4.3.4", [_DENIAL]),
        ("4.3.99", [_DENIAL]),
        ("4.4.0", []),
        ("4.4.0-beta", [_DENIAL]),
        ("4.4.0+build.1", []),
        ("4.5.0-0.dev", []),
        ("4.5.0", []),
    ],
)
def test_advisories(version: str, expected: list[str]) -> None:
    """Each vulnerability counts up to the release that fixed it."""
    assert expected == advisories(version)


def test_recommended_version() -> None:
    """It has no published vulnerability, is supported, and is one that the login is tested with; so is each major version."""
    assert [] == advisories(RECOMMENDED)
    assert RECOMMENDED in RELEASES.values()
    assert set(SUPPORTED_MAJORS) == {ChartVersion.of(release).major for release in RELEASES.values()}
    assert {path.name for path in ROOT.glob("tools/login-[0-9]*")} == set(RELEASES)


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("3.1.0", ("3.1.0", "3.1.0")),
        ("3.1.1", ("3.1.0", "3.10.0")),
        ("3.9.9", ("3.1.0", "3.10.0")),
        ("3.10.0-beta.1", ("3.1.0", "3.10.0")),
        ("3.0.0", (None, "3.1.0")),
        ("3.11.0", ("3.10.0", None)),
        ("2.0.0", (None, None)),
    ],
)
def test_neighbors(version: str, expected: tuple[str | None, str | None]) -> None:
    """Only within its major version, in the order of versions; a known version is both."""
    assert expected == ChartVersion.of(version).neighbors(["4.0.0", "3.10.0", "3.1.0", "1.0.0"])
