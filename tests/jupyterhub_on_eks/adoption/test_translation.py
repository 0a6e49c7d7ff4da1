"""From values to a hub file: golden files for reading, and the promises for any values."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from constructs_lib.chart_values.merge import merged
from jupyterhub_on_eks.adoption.helm_release import AdoptionError
from jupyterhub_on_eks.adoption.hub_file import hub_file_text
from jupyterhub_on_eks.adoption.places import ABSENT, at, leaves, put, texts_of
from jupyterhub_on_eks.adoption.translation import RULES, translated
from tests.jupyterhub_on_eks.adoption.hubs import BLUEPRINTS_EBS, BLUEPRINTS_EFS, CANARY, HELM_ALONE, found

GOLDEN = Path(__file__).parent / "golden"
HUBS = {
    "blueprints-ebs": (BLUEPRINTS_EBS, "2.0.0"),
    "blueprints-efs": (BLUEPRINTS_EFS, "2.0.0"),
    "helm-alone": (HELM_ALONE, "4.4.0"),
    "no-values": ("{}", "3.3.8"),
}


@pytest.mark.parametrize("name", HUBS)
def test_golden(name: str) -> None:
    """The hub file of each shape, word for word; everything that the release gets has a reason."""
    values, version = HUBS[name]
    translation = translated(found(values, version), keep_open=True)
    text, file = hub_file_text(translation), GOLDEN / f"{name}.yaml"
    if os.environ.get("GOLDEN") == "write":
        file.write_text(text, encoding="utf-8")

    assert [] == [str(each) for each in translation.differences if not each.reason]
    assert file.read_text(encoding="utf-8") == text


def test_open_hubs_need_a_decision() -> None:
    """The settings that allow an open hub are written only if the user asks for them, and only if it is open."""
    asked, not_asked = (translated(found(BLUEPRINTS_EBS, "2.0.0"), keep_open=keep).hub for keep in (True, False))
    closed = translated(found({"proxy": {"service": {"type": "ClusterIP"}}}), keep_open=True).hub

    assert {"allow_any_login": True, "allow_plain_http": True} == {key: asked[key] for key in asked if key not in not_asked}
    assert not {"allow_any_login", "allow_plain_http"} & set(closed)


def test_namespace() -> None:
    """It is left to whoever created it, unless the user asks to manage it."""
    assert [False, True] == [translated(found({}), own_namespace=own).hub["create_namespace"] for own in (False, True)]


def test_hub_of_this_project() -> None:
    """It has a hub file and a state already."""
    with pytest.raises(AdoptionError, match="The release hub was already deployed from a hub file"):
        translated(found({"custom": {"userServersOwner": {"name": "x", "uid": "y"}}}))


#: Possible values of chart keys that hub keys exist for, and of others.
PLACES: dict[str, st.SearchStrategy[Any]] = {
    "cull.timeout": st.integers(0, 9999),
    "cull.enabled": st.booleans(),
    "hub.concurrentSpawnLimit": st.none() | st.integers(0, 100),
    "hub.allowNamedServers": st.booleans(),
    "hub.namedServerLimitPerUser": st.integers(0, 5),
    "hub.config.KubeSpawner.delete_pvc": st.booleans(),
    "hub.config.Authenticator.admin_users": st.lists(st.sampled_from(["ada", "bob"]), unique=True),
    "hub.config.GitHubOAuthenticator.client_secret": st.just(CANARY),
    "hub.config.JupyterHub.authenticator_class": st.sampled_from(["dummy", "github", "generic-oauth", "my.Class"]),
    "hub.db.password": st.just(CANARY),
    "hub.extraEnv": st.sampled_from([{"A": "a"}, {"A_TOKEN": CANARY}, [{"name": "A_TOKEN", "value": CANARY}], [{"name": "B", "value": "b"}]]),
    "hub.extraConfig.part": st.sampled_from(["c.A.b = 1", f"c.A.password = '{CANARY}'"]),
    "hub.resources": st.sampled_from([{}, {"limits": {"memory": "1Gi"}}, {"requests": {"cpu": 1}}]),
    "ingress": st.sampled_from([{"enabled": False}, {"enabled": True, "ingressClassName": "alb", "hosts": ["a.example.org"]}, {"enabled": True}]),
    "proxy.https": st.sampled_from([{"enabled": False}, {"enabled": True, "hosts": ["a.example.org"], "letsencrypt": {"contactEmail": "a@example.org"}}]),
    "proxy.secretToken": st.just(CANARY),
    "proxy.service.type": st.sampled_from(["LoadBalancer", "ClusterIP", "NodePort"]),
    "proxy.service.annotations": st.dictionaries(
        st.sampled_from([f"service.beta.kubernetes.io/aws-load-balancer-{key}" for key in ("type", "scheme", "internal", "ssl-cert")]),
        st.sampled_from(["external", "nlb", "internal", "internet-facing", "true"]),
    ),
    "scheduling.userScheduler.enabled": st.booleans(),
    "scheduling.podPriority.enabled": st.booleans(),
    "scheduling.userPlaceholder.replicas": st.integers(0, 3),
    "singleuser.cmd": st.sampled_from([None, "jupyterhub-singleuser", ["jupyterhub-singleuser", "--allow-root"]]),
    "singleuser.cpu": st.sampled_from([{"limit": 1}, {"guarantee": 0.5}, {"limit": "2", "guarantee": None}]),
    "singleuser.defaultUrl": st.sampled_from(["/lab", "/tree", "x"]),
    "singleuser.extraEnv": st.dictionaries(st.sampled_from(["A", "CHOWN_HOME", "S_SECRET"]), st.sampled_from(["yes", CANARY, "{username}"])),
    "singleuser.extraTolerations": st.sampled_from([[], [{"key": "a", "operator": "Exists"}]]),
    "singleuser.image": st.sampled_from([{"name": "jupyter/base-notebook", "tag": "latest"}, {"name": "Not An Image", "tag": "1"}, {"tag": "x"}]),
    "singleuser.memory": st.sampled_from([{"limit": "1G"}, {"limit": "100M", "guarantee": "50M"}, {"guarantee": 2**30}]),
    "singleuser.networkPolicy.enabled": st.booleans(),
    "singleuser.profileList": st.sampled_from([[], [{"display_name": "A"}]]),
    "singleuser.storage": st.sampled_from(
        [{}, {"capacity": "2Gi"}, {"type": "static", "static": {"pvcName": "homes"}}, {"dynamic": {"storageClass": "gp3"}}]
    ),
    "singleuser.uid": st.sampled_from([0, 1000]),
    "imagePullSecrets": st.sampled_from([[], ["a"], [{"name": "b"}]]),
    "unknownToAll": st.just({"a": [1]}),
}  # fmt: skip


@st.composite
def values(draw: st.DrawFn) -> dict[str, Any]:
    """Return some of the values, each at its key."""
    chosen: dict[str, Any] = {}
    for place in draw(st.lists(st.sampled_from(sorted(PLACES)), unique=True, max_size=12)):
        chosen = put(chosen, tuple(place.split(".")), draw(PLACES[place]))
    return chosen


@pytest.mark.property
@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(values(), st.sampled_from(["1.2.0", "2.0.0", "3.3.8", "4.4.0"]))
def test_promises_on_any_values(given_values: dict[str, Any], version: str) -> None:
    """No secret is written, nothing is lost, and every addition has a reason; what no key sets stays as it was."""
    translation = translated(found(given_values, version))
    text = hub_file_text(translation)

    if any(CANARY in secret for secret in translation.secrets.texts):  # otherwise nothing shows that it is one
        assert CANARY not in text
        assert not any(CANARY in each for each in texts_of(dict(translation.hub)))
    assert [] == [str(each) for each in translation.differences if not each.reason and each.path not in translation.secrets.left_out]
    kept = translation.hub.get("values", {})
    for path, value in leaves(kept):
        was = at(translation.secrets.values, path)
        assert was is ABSENT or was == value or path[0] == "hub", path


def test_rules_are_all_used() -> None:
    """Each proposes something for a hub that has everything."""
    everything = merged({}, *(put({}, tuple(place.split(".")), value) for place, value in EVERYTHING.items()))
    translation = translated(found(everything))

    assert {
        "oidc_config", "allowed_cidrs", "certificate_resource_name", "ingress_hosts", "ingress_annotations", "node_selector", "extra_env",
        "resources", "image_pull_secrets", "culling", "limits", "named_servers", "pre_pull", "delete_user_volumes", "scheduling",
    } <= set(translation.hub)  # fmt: skip
    assert len(RULES) == len(set(RULES))
    assert "arn:aws:acm:us-west-2:111122223333:certificate/12345678-1234-1234-1234-123456789012" == translation.certificate


EVERYTHING: dict[str, Any] = {
    "cull.timeout": 60,
    "hub.concurrentSpawnLimit": 3,
    "hub.allowNamedServers": True,
    "hub.namedServerLimitPerUser": 2,
    "hub.config.KubeSpawner.delete_pvc": True,
    "hub.config.JupyterHub.authenticator_class": "github",
    "hub.config.GitHubOAuthenticator": {
        "client_id": "a",
        "client_secret": CANARY,
        "oauth_callback_url": "https://a.example.org/hub/oauth_callback",
        "allowed_organizations": ["my-org"],
        "scope": ["read:org"],
    },
    "ingress": {
        "enabled": True,
        "ingressClassName": "alb",
        "hosts": ["a.example.org"],
        "annotations": {
            "alb.ingress.kubernetes.io/scheme": "internal",
            "alb.ingress.kubernetes.io/inbound-cidrs": "10.0.0.0/8",
            "alb.ingress.kubernetes.io/group.name": "shared",
            "alb.ingress.kubernetes.io/certificate-arn": "arn:aws:acm:us-west-2:111122223333:certificate/12345678-1234-1234-1234-123456789012",
        },
    },
    "proxy.service.type": "ClusterIP",
    "prePuller.hook.enabled": False,
    "scheduling.userScheduler.enabled": False,
    "singleuser.extraEnv": {"A": "a"},
    "singleuser.memory": {"limit": "1G"},
    "singleuser.nodeSelector": {"team": "a"},
    "singleuser.storage.dynamic.storageClass": "gp2",
    "imagePullSecrets": ["a"],
}
