"""Which profiles the hub has to check, and their chart values."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.chart_values.extra_config import extra_config
from constructs_lib.chart_values.singleuser.checked_profiles import checked_profiles, needs_check
from constructs_lib.models.chart_version import ChartVersion
from tests.chart_schema import schema_errors

_OPTION = {"image": {"display_name": "Image", "choices": {"r": {"display_name": "R"}}}}
_PLAIN = {"slug": "a", "display_name": "A"}


def _needs(profile: dict[str, Any], version: str) -> bool:
    return needs_check([_PLAIN, {**_PLAIN, **profile}], ChartVersion.of(version))


@pytest.mark.parametrize("rule", [{"allowed_groups": ["g"]}, {"allowed_users": ["ada"]}, {"allowed_groups": []}])
def test_rules_need_the_check_wherever_they_are(rule: dict[str, list[str]]) -> None:
    """On a profile, on a choice, on free text; KubeSpawner supports none of them."""
    in_choice = {"profile_options": {"image": {"choices": {"r": rule}}}}
    in_text = {"profile_options": {"image": {"unlisted_choice": rule}}}

    assert [True] * 3 == [_needs(each, "4.4.0") for each in (rule, in_choice, in_text)]
    assert not _needs({"allowed_groups": None, "allowed_users": None}, "4.4.0")


def test_options_need_the_check_on_older_versions() -> None:
    """Their fields in two profiles may share a name, and 2.x fails unless each is chosen."""
    assert [True, True, False, False] == [_needs({"profile_options": _OPTION}, version) for version in ("2.0.0", "3.0.3", "3.1.0", "4.4.0")]
    assert not _needs({}, "2.0.0")


@pytest.mark.parametrize(("version", "claim", "prefix"), [("2.0.0", "groups", "-"), ("3.2.1", "groups", ""), ("3.3.0", None, "")])
def test_settings_follow_the_version(version: str, claim: str | None, prefix: str) -> None:
    """Groups are read from the auth state if the hub doesn't get them from the provider; options are renamed if necessary."""
    values = checked_profiles([_PLAIN], version=ChartVersion.of(version), groups_claim="groups")

    assert {"groupsClaim": claim, "optionPrefix": prefix} == values["custom"]["profiles"]
    assert [_PLAIN] == values["singleuser"]["profileList"]
    assert {"zz-profiles": extra_config("profiles", settings="custom.profiles")} == values["hub"]["extraConfig"]


@pytest.mark.schema
@pytest.mark.parametrize("version", ["1.2.0", "2.0.0", "3.0.3", "3.3.8", "4.4.0"])
def test_the_charts_schema_accepts_them(version: str) -> None:
    """Including the keys that are not KubeSpawner's."""
    profiles = [{**_PLAIN, "allowed_groups": ["g"], "allowed_users": ["ada"], "profile_options": _OPTION}]

    assert [] == schema_errors(version, checked_profiles(profiles, version=ChartVersion.of(version), groups_claim="realm.roles"))
