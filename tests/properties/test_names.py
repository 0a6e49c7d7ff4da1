"""Names that are valid on their own and collide with another, with the CDK or with Terraform."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib import HubFileError
from tests.conftest import Synth, chart_values, hub_file, only
from tests.engines import only_block

pytestmark = pytest.mark.property

_EBS = {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi"}, "service_type": "cluster_ip"}
_OF_JAVASCRIPT = ["constructor", "toString", "valueOf", "hasOwnProperty"]


def _efs(**settings: Any) -> dict[str, Any]:
    return {"efs_config": {"pvc_name": "home", "capacity": "1Gi", "removal_policy": "DESTROY", **settings}, "service_type": "cluster_ip"}


def _file(hub: dict[str, Any], **keys: Any) -> dict[str, Any]:
    return hub_file({"ebs_csi_driver": {}}, {"efs_csi_driver": {}}, {"jupyterhub": hub}, **keys)


def _volumes(document: dict[str, Any]) -> list[str]:
    return sorted(volume["metadata"]["name"] for volume in document["resource"]["kubernetes_persistent_volume_v1"].values())


@pytest.mark.parametrize("namespace", ["constructor", "backend", "2024", "0"])
def test_any_namespace_is_possible(namespace: str, synth: Synth) -> None:
    """CDKTF and Terraform have their own names, and rules for names; a hub's namespace conflicts with none of them."""
    document = synth(_file({**_EBS, "namespace": namespace}))

    assert namespace == only_block(only(document, "kubernetes_namespace_v1")["metadata"])["name"]
    assert all(name[0].isalpha() for blocks in document["resource"].values() for name in blocks)


@pytest.mark.parametrize("value", _OF_JAVASCRIPT)
@pytest.mark.parametrize("place", ["stack", "certificates", "variable", "tags"])
def test_reserved_names_of_javascript_are_refused(value: str, place: str, synth: Synth) -> None:
    """CDKTF stores things by name in objects that have these already."""
    hub = {**_EBS, "shared_password": {"variable": value}} if place == "variable" else _EBS
    keys = {"stack": value, "certificates": {value: {"domain_name": "a.example.org"}}, "tags": {value: "x"}}

    with pytest.raises(HubFileError, match="is a reserved name in CDKTF"):
        synth(_file(hub, **({place: keys[place]} if place in keys else {})))


@pytest.mark.parametrize("key", ["$jsii.byref", "__proto__", "aws:team", "a${b}", ""])
def test_keys_of_tags_are_those_of_aws(key: str, synth: Synth) -> None:
    """What AWS refuses at apply, or what stops the CDK, is refused with a message."""
    with pytest.raises(HubFileError, match="tags"):
        synth(_file(_EBS, tags={key: "x"}))


def test_volume_of_the_database_and_a_claim_with_its_name(synth: Synth) -> None:
    """A volume's name is unique on the cluster."""
    assert ["test.jupyterhub-hub-db", "test.jupyterhub.hub-db"] == _volumes(synth(_file(_efs(pvc_name="hub-db"))))


def test_stack_and_namespace_are_distinguished(synth: Synth) -> None:
    """The stack a-b with the namespace c is not the stack a with the namespace b-c, nor a_b or A-b with c."""
    stacks = [("a-b", "c"), ("a", "b-c"), ("a_b", "c"), ("A-b", "c")]
    names = []
    for stack, namespace in stacks:
        document = synth_alone(synth, stack, namespace)
        names += _volumes(document)
        names += [made["metadata"]["name"] for made in document["resource"]["kubernetes_storage_class_v1"].values()]

    assert len(names) == len(set(names)) == 12


def synth_alone(synth: Synth, stack: str, namespace: str) -> dict[str, Any]:
    """Synthesize one stack, whose folder the next one replaces."""
    return synth(_file({**_efs(), "namespace": namespace}, stack=stack))


def test_claims_of_two_hubs_are_distinguished(synth: Synth) -> None:
    """The claim c-d in the namespace b is not the claim d in the namespace b-c."""
    hubs = [
        {"jupyterhub": {**_efs(pvc_name=claim), "namespace": namespace, "release": namespace}}
        for namespace, claim in [("b", "c-d"), ("b-c", "d")]
    ]

    volumes = _volumes(synth(hub_file({"efs_csi_driver": {}}, *hubs)))

    assert ["test.b-c-hub-db", "test.b-c.d", "test.b-hub-db", "test.b.c-d"] == volumes


def test_the_longest_names_are_valid(synth: Synth) -> None:
    """Kubernetes accepts 253 characters; longer names end in a hash, so that two of them still differ."""
    shared = [{"name": f"{'s' * 49}{number}", "mount_path": f"/mnt/{number}"} for number in (1, 2)]
    hub = {**_efs(pvc_name="p" * 202, shared_directories=shared), "namespace": "n" * 63}

    volumes = _volumes(synth(_file(hub, stack="s" * 63)))

    assert 4 == len(set(volumes))
    assert max(map(len, volumes)) <= 253


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"pvc_name": "hub-db-dir"}, "efs_config.pvc_name: results in a claim 'hub-db-dir', the name of the chart's own claim"),
        (
            {"pvc_name": "hub", "shared_directories": [{"name": "db-dir", "mount_path": "/x"}]},
            "shared_directories[0].name: results in a claim 'hub-db-dir'",
        ),
        (
            {"pvc_name": "p" * 253, "shared_directories": [{"name": "x", "mount_path": "/x"}]},
            "results in a claim with a name of 255 characters; at most 253 are allowed. Shorten pvc_name",
        ),
    ],
)
def test_impossible_claims(settings: dict[str, Any], expected: str, synth: Synth) -> None:
    """Reported at synth instead of by Kubernetes in the middle of an apply."""
    with pytest.raises(HubFileError) as error:
        synth(_file(_efs(**settings)))

    assert expected in str(error.value)


def test_text_outside_of_the_values_is_literal_too(synth: Synth) -> None:
    """Terraform evaluates templates in every text of its JSON."""
    hub = {**_EBS, "chart": "hub-${a}", "repository": "https://x/%{b}", "extra_env": {"A": "${c}"}}

    document = synth(_file(hub, backend={"s3": {"bucket": "abc", "key": "${d}", "region": "us-west-2"}}))

    release = only(document, "helm_release")
    assert ("hub-$${a}", "https://x/%%{b}") == (release["chart"], release["repository"])
    assert "$${d}" == document["terraform"]["backend"]["s3"]["key"]
    assert {"A": "${{c}}"} == chart_values(document)["singleuser"]["extraEnv"]  # KubeSpawner turns two braces into one


@pytest.mark.parametrize(
    "hub",
    [
        {"hub_database": "postgresql://hub:canary-1@db/hub"},
        {"hub_database": {"url_secret": {"kubernetes_secret": "db", "key": "postgresql://hub:canary-2@db/hub"}}},
        {"hub_database": {"url_secret": {"kubernetes_secret": "canary 3"}}},
        {"hub_database": {"url_secret": "canary-4"}},
        {"shared_password": {"variable": "canary 5"}},
        {"shared_password": {"kubernetes_secret": "x", "key": "canary 6"}},
        {"shared_password": {"kubernetes_secret": "x", "value": "canary-7"}},
        {"shared_password": "canary-8"},
        {"shared_pasword": "canary-9"},
        {"values": {"hub": {"config": {"DummyAuthenticator": {"password": "canary-10"}}}}},
    ],
)
def test_a_secret_in_the_wrong_place_is_not_repeated(hub: dict[str, Any], synth: Synth) -> None:
    """Reports are pasted into tickets and logs."""
    with pytest.raises(HubFileError) as error:
        synth(_file({**_EBS, **hub}))

    assert "canary" not in str(error.value)
