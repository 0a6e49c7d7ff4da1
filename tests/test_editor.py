"""Hub files in a real editor's language server: completions are right, keys are explained, and only mistakes are marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from constructs_lib.errors import HubFileError, Kind
from constructs_lib.hub_files.read import read_hub_file
from tests.conftest import ROOT
from tests.language_server import LanguageServer, applied

pytestmark = pytest.mark.xdist_group("editor")

_CLUSTER = "cluster: {name: c, region: us-west-2}\n"
_HEAD = _CLUSTER + "add_ons:\n"
_DRIVERS = "  - ebs_csi_driver: {}\n  - efs_csi_driver: {}\n"
_HUB = (
    _HEAD
    + _DRIVERS
    + "  - aws_load_balancer_controller: {existing: true}\n  - jupyterhub:\n      ebs_config: {storage_class: gp3, capacity: 10Gi}\n"
)
_INSIDE = _HUB + "      service_type: cluster_ip\n"
_CERTIFICATE = "certificates: {cert: {domain_name: hub.example.org}}\n"
_ALB = _CERTIFICATE + _HUB + "      service_type: alb\n      load_balancer_scheme: internal\n      certificate_resource_name: cert\n"
_NLB = _ALB.replace("service_type: alb", "service_type: nlb")
_OIDC = (
    _INSIDE
    + "      oidc_config:\n        hub_url: https://hub.example.org\n        client_id: hub\n        client_secret: {kubernetes_secret: s}\n"
)

#: Places by name: a file with | at the completion, and keys whose completion is right only beside others.
PLACES = {
    "file": (_INSIDE + "|", {"opentofu_version"}),
    "cluster": (_INSIDE.replace(_CLUSTER, "cluster:\n  name: c\n  region: us-west-2\n  |\n"), set()),
    "first entry": (_HEAD + "  - |", {"jupyterhub with homes on EBS", "jupyterhub with homes on EFS"}),  # they need a driver before them
    "entry": (_HEAD + _DRIVERS + "  - |", {"ebs_csi_driver", "efs_csi_driver"}),  # a cluster has each once
    "hub": (
        _INSIDE + "      |",
        {
            "efs_config", "existing_claim_config", "shared_password", "enable_ingress", "load_balancer_scheme", "ingress_annotations",
            "lets_encrypt", "dns", "load_balancer", "certificate_resource_name", "user_identity", "limit_range", "metrics",
            "oidc_config",
        },
    ),
    "hub behind an alb": (_ALB + "      |", {"efs_config", "existing_claim_config", "lets_encrypt", "shared_password", "oidc_config"}),
    "ebs_config": (_INSIDE.replace("{storage_class: gp3, capacity: 10Gi}", "\n        storage_class: gp3\n        capacity: 10Gi\n        |"), set()),
    "load_balancer": (_ALB + "      load_balancer:\n        |", set()),
    "culling": (_INSIDE + "      culling:\n        |", set()),
    "limits": (_INSIDE + "      limits:\n        |", set()),
    "scheduling": (_INSIDE + "      scheduling:\n        |", set()),
    "resources": (_INSIDE + "      resources:\n        |", set()),
    "network_policy": (_INSIDE + "      network_policy:\n        |", set()),
    "login": (
        _OIDC + "        allowed_users: [ada]\n        keycloak: {url: https://keycloak.example.org, realm: science}\n        |",
        {"callback_url", "auth_url", "token_url", "user_data_url", "cognito", "google", "github", "entra_id", "okta", "auth0", "cilogon"},
    ),
}  # fmt: skip


#: Keys each of which alone completes a file.
CHOICES = {
    "storage": (_HEAD + _DRIVERS + "  - jupyterhub:\n      service_type: cluster_ip\n      |", {"ebs_config", "efs_config"}),
    "provider": (
        _OIDC + "        allowed_users: [ada]\n        |",
        {"cognito", "google", "github", "entra_id", "okta", "auth0", "keycloak", "cilogon"},
    ),
}


@pytest.fixture(scope="module")
def server() -> Iterator[LanguageServer]:
    """A server with the schema of the docs."""
    with LanguageServer(ROOT / "docs/hub-file.schema.json") as running:
        yield running


def _completed(server: LanguageServer, file: Path, text: str) -> Iterator[tuple[str, str]]:
    """Yield each completion with the resulting file; a value left open is the first one that is offered for it."""
    for offer in server.completions(file, text):
        made = applied(text, offer)
        label = str(offer["label"])
        if "|" in made:
            values = [value for value in server.completions(file, made) if value["label"] != "null"]
            made = applied(made, values[0]) if values else made.replace("|", "")
        yield label, made


def _mistakes(file: Path, text: str) -> list[str]:
    """Return the report of ``check``, except for values that are still missing."""
    file.write_text(text, encoding="utf-8")
    try:
        read_hub_file(file)
    except HubFileError as error:
        return [str(problem) for problem in error.found if problem.kind is not Kind.PLACEHOLDER]
    return []


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
def test_completions_are_right(server: LanguageServer, tmp_path: Path, place: str) -> None:
    """Each completion gives a file that ``check`` accepts, or in which only CHANGEME is left; never null."""
    text, others = PLACES[place]
    file = tmp_path / "hub.yaml"
    made = {label: result for label, result in _completed(server, file, text) if label not in others}
    wrong = {label: found for label, result in made.items() if (found := _mistakes(file, result))}

    assert len(made) > 1
    assert {} == wrong
    assert not [label for label, result in made.items() if re.search(r"\bnull\b", result)]


@pytest.mark.parametrize("place", CHOICES)
def test_each_choice_completes_a_file(server: LanguageServer, tmp_path: Path, place: str) -> None:
    """Homes on either storage, and login by each provider."""
    text, keys = CHOICES[place]
    file = tmp_path / "hub.yaml"
    made = {label: result for label, result in _completed(server, file, text) if label in keys}

    assert keys == set(made)
    assert {} == {label: found for label, result in made.items() if (found := _mistakes(file, result))}


def test_values_are_those_of_the_charts_version(server: LanguageServer, tmp_path: Path) -> None:
    """The chart's keys are offered below values, at each depth, and other versions have others."""
    file = tmp_path / "hub.yaml"

    def offered(text: str) -> set[str]:
        return {str(offer["label"]) for offer in server.completions(file, text)}

    assert {"hub", "proxy", "singleuser", "cull"} <= offered(_INSIDE + "      values:\n        |")
    assert {"extraEnv", "networkPolicy"} <= offered(_INSIDE + "      values:\n        singleuser:\n          |")
    newest, old = (offered(_INSIDE + f"      version: {version}\n      values:\n        |") for version in ("4.4.0", "1.2.0"))
    assert ("httpRoute" in newest, "httpRoute" in old, "auth" in newest) == (True, False, False)


def test_choices_are_explained(server: LanguageServer, tmp_path: Path) -> None:
    """The values of a choice, with their meaning; a key, with its documentation and its default."""
    file = tmp_path / "hub.yaml"
    offers = server.completions(file, _HUB + "      service_type: |")

    assert {"nlb", "alb", "cluster_ip"} == {offer["label"] for offer in offers}
    assert any("Network Load Balancer" in str(offer["documentation"]) for offer in offers)
    assert "Size of each user's volume" in server.hover(file, _INSIDE.replace("capacity", "capa|city"))
    assert "Default: 900" in server.hover(file, _INSIDE + "      time|out: 60\n")


@pytest.mark.parametrize("example", sorted([*ROOT.glob("examples/*.yaml"), *ROOT.glob("hubs/*.yaml")]), ids=lambda path: path.name)
def test_examples_have_no_marks(server: LanguageServer, example: Path) -> None:
    """In JavaScript, where patterns mean the same as in Python."""
    assert [] == server.diagnostics(example, example.read_text(encoding="utf-8"))


def test_mistakes_are_marked(server: LanguageServer, tmp_path: Path) -> None:
    """At the position, with the message of ``check`` if the schema has it."""
    wrong = _INSIDE.replace("10Gi", "4GB").replace("service_type", "servicetype") + "      efs_config: {pvc_name: home, capacity: 1Gi}\n"
    found = [mark["message"] for mark in server.diagnostics(tmp_path / "hub.yaml", wrong)]

    message = "\n".join(found)

    assert "is not a Kubernetes quantity" in message
    assert "servicetype is not allowed" in message
    assert 'Missing property "removal_policy"' in message
    assert "more than one persistent storage" in message


def test_the_files_modeline_is_used(tmp_path: Path) -> None:
    """Without settings of the editor, the modeline names the schema."""
    (tmp_path / "s.json").write_text((ROOT / "docs/hub-file.schema.json").read_text(encoding="utf-8"), encoding="utf-8")
    with LanguageServer() as server:
        marks = server.diagnostics(tmp_path / "hub.yaml", f"# yaml-language-server: $schema=s.json\n{_HEAD}  - ebs_csi_driver: null\n")

    assert marks
