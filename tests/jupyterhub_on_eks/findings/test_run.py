"""Checks run together."""

from __future__ import annotations

from collections.abc import Iterator

from jupyterhub_on_eks.cloud.errors import CloudError
from jupyterhub_on_eks.findings.finding import Finding, ok
from jupyterhub_on_eks.findings.run import Check, findings


def _fine(subject: str) -> Iterator[Finding]:
    yield ok(subject)


def _half(subject: str) -> Iterator[Finding]:
    yield ok(subject)
    raise CloudError("no network", fix="Plug it in")


def test_an_error_is_reported_once() -> None:
    """Earlier findings stay; a required check fails, others are skipped and name the first."""
    found = findings([Check("a", _fine), Check("b", _half, required=True), Check("c", _half), Check("d", lambda _: ())], "s")

    assert [
        ("a", "ok", "s"), ("b", "ok", "s"), ("b", "failure", "no network. Plug it in"), ("c", "ok", "s"),
        ("c", "not-checked", "depends on what failed above: b"),
    ] == [(finding.check, finding.level, finding.line) for finding in found]  # fmt: skip


def test_not_required() -> None:
    """Without an answer it is not a failure, and is reported with its fix."""
    (_, found) = findings([Check("c", _half)], "s")

    assert ("not-checked", "no network. Plug it in") == (found.level, found.line)
