"""The rule for Renovate."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Sequence

import pytest
import yaml

from jupyterhub_on_eks.ci.renovate import PATTERNS, configuration, manager
from tests.conftest import ROOT

#: Texts, and the versions in them.
CASES = {
    "version": ("add_ons:\n  - jupyterhub:\n      namespace: a\n      version: 4.3.0\n", ["4.3.0"]),
    "no indentation": ("add_ons:\n- jupyterhub: # the hub\n    version: '4.3.0'\n", ["4.3.0"]),
    "four spaces": ("add_ons:\n    -   jupyterhub:\n            # the chart\n            version: 4.3.0\n", ["4.3.0"]),
    "a list at the keys' indentation": (
        "- jupyterhub:\n    subnets:\n    - a\n    - b\n\n  # later\n    version: 4.3.0 # new\n",
        ["4.3.0"],
    ),
    "two hubs": (
        'add_ons:\n  - jupyterhub:\n      ebs_config: {}\n\n      version: "3.3.8"\n  - jupyterhub:\n      version: 4.3.0\n',
        ["3.3.8", "4.3.0"],
    ),
    "another add-on after it": (
        "add_ons:\n  - jupyterhub:\n      ebs_config: {}\n  - aws_load_balancer_controller:\n      version: 3.5.0\n",
        [],
    ),
    "another add-on before it": (
        "add_ons:\n  - aws_load_balancer_controller:\n      version: 3.5.0\n  - jupyterhub:\n      ebs_config: {}\n",
        [],
    ),
    "in values": ("add_ons:\n  - jupyterhub:\n      values:\n        hub:\n          version: 1.2.3\n", []),
    "in values, further in": ("add_ons:\n  - jupyterhub:\n      values:\n          version: 1.2.3\n", []),
    "in values, then the hub's": ("- jupyterhub:\n    values:\n      version: 1.2.3\n    version: 4.3.0\n", ["4.3.0"]),
    "braces": ("add_ons:\n  - jupyterhub: {version: 3.3.8}\n", ["3.3.8"]),
    "braces on one line": ("add_ons: [{ebs_csi_driver: {}}, {jupyterhub: {ebs_config: {capacity: 1Gi}, version: '4.3.0'}}]\n", ["4.3.0"]),
    "braces on several lines": ("- jupyterhub: {\n    namespace: a,\n    version: 4.3.0,\n  }\n", ["4.3.0"]),
    "values in braces": ("- jupyterhub: {values: {hub: {version: 1.2.3}}}\n- other: {version: 2.0.0}\n", []),
    "values and version in braces": ("- jupyterhub: {values: {hub: {version: 1.2.3}}, version: 4.3.0}\n", ["4.3.0"]),
    "JSON": ('{"add_ons": [{"jupyterhub": {"namespace": "a", "version": "4.3.0"}}]}', ["4.3.0"]),
    "TOML table": ('[[add_ons]]\n[add_ons.jupyterhub]\nnamespace = "a"\n\n# chart\nversion = "3.3.8"\n', ["3.3.8"]),
    "TOML table of another part": (
        '[[add_ons]]\n[add_ons.jupyterhub]\n[add_ons.jupyterhub.values]\nversion = "1.2.3"\n[add_ons.other]\nversion = "3.5.0"\n',
        [],
    ),
    "many comments": (
        "- jupyterhub:\n    a: {}\n" + "    # b\n" * 99 + "[add_ons.jupyterhub]\n" + "# c\n" * 99 + "jupyterhub: {a: [" + "{}, " * 99,
        [],
    ),
    "TOML braces": ('[[add_ons]]\njupyterhub = { namespace = "a", version = "3.3.8" }\n', ["3.3.8"]),
    "TOML dotted": ("[[add_ons]]\njupyterhub.version = '3.3.8'\njupyterhub.values.hub.version = '1.2.3'\n", ["3.3.8"]),
}


def _versions(text: str) -> list[str]:
    """Return the versions as Python finds them, in order."""
    found = (match for pattern in PATTERNS for match in re.finditer(pattern.replace("?<currentValue>", "?P<currentValue>"), text))
    return [match["currentValue"] for match in sorted(found, key=lambda match: match.start("currentValue"))]


@pytest.mark.parametrize(("text", "found"), CASES.values(), ids=CASES)
def test_finds_only_the_charts_version(text: str, found: list[str]) -> None:
    """Of each hub, once; no other version."""
    assert found == _versions(text)


def _by_node(texts: Sequence[str]) -> list[list[str]]:
    """Return the versions as JavaScript finds them, with the flag that Renovate sets."""
    node = shutil.which("node") or pytest.skip("node is not on PATH")
    program = """
        const { patterns, texts } = JSON.parse(require("fs").readFileSync(0));
        const found = texts.map((text) => patterns.flatMap((p) => [...text.matchAll(new RegExp(p, "g"))].map((m) => m.groups.currentValue)));
        console.log(JSON.stringify(found));
    """
    given = json.dumps({"patterns": manager([])["matchStrings"], "texts": texts})
    return list(json.loads(subprocess.run([node, "-e", program], input=given, capture_output=True, text=True, check=True).stdout))


def test_javascript_finds_the_same() -> None:
    """Renovate runs on Node."""
    assert [sorted(found) for _, found in CASES.values()] == [sorted(found) for found in _by_node([text for text, _ in CASES.values()])]


def test_finds_the_versions_of_the_examples() -> None:
    """Each that an example sets for a hub."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("examples/*.yaml"))]
    add_ons = [[entry["jupyterhub"] for entry in yaml.safe_load(text)["add_ons"] if "jupyterhub" in entry] for text in texts]
    written = [[hub["version"] for hub in hubs if "version" in hub] for hubs in add_ons]

    assert any(written)
    assert written == [_versions(text) for text in texts]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_pattern_is_valid_in_re2(pattern: str) -> None:
    """Renovate's patterns have no look-around and no references."""
    assert not re.search(r"\(\?[=!]|\(\?<[=!]|\\[1-9]", pattern)


def test_configuration() -> None:
    """Renovate's recommended settings and the rule."""
    found = json.loads(configuration(["hubs/**"]))

    assert [manager(["hubs/**"])] == found["customManagers"]
    assert ("helm", ["hubs/**"]) == (manager(["hubs/**"])["datasourceTemplate"], manager(["hubs/**"])["managerFilePatterns"])
