"""Commands in pages that need neither AWS nor a cluster run, in the order of their page, and exit as the page states."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from shutil import which

import pytest
import yaml

from jupyterhub_on_eks.cli import init as init_verb
from jupyterhub_on_eks.cli.app import NAME
from jupyterhub_on_eks.init import prompts
from jupyterhub_on_eks.init.account import Account
from tests.conftest import ROOT
from tests.docs.pages import PAGES, fences, name_of
from tests.docs.shell import parted, shell_commands
from tests.jupyterhub_on_eks.adoption.hubs import BLUEPRINTS_EFS, DEFAULT_CLASS, blueprints_volume, database_claim
from tests.jupyterhub_on_eks.cli.conftest import Cli
from tests.jupyterhub_on_eks.init.fakes import Answering

#: Verbs that need neither AWS nor a cluster; adopt only with files. preview needs a browser: tests/login/test_preview.py runs it.
_OFFLINE = {"check", "ci", "init", "picture", "schema", "stacks", "synth", "upgrade-check", "version"}
_QUICKSTART = (ROOT / "hubs" / "quickstart.yaml").read_text(encoding="utf-8")
_CLAIMS = [DEFAULT_CLASS, database_claim("jupyterhub"), *blueprints_volume("jupyterhub", "fs-12345678")]


@dataclass(frozen=True, kw_only=True)
class Story:
    """Commands that belong together.

    Args:
        pages: whose commands run, one page after the other.
        files: what the reader has before, by path.
        statuses: exit statuses other than 0, by the words of the command.
        without: words of commands that the story leaves out, because the page offers another command instead.
        after: files that exist at the end.
    """

    pages: tuple[str, ...]
    files: Mapping[str, str] = field(default_factory=dict)
    statuses: Mapping[str, int] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


def _shown(page: str, key: str) -> str:
    """Return the hub file of a page that has this key."""
    return next(each.text for each in fences(ROOT / page) if each.language == "yaml" and key in yaml.safe_load(each.text))


_ASKED, _TOLD = "init", "init hubs/first.yaml --yes --cluster my-cluster --region us-west-2"
STORIES = {
    "asked": Story(pages=("docs/get-started.md",), without=(_TOLD,), after=("hubs/my-cluster.yaml", "hubs/hub-file.schema.json")),
    "not asked": Story(pages=("docs/get-started.md",), without=(_ASKED,), after=("hubs/first.yaml", "hubs/hub-file.schema.json")),
    "adopted": Story(
        pages=("docs/adopt.md", "docs/migrating-from-eks-blueprints.md"),
        files={"values.yaml": BLUEPRINTS_EFS, "claims.yaml": yaml.safe_dump({"items": _CLAIMS})},
        after=("hubs/jupyterhub.yaml", "hubs/jupyterhub.imports.json"),
    ),
    "pipeline": Story(
        pages=("docs/ci.md",),
        files={"hubs/first.yaml": _shown("docs/get-started.md", "backend")},
        after=(".github/workflows/jupyterhub.yml", "renovate.json"),
    ),
    "upgrade": Story(
        pages=("docs/upgrading.md", "docs/operating.md"),
        files={"hubs/research.yaml": _QUICKSTART.replace("cluster_ip", "cluster_ip\n      version: 3.3.8")},
        statuses={"upgrade-check hubs/research.yaml --to 4.4.0": 1, "upgrade-check --to 4.4.0": 1},
    ),
}  # fmt: skip
#: Commands that other tests run.
_ELSEWHERE = {
    "--engine terrain version": "tests/jupyterhub_on_eks/cli/test_engine.py",
    "picture --output pictures": "tests/jupyterhub_on_eks/cli/test_picture.py and tests/docs/test_screens.py",
    "picture --format mermaid --output -": "tests/jupyterhub_on_eks/cli/test_picture.py and tests/docs/test_screens.py",
}


def _commands(page: str) -> Iterator[list[str]]:
    """Yield the commands that change folders, and those of ours that run offline."""
    for each in fences(ROOT / page):
        for words in shell_commands(each.script):
            _, rest = parted(words)
            ours = bool(rest) and Path(rest[0]).name == NAME
            if (ours and (_OFFLINE & set(rest) or {"adopt", "--values"} <= set(rest))) or rest[:1] in (["mkdir"], ["cd"]):
                yield [NAME, *rest[1:]] if ours else rest


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_story(story: Story, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """From an empty folder, or one with the files of the page; what `init` asks is answered."""
    _answer(monkeypatch)
    for path, text in story.files.items():
        Path(path).parent.mkdir(exist_ok=True)
        Path(path).write_text(text, encoding="utf-8")

    for page in story.pages:
        for program, *arguments in _commands(page):
            command = " ".join(arguments)
            if program == "mkdir":
                Path(*arguments).mkdir()
            elif program == "cd" and Path(*arguments).is_dir():
                os.chdir(*arguments)
            elif program == NAME and command not in story.without:
                status, out, err = cli(*arguments)
                assert story.statuses.get(command, 0) == status, f"{page}: {command}\n{out}{err}"
    assert [] == [path for path in story.after if not Path(path).is_file()]


def _answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer the questions of `init` as docs/get-started.md advises, without AWS credentials."""
    someone = Answering({"AWS Region of the cluster": "us-west-2", "Name of the EKS cluster": "my-cluster", "How do users log in?": "none"})
    monkeypatch.setattr(init_verb, "_asks", lambda *, yes: not yes)
    monkeypatch.setattr(prompts, "Terminal", lambda: someone)
    monkeypatch.setattr(init_verb, "_account", lambda _: Account(None))


def test_offline_commands_run() -> None:
    """In a story, or for tests/test_command_line_docs.py, which compares what they print; and every story has commands."""
    told = {" ".join(words[1:]) for story in STORIES.values() for page in story.pages for words in _commands(page)}
    screens = (each for each in fences(ROOT / "docs" / "command-line.md") if each.language == "console")
    compared = {" ".join(words[1:]) for each in screens for words in shell_commands(each.script)}
    shown = {" ".join(words[1:]) for page in PAGES for words in _commands(name_of(page)) if words[0] == NAME}

    assert set() == shown - told - compared - set(_ELSEWHERE)
    assert set() == ({*_ELSEWHERE} | {key for story in STORIES.values() for key in (*story.statuses, *story.without)}) - shown


def test_the_first_hub_file(cli: Cli) -> None:
    """What `init` writes with the defaults is equivalent to the file that the page shows."""
    assert 0 == cli(*_TOLD.split())[0]

    assert yaml.safe_load(_shown("docs/get-started.md", "cluster")) == yaml.safe_load(Path("hubs/first.yaml").read_text(encoding="utf-8"))


def test_program_that_lists_prerequisites(folder: Path) -> None:
    """docs/facts.md: the real jq runs it on the facts of the quickstart."""
    if not which("jq"):
        pytest.skip("jq is not on PATH")
    (script,) = (each.text for each in fences(ROOT / "docs" / "facts.md") if each.language == "bash")
    (stack := folder / "cdktf.out" / "stacks" / "quickstart").mkdir(parents=True)
    text = (ROOT / "tests" / "snapshots" / "quickstart" / "facts.json").read_text(encoding="utf-8")
    (stack / "facts.json").write_text(text, encoding="utf-8")
    run = subprocess.run(["sh", "-c", script], cwd=folder, capture_output=True, text=True, check=False)

    assert (0, "") == (run.returncode, run.stderr)
    assert [f"quickstart: {each['description']}" for each in json.loads(text)["prerequisites"]] == run.stdout.splitlines()
