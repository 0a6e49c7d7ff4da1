"""``make clean``."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.clean import main
from scripts.console import Trouble


def test_what_can_be_recreated_is_removed(empty_project: Path) -> None:
    """Output and caches are removed; what was installed, and Terraform's state beside it, stay."""
    for name in ("cdktf.out/stacks/research", ".pytest_cache", ".venv/bin", ".tools", "node_modules"):
        (empty_project / name).mkdir(parents=True)
    (empty_project / "terraform.research.tfstate").touch()

    assert 0 == main()
    assert [
        ".tools", ".venv", "Pipfile.lock", "node_modules", "package-lock.json", "terraform.research.tfstate",
    ] == sorted(path.name for path in empty_project.iterdir())  # fmt: skip


def test_state_is_never_removed(empty_project: Path) -> None:
    """An output folder that contains a state stays complete, and the message names the file."""
    state = empty_project / "cdktf.out/stacks/research/terraform.tfstate"
    state.parent.mkdir(parents=True)
    state.touch()

    with pytest.raises(Trouble, match=f"^{state} is a Terraform state; nothing was removed"):
        main()
    assert state.exists()


def test_note_of_the_backend_is_not_a_state(empty_project: Path) -> None:
    """The file that terraform init writes to .terraform only names the backend."""
    note = empty_project / "cdktf.out/stacks/research/.terraform/terraform.tfstate"
    note.parent.mkdir(parents=True)
    note.touch()

    assert 0 == main()
    assert not (empty_project / "cdktf.out").exists()


def test_a_folder_of_something_else_stays(empty_project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """CDKTF_OUTDIR may point anywhere by mistake."""
    (empty_project / "documents").mkdir()
    (empty_project / "documents" / "thesis").touch()
    monkeypatch.setenv("CDKTF_OUTDIR", "documents")

    with pytest.raises(Trouble, match="was not written by cdktf; nothing was removed"):
        main()
    assert (empty_project / "documents" / "thesis").exists()
