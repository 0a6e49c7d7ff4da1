"""Mistakes in a user's own templates for the names of homes."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.models.chart_version import ChartVersion
from constructs_lib.models.storage.home_names import (
    field_and_rest,
    fields_of,
    home_name_problems,
    home_name_warnings,
    named_servers_allowed,
)
from constructs_lib.models.values import value_at

_OLD, _NEW = ChartVersion.of("3.3.8"), ChartVersion.of("4.4.0")


def _path(template: Any) -> dict[str, Any]:
    return {"singleuser": {"storage": {"static": {"subPath": template}}}}


def _claim(template: Any) -> dict[str, Any]:
    return {"singleuser": {"storage": {"dynamic": {"pvcNameTemplate": template}}}}


def test_fields() -> None:
    """In their order; doubled braces are text."""
    assert ["username", "servername", "username", ""] == fields_of("{{x}}-{username!s}--{servername:.9}{username[0]}{}")


@pytest.mark.parametrize(("text", "parts"), [("username", ("username", "")), ("username[0]", ("username", "[0]")), ("", ("", ""))])
def test_part_of_a_field(text: str, parts: tuple[str, str]) -> None:
    """Some have a directory for each letter."""
    assert parts == field_and_rest(text)


@pytest.mark.parametrize("values", [{}, {"hub": None}, {"hub": {"allowNamedServers": False}}, {"hub": []}])
def test_missing_value(values: dict[str, Any]) -> None:
    """Whatever is in its place."""
    assert not named_servers_allowed(values)
    assert value_at(values, ("hub", "config", "x")) is None


def test_named_servers_by_values() -> None:
    """As the chart has it."""
    assert named_servers_allowed({"hub": {"allowNamedServers": True}})


@pytest.mark.parametrize(
    ("hub", "allowed"),
    [
        ({}, True),
        ({"allowNamedServers": False}, False),
        ({"allowNamedServers": None}, True),
        ({"allowNamedServers": True, "config": {"JupyterHub": {"allow_named_servers": False}}}, False),
        ({"allowNamedServers": False, "config": {"JupyterHub": {"allow_named_servers": True}}}, True),
    ],
)
def test_values_decide_before_the_key(hub: dict[str, Any], *, allowed: bool) -> None:
    """And among them hub.config, which the chart applies last."""
    assert allowed == named_servers_allowed({"hub": hub}, by_key=True)


@pytest.mark.parametrize(
    ("field", "versions"), [("username", [_OLD, _NEW]), ("escaped_username", [_NEW]), ("legacy_escape_username", [_OLD])]
)
def test_fields_are_those_of_the_version(field: str, versions: list[ChartVersion]) -> None:
    """Another one would end each server's start in a KeyError."""
    for version in (_OLD, _NEW):
        for values in (_path(f"home/{{{field}}}"), _claim(f"claim-{{{field}}}")):
            problems = list(home_name_problems(values, version))
            assert (version in versions) == (not problems)
            assert all(f"does not support, so no server would start: {{{field}}};" in problem.message for problem in problems)


def test_braces() -> None:
    """They have to match."""
    (problem,) = home_name_problems(_path("home/{username"), _NEW)

    assert ("values", "singleuser", "storage", "static", "subPath") == problem.path
    assert "is not a template: expected '}' before end of string" in problem.message


@pytest.mark.parametrize("template", [None, 1, ["x"], "${TfToken[TOKEN.1]}"])
def test_values_that_are_not_text(template: Any) -> None:
    """The chart checks them, or only Terraform knows them."""
    assert [] == list(home_name_problems(_path(template), _NEW))


@pytest.mark.parametrize("template", ["home", "home/{servername}", "home/{legacy_escape_username}"])
def test_home_of_several_users(template: str) -> None:
    """A warning states that they share it."""
    (warning,) = home_name_warnings(_path(template), "static", named_servers=False)

    assert "is the same for several users, so they share one home" in warning


@pytest.mark.parametrize("template", [None, ""])
def test_no_directory(template: str | None) -> None:
    """All share the root of the claim."""
    (warning,) = home_name_warnings(_path(template), "static", named_servers=False)

    assert warning.startswith("values.singleuser.storage.static.subPath is empty, so all users share one home")


def test_named_servers_that_collide_with_other_users() -> None:
    """Only if there are such servers."""
    values = _claim("claim-{username}{servername}")
    (warning,) = home_name_warnings(values, "dynamic", named_servers=True)

    assert "Use 'claim-{username}--{servername}'" in warning
    assert [] == list(home_name_warnings(values, "dynamic", named_servers=False))


@pytest.mark.parametrize("values", [{}, _path("home/{username}"), _claim(None)])
def test_nothing_to_warn_about(values: dict[str, Any]) -> None:
    """Each user has a home."""
    assert [] == [*home_name_warnings(values, "static", named_servers=True), *home_name_warnings(values, "dynamic", named_servers=True)]
