"""The verb ``init``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jupyterhub_on_eks.cli import init as verb
from jupyterhub_on_eks.init import prompts
from jupyterhub_on_eks.init.account import Account
from tests.jupyterhub_on_eks.cli.conftest import Cli
from tests.jupyterhub_on_eks.init.fakes import Answering, FakeApi, FakeAws


def test_without_a_terminal_it_asks_nothing(cli: Cli) -> None:
    """The file is named after the cluster, is right, and has its schema beside it."""
    status, out, err = cli("init", "--cluster", "lab", "--region", "us-west-2")

    assert (0, "") == (status, err)
    assert "Wrote hubs/lab.yaml" in out
    assert "jupyterhub-on-eks check hubs/lab.yaml" in out
    assert 0 == cli("check")[0]
    assert Path("hubs/hub-file.schema.json").exists()


def test_unknown_values_are_listed(cli: Cli) -> None:
    """With their position; ``check`` reports the same."""
    status, out, _ = cli("init", "my.yaml", "--exposure", "nlb", "--scheme", "internet-facing")

    assert 0 == status
    assert "my.yaml:4:3: cluster.name: is still CHANGEME" in out
    assert 1 == cli("check", "my.yaml")[0]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--exposure", "nlb", "--scheme", "internet-facing", "--login", "none"], "needs a login"),
        (["--region", "us"], "cluster.region: 'us' is not an AWS Region code"),
        (["hub.txt"], "does not end in .yaml"),
        (["--storage", "efz"], "efz"),
        (["there.yaml"], "there.yaml already exists"),
        (["there.yaml/x.yaml"], "can't be written"),
    ],
)
def test_wrong_options_write_nothing(cli: Cli, folder: Path, arguments: list[str], message: str) -> None:
    """With a message, and the status of wrong usage."""
    (folder / "there.yaml").write_text("x: 1\n", encoding="utf-8")
    status, out, err = cli("init", *arguments)

    assert (2, "") == (status, out)
    assert message in " ".join(err.split())
    assert ["there.yaml"] == [path.name for path in folder.iterdir()]


def test_force_overwrites(cli: Cli, folder: Path) -> None:
    """Only with the option."""
    (folder / "there.yaml").write_text("x: 1\n", encoding="utf-8")

    assert 0 == cli("init", "there.yaml", "--force")[0]
    assert "x: 1" not in (folder / "there.yaml").read_text(encoding="utf-8")


def test_on_a_terminal_it_asks(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """And offers what the account has; it prints what it can't look up."""
    someone = Answering({"EKS cluster": "research"})
    monkeypatch.setattr(verb, "_asks", lambda *, yes: not yes)
    monkeypatch.setattr(prompts, "Terminal", lambda: someone)
    monkeypatch.setattr(verb, "_account", lambda _: Account(FakeAws(), ["zones: denied"]))
    monkeypatch.setattr(verb, "_connect", lambda _, __: FakeApi())
    status, out, _ = cli("init", "--login", "none")

    assert 0 == status
    assert "Not looked up: zones: denied" in out
    assert "existing: true" in Path("hubs/research.yaml").read_text(encoding="utf-8")
    assert ["lab", "research"] == someone.offered["EKS cluster"][:2]


def test_ctrl_c(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exits with the status of an interruption, and writes nothing."""

    class Leaving:
        def text(self, question: str, **_: Any) -> str:
            raise prompts.Interrupted(question)

    monkeypatch.setattr(verb, "_asks", lambda *, yes: not yes)
    monkeypatch.setattr(prompts, "Terminal", Leaving)

    assert 130 == cli("init", "--offline")[0]
    assert not Path("hubs").exists()


def test_without_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is offered, and the reason is printed."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    account = verb._account("us-west-2")

    assert account.aws is None
    assert "credentials" in account.unknown[0]
