"""The editor's schema as a whole: right files pass, and most wrong ones don't."""

from __future__ import annotations

import json
import re
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from constructs_lib import HubFileError
from constructs_lib.hub_files.editor.schema import MODELINE, editor_schema, schema_text
from constructs_lib.hub_files.parse import parse
from tests.conftest import ROOT

CASES = ROOT / "tests/cases"
EXAMPLES = sorted([*ROOT.glob("examples/*.yaml"), *ROOT.glob("hubs/*.yaml")])
RIGHT = sorted([*EXAMPLES, *CASES.glob("*.happy.*")])

#: What no JSON Schema can check, by the names of the cases, with the reason.
BEYOND = {
    "blueprint.error.*": "the order of add-ons, and what several of them have once",
    "two-hubs.error.*": "what two hubs have once",
    "certificates.error.another-region*": "an ARN is compared with another key's value",
    "certificates.error.made-for-another-host*": "a name is compared with names elsewhere",
    "certificates.error.names-outside-the-zone*": "a name is compared with the zone's",
    "certificates.error.unknown-name*": "a name refers to a key elsewhere",
    "chart-values.error.between-known-versions*": "a version between two is judged by both of them",
    "chart-values.error.null-for-a-section*": "what null drops depends on what other keys write",
    "culling.error.file-of-the-kernels*": "what values do to another key",
    "culling.error.homes-of-idle-users*": "two settings in different places delete data together",
    "doors.error.*": "what the chart makes of values decides who reaches the hub",
    "tls.error.*": "what the chart makes of values decides whether there is TLS",
    "authenticator.error.*": "what the chart makes of values decides who may log in",
    "values.error.*": "what values drop of what other keys write",
    "ebs.error.backup-of-untagged-volumes*": "the configuration of another add-on",
    "ebs.error.capacity-*": "sizes are compared with bounds",
    "ebs.error.database-too-small*": "sizes are compared",
    "ebs.error.removal-policy-of-another-hubs-class*": "another hub's class",
    "ebs.error.throughput-without-iops*": "two numbers are compared",
    "efs.error.claims-in-values*": "what values mount",
    "efs.error.directories-*": "paths are compared with each other",
    "efs.error.mount-paths*": "paths are compared with each other",
    "efs.error.shared-directory-twice*": "one key of list items is compared",
    "exposure.error.balancer-taken-away*": "what values do to another key",
    "exposure.error.callback-*": "host names are compared",
    "exposure.error.*overridden*": "what values and annotations do to another key",
    "exposure.error.dns-past-the-ingress*": "host names are compared",
    "exposure.error.lets-encrypt-lacks-the-record*": "host names are compared",
    "exposure.error.past-the-ranges*": "what values do to another key",
    "exposure.error.plain-http-by-annotation*": "what the chart makes of values",
    "exposure.error.ranges-without-a-group*": "what annotations do to another key",
    "exposure.error.two-hubs-of-one-name*": "what two hubs have once",
    "homes.error.fields-of-another-version*": "a template is judged by the chart's KubeSpawner",
    "hub-database.error.password-in-values*": "a secret by its form",
    "hub-wide.error.overridden-by-values*": "what values do to another key",
    "load-balancer-controller.error.listeners*": "what values of the controller do to its role",
    "load-balancer-controller.error.service-account*": "what values of the controller do to its role",
    "login.error.administrators-by-a-shared-password*": "what values do to the login",
    "login.error.rights-by-a-shared-password*": "what values do to the login",
    "login.error.plain-secret-in-values*": "a secret by its place in values",
    "pod-security.error.*": "what the pods of the chart get",
    "profiles.error.groups*": "profiles need a key of the login",
    "profiles.error.long-names*": "names are joined before they are counted",
    "profiles.error.overrides*": "traits of the chart's KubeSpawner",
    "profiles.error.together*": "profiles are compared with each other and with the hub",
    "resource-quota.error.*": "amounts are added up",
    "scheduling.error.undone-by-values*": "what values do to another key",
    "secrets.error.in-a-url*": "a secret by its form",
    "server-security.error.undone-by-values*": "what values do to another key",
    "service-api-tokens.error.dropped-by-null*": "what null drops of what other keys write",
    "tags.error.differ-in-capitals*": "keys are compared without their case",
}


def _readable(cases: list[Path]) -> dict[Path, Any]:
    found = {}
    for case in cases:
        try:
            found[case] = parse(case).data
        except HubFileError:  # not YAML, or a value that isn't allowed in a hub file
            continue
    return found


@pytest.mark.parametrize("file", RIGHT, ids=lambda path: path.name)
def test_right_files_pass(validator: Draft202012Validator, file: Path) -> None:
    """An editor marks nothing in a right file."""
    assert [] == [(list(error.absolute_path), error.message) for error in validator.iter_errors(parse(file).data)]


def test_most_wrong_files_are_caught(validator: Draft202012Validator) -> None:
    """Four of five that a schema can check; the list of exceptions has no unused names."""
    cases = _readable(sorted(CASES.glob("*.error.*")))
    beyond = {case for case in cases if any(fnmatch(case.name, pattern) for pattern in BEYOND)}
    judged = {case: validator.is_valid(data) for case, data in cases.items() if case not in beyond}
    missed = sorted(case.name for case, valid in judged.items() if valid)

    assert [] == [pattern for pattern in BEYOND if not any(fnmatch(case.name, pattern) for case in cases)]
    assert 1 - len(missed) / len(judged) >= 0.8, missed
    assert len(judged) >= len(cases) / 2


def test_the_schema_is_self_contained(schema: dict[str, Any]) -> None:
    """It is valid, names itself with the version, refers only to itself, and suggests no null."""
    Draft202012Validator.check_schema(schema)
    text = json.dumps(schema)

    assert "urn:jupyterhub-on-eks:1.2.3:hub-file" == schema["$id"]
    assert all(name in schema["$defs"] for name in re.findall(r'"\$ref": "#/\$defs/([^"]+)"', text))
    assert not re.search(
        r'"default": null|"examples": \[null|"body": "[^"]*null|"anyOf": \[\{"\$ref": "[^"]+"\}, \{"type": "null"\}\], "default"', text
    )
    assert json.loads(schema_text("1.2.3")) == json.loads(json.dumps(editor_schema("1.2.3")))


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda path: path.name)
def test_examples_name_the_schema(file: Path) -> None:
    """In their first line, with a path that leads to it."""
    first = file.read_text(encoding="utf-8").splitlines()[0]

    assert first.startswith(MODELINE)
    assert (ROOT / "docs/hub-file.schema.json").samefile(file.parent / first.removeprefix(MODELINE))


def test_yaml_alone_decides() -> None:
    """The examples are read by any YAML parser; the editor's line is a comment."""
    assert all(yaml.safe_load(file.read_text(encoding="utf-8"))["cluster"] for file in EXAMPLES)
