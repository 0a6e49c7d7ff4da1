"""The file of imports beside a hub file."""

from __future__ import annotations

from pathlib import Path

import pytest

from constructs_lib.errors import HubFileError
from constructs_lib.hub_files.imports import imports_beside, imports_file, imports_text
from constructs_lib.hub_files.read import check_hub_files, read_with_imports
from constructs_lib.models.imports import Import
from tests.conftest import Synth, hub_file

IMPORTS = [Import(to="helm_release.jupyterhub_Release_3FBDA9F8", id="jupyterhub/hub")]
HUB = {"jupyterhub": {"existing_claim_config": {"pvc_name": "a"}, "hub_database": "in_memory", "service_type": "cluster_ip"}}


def test_name() -> None:
    """Beside the hub file, whatever its suffix."""
    assert Path("hubs/a.b.imports.json") == imports_file(Path("hubs/a.b.yaml")) == imports_file(Path("hubs/a.b.toml"))


def test_written_and_read(tmp_path: Path) -> None:
    """None without the file; a folder of hub files doesn't read it as one."""
    hub = tmp_path / "a.yaml"
    hub.write_text("cluster: {name: c, region: us-west-2}\nadd_ons: [{ebs_csi_driver: {existing: true}}]\n", encoding="utf-8")
    assert () == imports_beside(hub)
    imports_file(hub).write_text(imports_text(IMPORTS), encoding="utf-8")

    ((file, imports),) = read_with_imports([tmp_path])
    assert ("a", tuple(IMPORTS)) == (file.stack, imports)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "is not JSON; write "),
        ("[]", "contains no imports; write "),
        ('{"import": [], "x": 1}', "contains no imports; write "),
        ('{"import": [{"to": "x", "id": "y"}]}', "import[0].to: 'x' is not the address of a resource"),
        ('{"import": [{"to": "a.b"}]}', "import[0].id: "),
        ('{"import": [{"to": "a.b", "id": "c", "provider": "d"}]}', "import[0].provider: unknown key"),
    ],
)
def test_wrong_files(tmp_path: Path, text: str, message: str) -> None:
    """Each is reported with the file and the key, by the check of the hub file too."""
    hub = tmp_path / "a.yaml"
    hub.write_text("cluster: {name: c, region: us-west-2}\nadd_ons: [{ebs_csi_driver: {existing: true}}]\n", encoding="utf-8")
    imports_file(hub).write_text(text, encoding="utf-8")
    with pytest.raises(HubFileError) as error:
        imports_beside(hub)

    (problem,) = error.value.problems
    assert problem.startswith(f"{tmp_path / 'a.imports.json'}: {message}")
    assert [problem] == [str(each) for each in check_hub_files([hub]).problems]


def test_in_the_stack(synth: Synth, tmp_path: Path) -> None:
    """Terraform gets the blocks; braces don't become an expression."""
    (tmp_path / "hub.imports.json").write_text(imports_text([Import(to=IMPORTS[0].to, id="a/${b}")]), encoding="utf-8")

    assert [{"to": IMPORTS[0].to, "id": "a/$${b}"}] == synth(hub_file(HUB))["import"]


def test_imports_of_another_stack(synth: Synth, tmp_path: Path) -> None:
    """A file that no longer fits is refused at synth, and the message states what to do."""
    (tmp_path / "hub.imports.json").write_text(imports_text([Import(to="helm_release.gone", id="a/b")]), encoding="utf-8")
    with pytest.raises(
        RuntimeError, match=r"the import of a/b is for helm_release\.gone, which this stack doesn't define; delete the imports file"
    ):
        synth(hub_file(HUB))
