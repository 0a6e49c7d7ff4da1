"""Data that pages show: policies, Kubernetes objects, and configuration of other programs."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from typing import Any, get_args, get_type_hints

import pytest
import yaml
from lightkube.models import core_v1

from constructs_lib.hub_files.editor.schema import SCHEMA_FILE
from tests.conftest import ROOT, Synth, hub_file
from tests.docs.pages import PAGES, Fence, fences
from tests.docs.programs import of_ours, our_app
from tests.jupyterhub_on_eks.cloud.answers import EBS, hub

_READ: dict[str, Callable[[str], Any]] = {"json": json.loads, "toml": tomllib.loads, "yml": lambda text: list(yaml.safe_load_all(text))}
_FENCES = [fence for page in PAGES for fence in fences(page) if fence.language in _READ]


@pytest.mark.parametrize("fence", _FENCES, ids=lambda fence: f"{fence.page}-{fence.line}")
def test_data(fence: Fence) -> None:
    """It can be read in its language."""
    assert _READ[fence.language](fence.text)


def _only(page: str, language: str) -> Any:
    """Return the only data of a page in this language."""
    (fence,) = (fence for fence in _FENCES if (fence.page, fence.language) == (page, language))
    return _READ[language](fence.text)


def _configuration(page: str, first: str) -> str:
    (text,) = (fence.text for fence in fences(ROOT / page) if fence.first == first)
    return text


def test_pre_commit() -> None:
    """The hook exists, and its entry accepts the arguments."""
    (repository,) = yaml.safe_load(_configuration("docs/command-line.md", "repos:"))["repos"]
    (hook,), (real,) = repository["hooks"], yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))

    assert (real["id"], {"id", "args"}) == (hook["id"], set(hook))
    assert of_ours([*real["entry"].split()[1:], *hook["args"]]) is None


def test_step_for_github_actions() -> None:
    """The action has these inputs."""
    *_, step = yaml.safe_load(_configuration("docs/command-line.md", "steps:").replace("<", "").replace(">", ""))["steps"]
    inputs = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"]

    assert set(step["with"]) <= set(inputs)


def test_setting_of_vs_code() -> None:
    """It names the file that `init` writes, and matches hub files in hubs/."""
    ((schemas),) = json.loads(_configuration("docs/editor.md", '{"yaml.schemas": {"./hub-file.schema.json": "hubs/*.yaml"}}')).values()

    assert [f"./{SCHEMA_FILE}"] == list(schemas)
    assert fnmatch("hubs/quickstart.yaml", schemas[f"./{SCHEMA_FILE}"])


def test_trust_of_the_deploying_role() -> None:
    """Only jobs in the environment that `ci` uses without --environment."""
    (statement,) = _only("docs/ci.md", "json")["Statement"]
    (environment,) = (option.default for option in our_app().commands["ci"].params if option.name == "environment")
    provider = statement["Principal"]["Federated"].partition(":oidc-provider/")[2]

    assert f":environment:{environment}" in statement["Condition"]["StringEquals"][f"{provider}:sub"]
    assert "sts.amazonaws.com" == statement["Condition"]["StringEquals"][f"{provider}:aud"]


def test_trust_of_an_existing_role_of_users(synth: Synth) -> None:
    """As that of a role that the stack creates, except the tag with the cluster's ARN."""
    own = {"managed_policy_arns": ["arn:aws:iam::aws:policy/AmazonAthenaFullAccess"]}
    documents = synth(hub_file(EBS, hub(user_identity=own)))["data"]["aws_iam_policy_document"]
    ((statement,),) = (it["statement"] for name, it in documents.items() if "UserIdentity_Role_Trust" in name)
    conditions = {it["variable"]: it["values"][0] for it in statement["condition"] if it["test"] == "StringEquals"}
    shown = _only("docs/user-environment.md", "json")

    assert (statement["actions"], statement["principals"][0]["identifiers"]) == (shown["Action"], [shown["Principal"]["Service"]])
    assert {"aws:RequestTag/eks-cluster-arn"} == conditions.keys() - shown["Condition"]["StringEquals"].keys()
    assert shown["Condition"]["StringEquals"].items() <= conditions.items()


def test_volume_and_claim_of_a_restored_home() -> None:
    """Kubernetes has their keys, and the two refer to each other."""
    volume, claim = _only("docs/storage.md", "yml")

    assert [] == [*_unknown_keys(volume, core_v1.PersistentVolume), *_unknown_keys(claim, core_v1.PersistentVolumeClaim)]
    assert {"name": claim["metadata"]["name"], "namespace": claim["metadata"]["namespace"]} == volume["spec"]["claimRef"]
    assert volume["metadata"]["name"] == claim["spec"]["volumeName"]
    assert volume["spec"]["capacity"] == claim["spec"]["resources"]["requests"]
    assert all(volume["spec"][key] == claim["spec"][key] for key in ("accessModes", "storageClassName"))
    assert ["claimReff"] == list(_unknown_keys({"spec": {"claimReff": {}}}, core_v1.PersistentVolume))


def _unknown_keys(value: Any, kind: Any) -> Iterator[str]:
    """Yield the keys that a kind of Kubernetes doesn't have, at any depth."""
    inner = next((each for each in get_args(kind) if each is not type(None)), kind)
    if isinstance(value, list):
        for item in value:
            yield from _unknown_keys(item, inner)
    elif get_args(inner):
        yield from _unknown_keys(value, inner)
    elif inner.__module__.startswith("lightkube.models."):
        known = get_type_hints(inner)
        for key, each in value.items():
            if key in known:
                yield from _unknown_keys(each, known[key])
            else:
                yield str(key)
