"""The entry point: what it reads, what it writes, and what it prints after a mistake."""

from __future__ import annotations

import json
import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

import main
from tests.conftest import ROOT

_HUB = """
cluster: {name: research-cluster, region: us-west-2}
add_ons:
  - ebs_csi_driver: {existing: true}
"""
_BAD = f"tags: {{team: 7}}{_HUB}"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder, without the two variables."""
    monkeypatch.chdir(tmp_path)
    for name in ("HUBS", "CDKTF_OUTDIR"):
        monkeypatch.delenv(name, raising=False)


def _write(**texts: str) -> None:
    for name, text in texts.items():
        path = Path(name.replace("__", "/")).with_suffix(".yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _tree(folder: str = ".") -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()}


def test_default_is_the_folder_hubs(capsys: pytest.CaptureFixture[str]) -> None:
    """Each file of it is a stack in ``cdktf.out``; nothing is printed, and no other folder is left."""
    _write(hubs__a=_HUB, hubs__b=_HUB)

    assert 0 == main.main()

    assert ("", "") == capsys.readouterr()
    assert ["a", "b"] == sorted(json.loads(Path("cdktf.out/manifest.json").read_text(encoding="utf-8"))["stacks"])
    assert ["cdktf.out", "hubs"] == sorted(path.name for path in Path().iterdir())


def test_hubs_names_files_and_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several, separated by spaces, in quotes if a name contains one; the output folder may be nested."""
    _write(**{"my hubs__a": _HUB, "b": _HUB, "hubs__c": _HUB})
    monkeypatch.setenv("HUBS", "'my hubs' b.yaml")
    monkeypatch.setenv("CDKTF_OUTDIR", "deep/er/out")

    assert 0 == main.main()

    assert ["a", "b"] == sorted(path.parent.name for path in Path("deep/er/out/stacks").glob("*/cdk.tf.json"))
    assert not Path("cdktf.out").exists()


def test_state_path_does_not_depend_on_the_folder_of_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """The stacks are written to a folder beside the real one of the same depth, so the state's relative path is right."""
    _write(a=_HUB)
    monkeypatch.setenv("HUBS", "a.yaml")

    assert 0 == main.main()

    stack = Path("cdktf.out/stacks/a")
    local = json.loads((stack / "cdk.tf.json").read_text(encoding="utf-8"))["terraform"]["backend"]["local"]["path"]
    assert Path("terraform.a.tfstate").absolute() == Path(os.path.normpath((stack / local).absolute()))


def test_state_stays_with_the_project_if_the_output_is_a_link(monkeypatch: pytest.MonkeyPatch) -> None:
    """Terraform starts in the link's target, on another disk, and finds the state from there."""
    _write(a=_HUB)
    Path("disk/deep/out").mkdir(parents=True)
    Path("cdktf.out").symlink_to(Path("disk/deep/out").absolute())
    monkeypatch.setenv("HUBS", "a.yaml")

    assert 0 == main.main()

    stack = Path("disk/deep/out/stacks/a")
    local = json.loads((stack / "cdk.tf.json").read_text(encoding="utf-8"))["terraform"]["backend"]["local"]["path"]
    assert Path("terraform.a.tfstate").absolute() == Path(os.path.normpath((stack / local).absolute()))


def test_nothing_is_written_or_changed_after_a_mistake(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """One wrong file keeps the right ones from being written, and the output of an earlier run stays as it was."""
    _write(hubs__a=_HUB)
    monkeypatch.setenv("HUBS", "hubs")
    assert 0 == main.main()
    _write(hubs__a=_HUB.replace("us-west-2", "eu-west-1"), hubs__b=_BAD)
    before = _tree()

    assert 1 == main.main()

    assert before == _tree()
    assert ["cdktf.out", "hubs"] == sorted(path.name for path in Path().iterdir())
    assert ("", "hubs/b.yaml:1:8: tags.team: 7 is not text; put it in quotes\n") == capsys.readouterr()


def test_old_stacks_are_removed_and_terraforms_files_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """The JSON of a removed stack would be deployed by mistake; plug-ins, locks and state are Terraform's."""
    _write(a=_HUB, b=_HUB)
    monkeypatch.setenv("HUBS", "a.yaml b.yaml")
    assert 0 == main.main()
    kept = [Path(f"cdktf.out/stacks/{stack}/{name}") for stack in "ab" for name in (".terraform.lock.hcl", "terraform.tfstate")]
    for path in kept:
        path.write_text(str(path), encoding="utf-8")
    monkeypatch.setenv("HUBS", "a.yaml")

    assert 0 == main.main()

    assert ["a/cdk.tf.json", "a/facts.json"] == sorted(
        str(path.relative_to("cdktf.out/stacks")) for path in Path().glob("cdktf.out/stacks/*/*.json")
    )
    assert [str(path) for path in kept] == [path.read_text(encoding="utf-8") for path in kept]


def test_same_files_give_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second run changes nothing, so version control shows no difference."""
    _write(a=_HUB)
    monkeypatch.setenv("HUBS", "a.yaml")
    assert 0 == main.main()
    before = _tree("cdktf.out")

    assert 0 == main.main()

    assert before == _tree("cdktf.out")


@pytest.mark.parametrize(
    ("hubs", "expected"),
    [
        ("", "hubs: there is no such file or folder; give hub files or folders of them, separated by spaces in HUBS\n"),
        ("none.yaml", "none.yaml: there is no such file or folder; give hub files or folders of them, separated by spaces in HUBS\n"),
        ("'a.yaml", 'HUBS: "\'a.yaml" has an unclosed quote; close it, or put a backslash before it\n'),
    ],
)
def test_missing_hub_files(hubs: str, expected: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """One line, status 2, and no folder."""
    monkeypatch.setenv("HUBS", hubs)
    monkeypatch.setenv("CDKTF_OUTDIR", "deep/er/out")

    assert 2 == main.main()

    assert ("", expected) == capsys.readouterr()
    assert [] == list(Path().iterdir())


def test_arguments_name_hub_files(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """They have precedence over HUBS; an option is refused, and nothing is done."""
    _write(a=_HUB, b=_HUB)
    monkeypatch.setenv("HUBS", "b.yaml")

    assert 2 == main.main(["--help"])
    assert ("", "usage: main.py [HUB_FILE_OR_FOLDER ...]\n") == capsys.readouterr()
    assert not Path("cdktf.out").exists()
    assert 2 == main.main(["none.yaml"])
    assert 0 == main.main(["a.yaml"])
    assert ["a"] == [path.name for path in Path("cdktf.out/stacks").iterdir()]


def test_report_on_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Every mistake is colored and folded alike; `make synth` requests it if it has a terminal."""
    _write(a=_BAD.replace("7}", "7, other: 8}"))
    for name, value in {"HUBS": "a.yaml", "FORCE_COLOR": "1", "COLUMNS": "40", "NO_COLOR": ""}.items():
        monkeypatch.setenv(name, value)

    assert 1 == main.main()

    expected = "\033[1ma.yaml:1:{}: \033[0m\033[31mtags.{}: \033[0m{} is not text;\n    put it in quotes\n"
    assert ("", expected.format(8, "team", 7) + expected.format(17, "other", 8)) == capsys.readouterr()


def test_output_folder_that_is_a_file(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The reason and the fix, and the file is not changed."""
    _write(a=_HUB)
    monkeypatch.setenv("HUBS", "a.yaml")
    for outdir in ("out", "out/deeper"):
        Path("out").write_text("mine", encoding="utf-8")
        monkeypatch.setenv("CDKTF_OUTDIR", outdir)

        assert 1 == main.main()

        output, report = capsys.readouterr()
        assert "" == output
        assert report.startswith(f"The output folder {outdir} can't be written: ")
        assert report.endswith(". Set CDKTF_OUTDIR to another folder.\n")
        assert {"a.yaml", "out"} == set(_tree())


def test_command_reports_without_traceback() -> None:
    """The real command: status 1, the report alone on stderr, no traceback, nothing written."""
    _write(a=_BAD)

    run = subprocess.run(
        [sys.executable, str(ROOT / "main.py")], env={**os.environ, "HUBS": "a.yaml"}, capture_output=True, text=True, check=False
    )

    assert (1, "", "a.yaml:1:8: tags.team: 7 is not text; put it in quotes\n") == (run.returncode, run.stdout, run.stderr)
    assert {"a.yaml"} == set(_tree())


def test_import_does_no_work(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Importing the entry point reads nothing, writes nothing and prints nothing."""
    monkeypatch.setenv("HUBS", "none.yaml")

    imported = runpy.run_path(str(ROOT / "main.py"), run_name="main")

    assert callable(imported["main"])
    assert ("", "") == capsys.readouterr()
    assert {} == _tree()
