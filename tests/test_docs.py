"""The docs are up to date: code blocks run, tables are generated, targets and links exist."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml

from constructs_lib.hub_files.editor.schema import schema_text
from constructs_lib.hub_files.reference import settings_page
from jupyterhub_on_eks import __version__
from tests.conftest import ROOT, Synth, hub_file

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
#: Steps of a list have indented code blocks.
_FENCE = re.compile(r"^( *)```(\w+)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
#: The first line of a code block may name the file in which the page's other programs find it.
_FILE = re.compile(r"# ([\w-]+\.(?:py|yaml))\n")


def _blocks(page: Path) -> list[tuple[str, str]]:
    return [(kind, dedent(text)) for _, kind, text in _FENCE.findall(page.read_text(encoding="utf-8"))]


def _fences(language: str) -> list[object]:
    """Return the code blocks of all pages that can run on their own."""
    return [
        pytest.param(text, id=f"{page.stem}-{number}")
        for page in PAGES
        for number, (kind, text) in enumerate(_blocks(page))
        if kind == language and not _FILE.match(text)
    ]


def _files(page: Path) -> dict[str, str]:
    """Return the code blocks of a page that name a file, by that name."""
    texts = [text for _, text in _blocks(page)]
    return {named[1]: text for text in texts if (named := _FILE.match(text))}


def _run(command: Sequence[str], folder: Path) -> tuple[int, str]:
    """Run Python in the checkout as in its activated environment; return the status and standard error."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PATH": path}
    run = subprocess.run([sys.executable, *command], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return run.returncode, run.stderr


@pytest.mark.parametrize("text", _fences("yaml"))
def test_hub_files_in_docs_synthesize(text: str, synth: Synth) -> None:
    """Each YAML block is a hub file that works, or a part of one: some keys of a hub or of its login, ready to paste."""
    assert synth(text if "cluster:" in text else _completed(yaml.safe_load(text)))["resource"]


@pytest.mark.parametrize("text", [*_fences("bash"), *_fences("sh"), *_fences("shell")])
def test_commands_in_docs_are_complete(text: str) -> None:
    """A shell can parse each shell block, and JSON in it is valid."""
    read = subprocess.run(["sh", "-n", "-c", text], capture_output=True, text=True, check=False)

    assert (0, "") == (read.returncode, read.stderr)
    for document in re.findall(r"'(\[?\{.*?)'", text, re.DOTALL):
        assert json.loads(document)


def _title(value: Path | str) -> str:
    return value.stem if isinstance(value, Path) else value.partition("\n")[0]


def _completed(part: dict[str, Any]) -> dict[str, Any]:
    """Add what the page has set before around some keys."""
    hub: dict[str, Any] = {"service_type": "cluster_ip"}
    if "client_id" in part:
        callback = {} if "callback_url" in part else {"hub_url": "https://hub.example.org"}
        hub["oidc_config"] = {"client_secret": {"kubernetes_secret": "hub-oidc", "key": "client_secret"}, **callback, **part}
    else:
        hub |= part
    if not hub.keys() & {"ebs_config", "efs_config", "existing_claim_config"}:
        hub["ebs_config"] = {"storage_class": "gp3", "capacity": "10Gi"}
    return hub_file({"ebs_csi_driver": {}}, {"efs_csi_driver": {}}, {"jupyterhub": hub})


@pytest.mark.parametrize(("page", "text"), [(page, text) for page in PAGES for kind, text in _blocks(page) if kind == "python"], ids=_title)
def test_programs_in_docs_run(page: Path, text: str, tmp_path: Path) -> None:
    """Each Python block is a program that runs, beside the files that the page names."""
    for name, content in _files(page).items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    named = _FILE.match(text)

    assert (0, "") == _run([named[1]] if named else ["-c", text], tmp_path)


def test_add_on_of_the_docs(tmp_path: Path) -> None:
    """The add-on of the page is deployed with its settings, by name in a hub file and in Python alike."""
    for name, content in _files(ROOT / "docs" / "add-ons.md").items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    assert [(0, "")] * 2 == [_run([f"{name}.py"], tmp_path) for name in ("course", "campus")]

    for name in ("course", "campus"):
        document = json.loads((tmp_path / f"cdktf.out/stacks/{name}/cdk.tf.json").read_text(encoding="utf-8"))
        release = document["resource"]["helm_release"]["Monitoring"]
        assert {"server": {"retention": "30d"}} == json.loads(release["values"][0])
        assert ["aws_eks_addon.EbsCsiDriver"] == [address.rpartition("_")[0] for address in release["depends_on"]]
        assert "monitoring" == document["output"]["monitoring_namespace"]["value"]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_exist(page: Path) -> None:
    """Each relative link in a page names a file or folder of the project."""
    links = re.findall(r"\]\((?!https?:|#|<)([^)#]+)", page.read_text(encoding="utf-8"))

    assert [] == [link for link in links if not (page.parent / link).exists()]


def _anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub creates them."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_to_headings_exist(page: Path) -> None:
    """Each link to a part of a page names a heading there."""
    links = re.findall(r"\]\((?!https?:|<)([^)#]*\.md)?#([^)]+)\)", page.read_text(encoding="utf-8"))

    assert [] == [(path, anchor) for path, anchor in links if anchor not in _anchors(page.parent / path if path else page)]


def test_facts_in_docs_are_the_quickstarts() -> None:
    """The example of docs/facts.md is that of hubs/quickstart.yaml; tests/test_examples.py keeps the golden file up to date."""
    shown = next(text for kind, text in _blocks(ROOT / "docs" / "facts.md") if kind == "json")

    assert shown == (ROOT / "tests" / "snapshots" / "quickstart" / "facts.json").read_text(encoding="utf-8")


def test_every_key_of_the_facts_is_in_docs() -> None:
    """Each key of every example's facts has its line in the table, and the table has no other."""
    table = (ROOT / "docs" / "facts.md").read_text(encoding="utf-8").partition("## Keys")[2].partition("## In your own stack")[0]
    named = {name for line in table.splitlines() if line.startswith("| `") for name in re.findall(r"`([^`]+)`", line.split(" | ")[0])}
    real = {
        name for golden in ROOT.glob("tests/snapshots/*/facts.json") for name in _key_paths(json.loads(golden.read_text(encoding="utf-8")))
    }

    assert named == real


def _key_paths(facts: Any, path: str = "") -> set[str]:
    """Return the path of each key; of a mapping those of its keys."""
    if isinstance(facts, list) and facts and isinstance(facts[0], dict):
        return {path}.union(*(_key_paths(item, f"{path}[]") for item in facts))
    if isinstance(facts, dict):
        return set().union(*(_key_paths(value, f"{path}.{key}".lstrip(".")) for key, value in facts.items()))
    return {path}


def test_smallest_hub_file_is_the_default() -> None:
    """The readme shows hubs/quickstart.yaml."""
    shown = next(text for kind, text in _blocks(ROOT / "README.md") if kind == "yaml")

    assert yaml.safe_load(shown) == yaml.safe_load((ROOT / "hubs" / "quickstart.yaml").read_text(encoding="utf-8"))


def _generated(path: Path, text: str) -> None:
    if os.environ.get("GOLDEN") == "write":
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8"), f"{path.name} is out of date; run `make golden` and read the change"


def test_golden_settings_page() -> None:
    """docs/settings.md matches the models."""
    _generated(ROOT / "docs" / "settings.md", settings_page())


def test_golden_hub_file_schema() -> None:
    """docs/hub-file.schema.json matches the models."""
    _generated(ROOT / "docs" / "hub-file.schema.json", schema_text(__version__))


def test_stuck_release_has_instructions() -> None:
    """Whatever Helm did when it was interrupted: back to a complete revision, or out if there is none."""
    page = (ROOT / "docs" / "exposure.md").read_text(encoding="utf-8")
    (answer,) = (part for part in page.split("\n\n") if "another operation (install/upgrade/rollback) is in progress" in part)

    for command in ("rollback blueprints-addon-jupyterhub REVISION", "uninstall blueprints-addon-jupyterhub"):
        assert f"`helm {command} -n jupyterhub`" in answer
