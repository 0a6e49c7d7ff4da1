"""The app that writes the stacks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jupyterhub_on_eks.command import ENGINE
from jupyterhub_on_eks.deployment.app import AppError, synthesized
from jupyterhub_on_eks.deployment.errors import DeploymentError
from jupyterhub_on_eks.exit_status import ExitStatus

_HUB = "cluster: {name: research-cluster, region: us-west-2}\nadd_ons: [{ebs_csi_driver: {existing: true}}]\n"


@pytest.fixture(autouse=True)
def _in_a_folder(empty_project: Path) -> None:
    assert empty_project.is_dir()


def app_is(command: str, **further: object) -> None:
    """Make this shell command the app."""
    Path("cdktf.json").write_text(json.dumps({"app": command, **further}))


def test_default_app() -> None:
    """Hub files of the command line, else of hubs/; a module of the user's folder with the name of one of ours is not imported."""
    for name in ("yaml.py", "constructs_lib.py", "stacks.py"):
        Path(name).write_text("raise SystemExit(77)")
    Path("my hubs").mkdir()
    Path("my hubs/lab.yaml").write_text(_HUB)

    assert ["lab"] == [stack.name for stack in synthesized([Path("my hubs")])]


def test_report_is_the_apps(capfd: pytest.CaptureFixture[str]) -> None:
    """Nothing is added to it; a missing file is a mistake of the command."""
    Path("a.yaml").write_text(_HUB.replace("region", "regoin"))
    with pytest.raises(AppError) as mistakes:
        synthesized([Path("a.yaml")])
    assert ("", ExitStatus.MISTAKES) == (str(mistakes.value), mistakes.value.status)
    assert "cluster.regoin: unknown key; did you mean region?" in capfd.readouterr().err

    with pytest.raises(AppError) as missing:
        synthesized([Path("none.yaml")])
    assert ExitStatus.USAGE == missing.value.status


def test_app_of_cdktf_json(capfd: pytest.CaptureFixture[str]) -> None:
    """A shell runs it, with the Python of the tool, the output folder, the hub files and the context; its output is not shown as ours."""
    script = "import json, os, sys; o = os.environ; print(sys.executable, o['HUBS'], o['CDKTF_CONTEXT_JSON'], o['CDKTF_OUTDIR'])"
    app_is(f'python -c "{script}" && echo \'{{"stacks": {{}}}}\' > cdktf.out/manifest.json', context={"a": 1})

    assert [] == synthesized([Path("a b.yaml"), Path("c.yaml")])

    output = capfd.readouterr()
    assert "" == output.out
    assert output.err.endswith("'a b.yaml' c.yaml {\"a\": 1} cdktf.out\n")


@pytest.mark.parametrize(
    ("app", "status", "message"), [("exit 1", 1, ""), ("exit 2", 2, ""), ("exit 77", 1, "The app failed with status 77")]
)
def test_app_that_fails(app: str, status: int, message: str) -> None:
    """1 and 2 are the app's own statuses; for others the message names the command."""
    app_is(app)

    with pytest.raises(AppError) as caught:
        synthesized()

    assert (status, message) == (caught.value.status, str(caught.value).partition(":")[0])


@pytest.mark.parametrize(
    ("chosen", "version", "refused"),
    [("terrain", "0.21.0", True), ("cdktf", "0.24.0", True), ("cdktf", "0.21.0", False), ("", "0.24.0", False)],
)
def test_app_with_another_engine(chosen: str, version: str, refused: bool, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001  # a test's parameter
    """An app that starts its own Python would silently ignore the engine that the user chose; without a choice, it decides."""
    json_ = {"//": {"metadata": {"stackName": "lab", "version": version}}}
    manifest = {"stacks": {"lab": {"name": "lab", "synthesizedStackPath": "stacks/lab/cdk.tf.json"}}}
    Path("out.json").write_text(json.dumps(json_))
    Path("manifest.json").write_text(json.dumps(manifest))
    app_is("mkdir cdktf.out/stacks/lab && cp out.json cdktf.out/stacks/lab/cdk.tf.json && cp manifest.json cdktf.out")
    monkeypatch.setenv(ENGINE, chosen)

    if not refused:
        assert ["lab"] == [stack.name for stack in synthesized()]
        return
    with pytest.raises(
        DeploymentError, match=rf"stack 'lab' with .*, but the command has --engine {chosen}\. `app` in cdktf\.json"
    ) as caught:
        synthesized()
    assert ExitStatus.USAGE is caught.value.status


@pytest.mark.parametrize("text", ["{", "[]", "{}"])
def test_cdktf_json_without_an_app(text: str) -> None:
    """The message states what to do."""
    Path("cdktf.json").write_text(text)

    with pytest.raises(DeploymentError, match='Set "app" in it, or remove the file'):
        synthesized()


def test_cdktf_json_with_add_ons_only() -> None:
    """The product's own app runs, and imports them."""
    Path("our_add_ons.py").write_text("raise SystemExit(77)", encoding="utf-8")
    Path("a.yaml").write_text(_HUB)
    Path("cdktf.json").write_text(json.dumps({"context": {"jupyterhub-on-eks:add-ons": []}}))
    assert ["a"] == [stack.name for stack in synthesized([Path("a.yaml")])]

    Path("cdktf.json").write_text(json.dumps({"context": {"jupyterhub-on-eks:add-ons": ["our_add_ons"]}}))
    with pytest.raises(AppError):
        synthesized([Path("a.yaml")])


def test_file_in_place_of_the_output_folder() -> None:
    """One message, with the variable that sets another folder."""
    Path("cdktf.out").touch()

    with pytest.raises(DeploymentError, match=r"The output folder cdktf\.out can't be created: .*Set CDKTF_OUTDIR to another folder"):
        synthesized()


def test_deep_output_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is created."""
    app_is('echo \'{"stacks": {}}\' > "$CDKTF_OUTDIR/manifest.json"')
    monkeypatch.setenv("CDKTF_OUTDIR", "a/b/c")

    assert [] == synthesized()


def test_stacks_of_an_earlier_run() -> None:
    """Their folders are deleted, with what Terraform can download again; a state stays where it is."""
    app_is("echo '{\"stacks\": {}}' > cdktf.out/manifest.json")
    for file in ("old/cdk.tf.json", "old/.terraform/terraform.tfstate", "held/terraform.tfstate", "held/cdk.tf.json"):
        (path := Path("cdktf.out/stacks", file)).parent.mkdir(parents=True, exist_ok=True)
        path.touch()

    synthesized()

    assert ["held"] == [path.name for path in Path("cdktf.out/stacks").iterdir()]
