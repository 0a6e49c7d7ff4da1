"""Terraform's output, line by line."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyterhub_on_eks.deployment.events import diagnosis, parse


def test_diagnostic_without_its_snippet() -> None:
    """Summary, resource and detail; the code around it may contain a secret."""
    diagnostic = {"severity": "error", "summary": "No", "detail": "Because.\n\nSo.", "address": "a.b", "snippet": {"code": "canary"}}

    severity, message = diagnosis(parse(json.dumps({"type": "diagnostic", "diagnostic": diagnostic})))

    assert ("error", "Error: No\n  with a.b\n  Because.\n\n  So.") == (severity, message)


@pytest.mark.parametrize("line", ["Error: no JSON\n", "[1]", "{}", '"text"', ""])
def test_other_lines(line: str) -> None:
    """They are kept as text."""
    event = parse(line)

    assert ("", line.rstrip(), "", "", 0) == (event.kind, event.message, event.resource, event.action, event.seconds)


@pytest.mark.property
@given(
    st.dictionaries(st.sampled_from(["type", "hook", "change", "@message", "diagnostic"]), st.none() | st.text() | st.just({}), max_size=4)
)
def test_unknown_lines_are_accepted(content: dict[str, object]) -> None:
    """Another version of the program may print other lines."""
    if isinstance(content.get("hook") or content.get("change") or content.get("diagnostic") or {}, dict):
        event = parse(json.dumps(content))
        assert "" == event.resource
