"""The lines of the chart: which versions are known, and what is published about them."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from constructs_lib.models.chart_version import ChartVersion, ChartVersionText, advisories

_REDIRECT = "CVE-2026-33709 (open redirect) and CVE-2026-33175 (Auth0 e-mail claim)"
_FORGERY = "CVE-2026-40864 (cross-site request forgery)"
_DENIAL = "GHSA-p43p-whwx-q52h (denial of service)"


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("1.2.0", ChartVersion(1, 2, 0)),
        ("2.0.0", ChartVersion(2, 0, 0)),
        ("3.3.8", ChartVersion(3, 3, 8)),
        ("4.4.0", ChartVersion(4, 4, 0)),
        ("4.0.0-beta.2", ChartVersion(4, 0, 0)),
        ("4.3.1-0.dev.git.7001.hd6ab5bb5", ChartVersion(4, 3, 1)),
        ("4.4.0+build.1", ChartVersion(4, 4, 0)),
        ("${TfToken[TOKEN.1]}", ChartVersion(4, 4, 0)),
    ],
)
def test_line_of(version: str, expected: ChartVersion) -> None:
    """Exact versions, pre-releases among them, have a line; one that only Terraform knows counts as the newest."""
    assert expected == ChartVersion.of(version)


@pytest.mark.parametrize("version", ["", "4", "4.4", "4.x", "v4.4.0", "4.04.0", "latest", ">=4.4.0", "4.4.0 "])
def test_not_exact(version: str) -> None:
    """A range, or part of a version, would let the chart change by itself."""
    with pytest.raises(ValueError, match="is not a chart version"):
        ChartVersion.of(version)


@pytest.mark.parametrize("version", ["0.11.1", "0.0.1", "5.0.0", "10.0.0"])
def test_unknown_line(version: str) -> None:
    """Lines whose values nobody checked are refused."""
    with pytest.raises(ValueError, match=r"is not supported; the chart's lines 1\.x, 2\.x, 3\.x and 4\.x are"):
        ChartVersion.of(version)


def test_line_in_words() -> None:
    """A line is written as people call it, a version in full; versions compare as numbers."""
    line = ChartVersion.of("4.10.2")

    assert ("4.x", "4.10.2", (4, 10, 2)) == (str(line), line.exact, line.release)
    assert line.release > ChartVersion.of("4.9.0").release


def test_version_is_kept_as_written() -> None:
    """Helm gets what the user wrote."""
    assert "4.4.0-beta.1" == TypeAdapter(ChartVersionText).validate_python("4.4.0-beta.1")


def test_number_is_no_version() -> None:
    """4.4 without quotes is a number, and quotes alone wouldn't make it a version."""
    with pytest.raises(ValidationError, match="write it in full"):
        TypeAdapter(ChartVersionText).validate_python(4.4)


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
    """Each vulnerability counts up to the release that mended it."""
    assert expected == advisories(version)
