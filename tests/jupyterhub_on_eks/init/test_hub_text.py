"""The text of a first hub file: all answers together give a right file."""

from __future__ import annotations

from itertools import cycle
from typing import Any

import pytest
import yaml

from constructs_lib.errors import Kind
from jupyterhub_on_eks.init.answers import Answers, contradictions
from jupyterhub_on_eks.init.choices import Exposure, Login, Scheme, Storage
from jupyterhub_on_eks.init.hub_file import problems_of
from jupyterhub_on_eks.init.hub_text import hub_text
from tests.conftest import Synth

_ARN = "arn:aws:acm:us-west-2:111122223333:certificate/12345678-1234-1234-1234-123456789012"
_PROVIDERS = {
    Login.COGNITO: "my-pool",
    Login.ENTRA_ID: "contoso.onmicrosoft.com",
    Login.OKTA: "example.okta.com",
    Login.AUTH0: "example.eu.auth0.com",
    Login.KEYCLOAK: "https://keycloak.example.org/realms/science",
    Login.OIDC: "https://login.example.org",
}
_ALLOWED = {Login.GOOGLE: ("example.org",), Login.GITHUB: ("my-org", "my-org:my-team")}
_DOORS: list[dict[str, Any]] = [
    {"exposure": Exposure.CLUSTER_IP},
    *(
        {"exposure": exposure, "scheme": scheme, **tls}
        for exposure in (Exposure.NLB, Exposure.ALB)
        for scheme in Scheme
        for tls in ({}, {"certificate_arn": _ARN}, {"hosted_zone": "example.org"})
    ),
]


def _answers(storage: Storage, login: Login, door: dict[str, Any], *, there: bool, auto_mode: bool) -> Answers:
    return Answers(
        cluster="research-cluster",
        region="us-west-2",
        storage=storage,
        storage_class="gp3" if storage is Storage.EXISTING or there else None,
        claim="homes",
        login=login,
        provider=_PROVIDERS.get(login, ""),
        client_id="jupyterhub",
        allowed=_ALLOWED.get(login, ("ada", "grace@example.org")),
        host="hub.example.org",
        on_cluster=frozenset({"ebs", "efs", "controller", "agent"} if there else ()),
        auto_mode=auto_mode,
        **door,
    )


@pytest.mark.parametrize("storage", Storage)
@pytest.mark.parametrize("login", Login)
def test_all_answers_make_a_right_file(storage: Storage, login: Login) -> None:
    """With each exposure; a file is wrong only if the answers conflict, which `contradictions` reports before."""
    clusters = cycle([(False, False), (True, False), (False, True), (True, True)])
    for door in _DOORS:
        there, auto_mode = next(clusters)
        answers = _answers(storage, login, door, there=there, auto_mode=auto_mode)
        found = [problem.text for problem in problems_of(hub_text(answers, schema="s.json"), "hub.yaml")]

        assert bool(found) is bool(list(contradictions(answers))), (door, found)


@pytest.mark.parametrize("login", Login)
def test_unknown_values_are_left_open(login: Login) -> None:
    """And nothing else is wrong with the file."""
    for door in _DOORS[:2]:
        answers = Answers(login=login, **door)
        found = problems_of(hub_text(answers, schema="s.json"), "hub.yaml")

        assert {Kind.PLACEHOLDER} == {problem.kind for problem in found}


@pytest.mark.parametrize("storage", Storage)
def test_it_synthesizes(synth: Synth, storage: Storage) -> None:
    """At once: the stack has its release."""
    for door, login in ((_DOORS[0], Login.NONE), (_DOORS[-1], Login.COGNITO)):
        document = synth(hub_text(_answers(storage, login, door, there=False, auto_mode=False), schema="s.json"))
        assert document["resource"]["helm_release"]


@pytest.mark.parametrize("name", ["yes", "123", "a: b", "null", "grace hopper", "1e3", "{x}", "#x", "é"])
def test_text_stays_text(name: str) -> None:
    """Text that YAML would read as another type is quoted."""
    answers = _answers(Storage.EBS, Login.COGNITO, _DOORS[0], there=False, auto_mode=False)
    text = hub_text(Answers(**{**vars(answers), "allowed": (name,)}), schema="s.json")

    assert [name] == yaml.safe_load(text)["add_ons"][1]["jupyterhub"]["oidc_config"]["allowed_users"]
