"""The rule for Renovate."""

from __future__ import annotations

import json
import re

import pytest

from jupyterhub_on_eks.ci.renovate import VERSION_PATTERN, configuration, manager
from tests.conftest import ROOT


def _versions(text: str) -> list[str]:
    return re.findall(VERSION_PATTERN.replace("?<currentValue>", "?P<currentValue>"), text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("add_ons:\n  - jupyterhub:\n      namespace: a\n      version: 4.3.0\n", ["4.3.0"]),
        ("add_ons:\n- jupyterhub: # the hub\n    version: '4.3.0'\n", ["4.3.0"]),
        (
            'add_ons:\n  - jupyterhub:\n      ebs_config: {}\n\n      version: "3.3.8"\n  - jupyterhub:\n      version: 4.3.0\n',
            ["3.3.8", "4.3.0"],
        ),
        ("add_ons:\n  - jupyterhub:\n      ebs_config: {}\n  - aws_load_balancer_controller:\n      version: 3.5.0\n", []),
        ("add_ons:\n  - aws_load_balancer_controller:\n      version: 3.5.0\n  - jupyterhub:\n      ebs_config: {}\n", []),
        ("add_ons:\n  - jupyterhub:\n      values:\n        hub:\n          version: 1.2.3\n", []),
    ],
    ids=["version", "no indentation", "two hubs", "another add-on after it", "another add-on before it", "in values"],
)
def test_finds_only_the_charts_version(text: str, found: list[str]) -> None:
    """Of each hub; no other version."""
    assert found == _versions(text)


def test_finds_the_versions_of_the_examples() -> None:
    """Each that an example sets for a hub."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in ROOT.glob("examples/*.yaml")}
    written = {name: re.findall(r"^      version: (\d+\.\d+\.\d+)", text, re.MULTILINE) for name, text in texts.items()}

    assert any(written.values())
    assert {name: versions for name, versions in written.items() if "load_balancer_controller:\n" not in texts[name]} == {
        name: _versions(text) for name, text in texts.items() if "load_balancer_controller:\n" not in text
    }


def test_pattern_is_valid_in_re2() -> None:
    """Renovate's patterns have no look-around and no references."""
    assert not re.search(r"\(\?[=!]|\(\?<[=!]|\\[1-9]", VERSION_PATTERN)


def test_configuration() -> None:
    """Renovate's recommended settings and the rule."""
    found = json.loads(configuration(["hubs/**"]))

    assert [manager(["hubs/**"])] == found["customManagers"]
    assert ("helm", ["hubs/**"]) == (manager(["hubs/**"])["datasourceTemplate"], manager(["hubs/**"])["managerFilePatterns"])
