"""Any valid file gives a stack: complete, the same each time, in a possible order, and right for the chart."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import pytest
import yaml

import main
from constructs_lib.add_ons.jupyterhub import JupyterHubAddOn
from constructs_lib.chart_values.jupyterhub import hub_values
from constructs_lib.hub_files import HubFile
from tests.chart_schema import schema_errors
from tests.properties.profile import drawn
from tests.properties.references import blocks, references
from tests.properties.strategies import hub_files, separate

pytestmark = [pytest.mark.property, pytest.mark.xdist_group("properties-of-synthesis")]

#: Number of stacks, all in one app.
_COUNT = 24
_CANARY = "canary-in-the-environment"


def _texts(folder: Path) -> dict[str, str]:
    return {f"{path.parent.name}/{path.name}": path.read_text(encoding="utf-8") for path in sorted(folder.glob("stacks/*/*.json"))}


@pytest.fixture(scope="module")
def files() -> dict[str, dict[str, Any]]:
    """Return valid hub files, by stack."""
    return {
        f"stack-{number}": {**separate(data, number), "stack": f"stack-{number}"} for number, data in enumerate(drawn(hub_files(), _COUNT))
    }


@pytest.fixture(scope="module")
def texts(files: dict[str, dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], dict[str, str]]:
    """Synthesize all of them twice, with canaries in the environment."""
    folder = tmp_path_factory.mktemp("valid")
    (folder / "hubs").mkdir()
    for stack, data in files.items():
        (folder / "hubs" / f"{stack}.yaml").write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for name in ("AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "TF_VAR_hub_secret", "OAUTH_CLIENT_SECRET", "CANARY"):
            patch.setenv(name, _CANARY)
        runs = []
        for run in ("one", "two"):
            main.synthesize([folder / "hubs"], folder / run)
            runs.append(_texts(folder / run))
    return runs[0], runs[1]


@pytest.fixture(scope="module")
def documents(texts: tuple[dict[str, str], dict[str, str]]) -> dict[str, dict[str, Any]]:
    """Return the Terraform JSON of each stack."""
    return {path.parent.name: json.loads(text) for path, text in _named(texts[0], "cdk.tf.json")}


def _named(texts: dict[str, str], name: str) -> Iterator[tuple[Path, str]]:
    return ((Path(path), text) for path, text in texts.items() if Path(path).name == name)


def test_every_file_becomes_a_stack(files: dict[str, Any], documents: dict[str, Any]) -> None:
    """Whatever the rules accept."""
    assert set(files) == set(documents)


def test_the_same_twice(texts: tuple[dict[str, str], dict[str, str]]) -> None:
    """Byte for byte."""
    first, second = ({stack: text.replace("/two/", "/one/") for stack, text in run.items()} for run in texts)

    assert first == second


def test_nothing_of_the_environment_is_in_it(texts: tuple[dict[str, str], dict[str, str]]) -> None:
    """Credentials of whoever synthesizes stay out: neither JSON nor facts have them."""
    assert {"cdk.tf.json", "facts.json"} == {Path(path).name for path in texts[0]}
    assert [] == [path for path, text in texts[0].items() if _CANARY in text]


def test_facts_have_no_template_marks(files: dict[str, Any], texts: tuple[dict[str, str], dict[str, str]]) -> None:
    """Nothing in them is a Terraform expression or escape."""
    facts = {path.parent.name: text for path, text in _named(texts[0], "facts.json")}

    assert set(files) == set(facts)
    assert [] == [stack for stack, text in facts.items() for mark in ("TfToken", "$${", "%%{") if mark in text]


def test_every_reference_resolves(documents: dict[str, dict[str, Any]]) -> None:
    """In expressions and in depends_on, none of which is empty."""
    for stack, document in documents.items():
        known = dict(blocks(document))
        missing = {(address, target) for address, block in known.items() for target in references(block) if target not in known}
        assert set() == missing, stack
        assert [] == [address for address, block in known.items() if isinstance(block, dict) and block.get("depends_on") == []], stack


def test_there_is_an_order(documents: dict[str, dict[str, Any]]) -> None:
    """Terraform refuses a cycle; providers come before what they create."""
    for document in documents.values():
        graph = {}
        for address, block in blocks(document):
            kind = address.removeprefix("data.").removeprefix("ephemeral.").partition("_")[0]
            provider = [f"provider.{kind}"] if kind in document["provider"] else []
            graph[address] = {*references(block), *provider}
        assert len(graph) <= len(list(TopologicalSorter(graph).static_order()))


def test_every_object_has_a_unique_name(documents: dict[str, dict[str, Any]]) -> None:
    """Per kind, and per namespace where the kind has them."""
    for stack, document in documents.items():
        names = Counter(
            (kind, str(block["metadata"].get("namespace")), str(block["metadata"]["name"]))
            for kind, named in document["resource"].items()
            if kind.startswith("kubernetes_")
            for block in named.values()
        )
        assert [] == [name for name, count in names.items() if count > 1], stack


def _releases(documents: dict[str, dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    for document in documents.values():
        for release in document["resource"]["helm_release"].values():
            if release["chart"] == "jupyterhub":
                yield release["version"], json.loads(release["values"][0])


@pytest.mark.schema
def test_values_fit_the_chart(documents: dict[str, dict[str, Any]]) -> None:
    """With the schema of each release."""
    found = [errors for version, values in _releases(documents) if (errors := schema_errors(version, values))]

    assert [] == found


def test_text_reaches_the_chart_as_written(files: dict[str, dict[str, Any]], documents: dict[str, dict[str, Any]]) -> None:
    """After Terraform has undone the escapes, which have no other meaning."""
    for stack, data in files.items():
        rendered = {
            release["version"] + str(release["name"]): json.loads(release["values"][0].replace("$${", "${").replace("%%{", "%{"))
            for release in documents[stack]["resource"]["helm_release"].values()
            if release["chart"] == "jupyterhub"
        }
        for hub in HubFile.model_validate(data).blueprint().add_ons:
            if isinstance(hub, JupyterHubAddOn):
                expected, found = hub_values(hub), rendered[hub.version + hub.release]
                assert expected.get("custom", {}).items() <= found.get("custom", {}).items()
                assert expected["singleuser"] == found["singleuser"]
