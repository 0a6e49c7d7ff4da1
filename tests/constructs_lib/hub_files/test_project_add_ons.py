"""The modules of a project's add-ons, named in ``cdktf.json``. tests/test_project_add_ons.py runs the commands with them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from constructs_lib import HubFileError, read_hub_file
from constructs_lib.add_ons import registry
from constructs_lib.errors import Kind
from constructs_lib.hub_files.project_add_ons import CONTEXT_KEY, import_project_add_ons
from constructs_lib.hub_files.read import check_hub_files
from tests.conftest import hub_file

#: A module with an add-on.
MODULE = '''
"""Our add-ons."""

from typing import ClassVar

from jupyterhub_on_eks import AddOn, ClusterInfo, Deployment, Output, register


@register
class QuotaAddOn(AddOn):
    """Quota of a team."""

    KEY: ClassVar[str] = "team_quota"

    pods: int = 10
    """Number of pods."""

    def deploy(self, info: ClusterInfo) -> Deployment:
        """Publish the number."""
        return Deployment(outputs={"team_pods": Output(value=str(self.pods), description="Pods of the team")})
'''


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The working folder of a project; afterwards, its modules and add-ons are forgotten."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(registry, "_registered", dict(registry._registered))
    monkeypatch.setattr(sys, "path", [path for path in sys.path if path])
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        if str(getattr(sys.modules[name], "__file__", None)).startswith(str(tmp_path)):
            del sys.modules[name]


def context_is(value: Any) -> None:
    """Write a ``cdktf.json`` with this value of the key."""
    Path("cdktf.json").write_text(json.dumps({"context": {CONTEXT_KEY: value}}), encoding="utf-8")


def _problems() -> list[str]:
    with pytest.raises(HubFileError) as error:
        import_project_add_ons()
    assert {Kind.ADD_ONS} == {problem.kind for problem in error.value.found}
    return [problem.removeprefix("cdktf.json: ").removeprefix(f"context.{CONTEXT_KEY}") for problem in error.value.problems]


@pytest.mark.usefixtures("project")
def test_add_ons_of_a_project() -> None:
    """They are registered, once, and hub files can use them; so can a program that registers them itself."""
    Path("our_add_ons.py").write_text(MODULE, encoding="utf-8")
    context_is(["our_add_ons"])
    Path("hub.yaml").write_text(yaml.safe_dump(hub_file({"team_quota": {"pods": 3}})), encoding="utf-8")

    (add_on,) = read_hub_file(Path("hub.yaml")).blueprint().add_ons
    registry.register(type(add_on))

    assert [] == check_hub_files([Path("hub.yaml")]).problems
    assert type(read_hub_file(Path("hub.yaml")).blueprint().add_ons[0]) is type(add_on)


def test_folder_is_searched_first_and_then_last(project: Path) -> None:
    """A module's own imports work, later ones too; the project's files don't hide what the command imports later."""
    (project / "package").mkdir()
    (project / "package/__init__.py").touch()
    (project / "package/add_ons.py").write_text("import a_helper\n" + MODULE, encoding="utf-8")
    (project / "a_helper.py").touch()
    context_is(["package.add_ons"])

    import_project_add_ons()

    assert "team_quota" in registry.add_ons_by_key()
    assert str(project) == sys.path[-1]
    assert 1 == sys.path.count(str(project))


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("text", [None, "{}", '{"app": "x", "context": {"a": 1}}', "not JSON", '{"context": 7}'])
def test_nothing_to_import(text: str | None) -> None:
    """Without the key, nothing is imported, and what else is wrong with the file is not reported here."""
    if text is not None:
        Path("cdktf.json").write_text(text, encoding="utf-8")
    before = set(sys.modules)

    import_project_add_ons()

    assert before == set(sys.modules)


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("our_add_ons", ": 'our_add_ons' is not a list of names of Python modules; write [\"my_add_ons\"]"),
        (None, ': None is not a list of names of Python modules; write ["my_add_ons"]'),
        (["a b"], "[0]: 'a b' is not the name of a Python module; write the file's name without .py, for example my_add_ons"),
        ([7], "[0]: 7 is not the name of a Python module; write the file's name without .py, for example my_add_ons"),
        (["our.add_ons"], "[0]: 'our.add_ons' is no Python module of this folder or of the environment; create our/add_ons.py, or remove the name"),
    ],
)  # fmt: skip
def test_names(value: object, expected: str) -> None:
    """They are a list, each of a module that exists."""
    context_is(value)

    assert [expected] == _problems()


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("text", ['{"context": {"KEY": ["a"],}}', '{"KEY": ["a"]}', '["KEY"]'])
def test_key_in_another_place(text: str) -> None:
    """The message shows where it belongs."""
    Path("cdktf.json").write_text(text.replace("KEY", CONTEXT_KEY), encoding="utf-8")

    assert [f'has {CONTEXT_KEY}, but not as JSON with "context": {{"{CONTEXT_KEY}": ["my_add_ons"]}}'] == _problems()


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\nx = nope", "our_add_ons.py:2: NameError: name 'nope' is not defined"),
        ("x = (", "our_add_ons.py:1: SyntaxError: '(' was never closed"),
        ("import missing_package", "our_add_ons.py:1: ModuleNotFoundError: No module named 'missing_package'"),
        ("import json\njson.loads('')", "our_add_ons.py:2: json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)"),
        ("raise SystemExit(3)", "our_add_ons.py:1: SystemExit: 3"),
        (MODULE.replace('"team_quota"', '"copy"'), "our_add_ons.py:9: ValueError: KEY 'copy' of QuotaAddOn is a name that entries of hub "),
        (MODULE.replace('"team_quota"', '"jupyterhub"'), "our_add_ons.py:9: ValueError: KEY 'jupyterhub' of QuotaAddOn is the key of "),
    ],
)
def test_mistake_in_a_module(text: str, expected: str) -> None:
    """The module, the line in it, and Python's last line, without a traceback; the hub files are not judged without the add-ons."""
    Path("our_add_ons.py").write_text(text, encoding="utf-8")
    context_is(["our_add_ons"])
    Path("hub.yaml").write_text("team_quota: {}", encoding="utf-8")

    (problem,) = check_hub_files([Path("hub.yaml")]).problems

    assert problem.message.startswith(f"our_add_ons can't be imported: {expected}")


@pytest.mark.usefixtures("project")
def test_output_of_a_module(capsys: pytest.CaptureFixture[str]) -> None:
    """It goes to standard error: a program may read what the command prints."""
    Path("our_add_ons.py").write_text(f"{MODULE}\nprint('loading')\n", encoding="utf-8")
    context_is(["our_add_ons"])

    import_project_add_ons()

    assert ("", "loading\n") == capsys.readouterr()


def test_module_that_registers_nothing(project: Path) -> None:
    """The message shows which file was found, and what to add; a module that another one has imported is right."""
    (project / "our_add_ons.py").write_text(MODULE.replace("@register", ""), encoding="utf-8")
    (project / "first.py").write_text(MODULE.replace("QuotaAddOn", "FirstAddOn"), encoding="utf-8")
    (project / "second.py").write_text("from first import FirstAddOn", encoding="utf-8")
    context_is(["our_add_ons", "first", "second", "sys"])

    ours, builtin = _problems()

    assert ours.startswith(f"[0]: our_add_ons ({project}/our_add_ons.py) registers no add-on; put @register above its classes")
    assert builtin.startswith("[3]: sys (a built-in module) registers no add-on")


def test_module_that_is_the_program(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It registers its add-ons itself, and importing it would define them a second time."""
    (project / "program.py").write_text("raise AssertionError", encoding="utf-8")
    monkeypatch.setattr(sys.modules["__main__"], "__file__", str(project / "program.py"), raising=False)  # a worker of pytest has none
    context_is(["program"])

    import_project_add_ons()
