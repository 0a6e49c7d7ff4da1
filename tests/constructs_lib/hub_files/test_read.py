"""From file names to models: which files are read, and one report for all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from constructs_lib.errors import HubFileError, Kind
from constructs_lib.hub_files.read import check_hub_files, read_hub_file, read_hub_files

_HUB = """
cluster: {name: research-cluster, region: us-west-2}
add_ons:
  - ebs_csi_driver: {existing: true}
"""


def _files(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")


def _problems(*paths: Path) -> list[str]:
    with pytest.raises(HubFileError) as error:
        read_hub_files(list(paths))
    return list(error.value.problems)


def test_stack_is_named_after_the_file(tmp_path: Path) -> None:
    """Unless the file sets another name."""
    _files(tmp_path, research__yaml=_HUB, other__yaml=f"stack: mine{_HUB}")

    assert "research" == read_hub_file(tmp_path / "research.yaml").stack
    assert "mine" == read_hub_file(tmp_path / "other.yaml").stack


def test_folder_in_alphabetical_order(tmp_path: Path) -> None:
    """Only its hub files: no other suffix, no subfolders."""
    toml = '[cluster]\nname = "c"\nregion = "us-west-2"\n[[add_ons]]\nebs_csi_driver = {}\n'
    _files(tmp_path, b__yml=_HUB, a__yaml=_HUB, c__toml=toml, README__md="#", d__yaml__bak="{")
    (tmp_path / "e.yaml").mkdir()

    assert ["a", "b", "c"] == [file.stack for file in read_hub_files([tmp_path])]


def test_files_and_folders_in_the_given_order(tmp_path: Path) -> None:
    """A file that is also in a given folder is read once."""
    _files(tmp_path, a__yaml=_HUB, b__yaml=_HUB)

    assert ["b", "a"] == [file.stack for file in read_hub_files([tmp_path / "b.yaml", tmp_path])]


def test_every_mistake_of_every_file(tmp_path: Path) -> None:
    """One report: mistakes of the parser, the models and the names, each with its file and, if it has one, its position."""
    _files(tmp_path, a__yaml="{", b__yaml="stack: -b\nadd_ons: []\n", c__yaml=_HUB)

    found = [line.removeprefix(f"{tmp_path}/") for line in _problems(tmp_path, tmp_path / "none.yaml", tmp_path / "x")]

    assert [
        "a.yaml:1:2: is not YAML",
        "b.yaml:1:1: stack",
        "b.yaml:1:1: cluster",
        "b.yaml:2:1: add_ons",
        "none.yaml: there is no such file or folder; give hub files or folders of them, separated by spaces in HUBS",
        "x: there is no such file or folder; give hub files or folders of them, separated by spaces in HUBS",
    ] == [line if "HUBS" in line else ": ".join(line.split(": ")[:2]) for line in found]


def test_nothing_named() -> None:
    """No file at all is a mistake, not an empty run."""
    assert ["no hub files are given; set HUBS='path/to/hub.yaml', or add one to the folder hubs/"] == _problems()


def test_folder_without_hub_files(tmp_path: Path) -> None:
    """A folder without hub files is a mistake."""
    assert [f"{tmp_path}: is a folder without hub files; they end in .yaml, .yml or .toml"] == _problems(tmp_path)


def test_file_of_another_kind(tmp_path: Path) -> None:
    """The suffix selects the language, so it has to be one of the three."""
    _files(tmp_path, hub__json="{}")

    assert [f"{tmp_path}/hub.json: is not a hub file; its name ends in .yaml, .yml or .toml"] == _problems(tmp_path / "hub.json")


def test_two_files_with_one_stack(tmp_path: Path) -> None:
    """Names that differ only in case would give the same names in the cloud."""
    _files(tmp_path, a__yaml=f"stack: Research{_HUB}", b__yaml=f"stack: research{_HUB}")

    same = f"'research' is also the name of the stack of {tmp_path}/a.yaml (ignoring case, '_' and '.'); give one of them another"
    assert [f"{tmp_path}/b.yaml:1:1: stack: {same}"] == _problems(tmp_path)


def test_stack_of_the_file_name_has_no_position(tmp_path: Path) -> None:
    """The file does not contain the name that another file has too."""
    _files(tmp_path, a_b__yaml=_HUB, zz__yaml=f"tags: {{}}\nstack: A.b{_HUB}")
    (tmp_path / "a-b.yaml").write_text(_HUB, encoding="utf-8")

    assert ["a_b.yaml: stack", "zz.yaml:2:1: stack"] == [
        ": ".join(line.removeprefix(f"{tmp_path}/").split(": ")[:2]) for line in _problems(tmp_path)
    ]


def test_stack_by_the_file_name(tmp_path: Path) -> None:
    """The file's name without its suffix is the stack's, including dots."""
    _files(tmp_path, hub__v2__yaml=_HUB)

    assert "hub.v2" == read_hub_file(tmp_path / "hub.v2.yaml").stack


def test_file_name_that_is_not_a_stack_name(tmp_path: Path) -> None:
    """The user didn't set that stack, so the message states where it comes from."""
    (tmp_path / "my hub.yaml").write_text(_HUB, encoding="utf-8")

    message = (
        "stack: 'my hub' is not a stack name; use letters, digits, '-', '_' and '.', starting and ending with a letter or digit. "
        "It comes from the file's name: rename the file, or set stack:"
    )
    assert [f"{tmp_path}/my hub.yaml: {message}"] == _problems(tmp_path)


def test_key_paths_are_those_of_the_file(tmp_path: Path) -> None:
    """Pydantic's names for the variants of a union aren't part of a path, nor is its name for a mapping's key."""
    text = f"""
certificates: {{'a b': {{domain_name: hub.example.org}}}}
{_HUB}
  - jupyterhub:
      service_type: cluster_ip
      ebs_config: {{storage_class: {{name: gp3, type: gp9}}, capacity: 10Gi}}
"""
    _files(tmp_path, hub__yaml=text)

    found = [line.removeprefix(f"{tmp_path}/hub.yaml:").split(": ")[:2] for line in _problems(tmp_path)]

    assert [["2:16", 'certificates."a b"'], ["10:47", "add_ons[1].jupyterhub.ebs_config.storage_class.type"]] == found


def test_positions_of_toml(tmp_path: Path) -> None:
    """Both languages have them."""
    text = """tags = {team = 7}
[cluster]
name = "c"
[[add_ons]]
ebs_csi_driver = {}
[[add_ons]]
[add_ons.jupyterhub]
service_type = "cluster_ip"
ebs_config.storage_class = "gp3"
ebs_config.capacity = "4GB"
"""
    _files(tmp_path, hub__toml=text)

    found = [line.removeprefix(f"{tmp_path}/hub.toml:").split(": ")[:2] for line in _problems(tmp_path)]

    assert [["1:9", "tags.team"], ["2:2", "cluster.region"], ["10:12", "add_ons[1].jupyterhub.ebs_config.capacity"]] == found


def test_two_files_on_one_cluster(tmp_path: Path) -> None:
    """What a cluster has once is reported for the second file, with the position in the first; together with its other mistakes."""
    text = """
cluster: {name: one, region: us-west-2}
add_ons:
  - ebs_csi_driver: {}
  - jupyterhub:
      namespace: research
      ebs_config: {storage_class: gp3, capacity: 10Gi}
      service_type: cluster_ip
"""
    _files(tmp_path, a__yaml=text, b__yaml=f"stack: b{text}", c__yaml=text.replace("name: one", "name: two"))

    start, first = f"{tmp_path}/b.yaml", f"{tmp_path}/a.yaml"
    assert [
        (
            f"{start}:2:1: cluster.pod_identity_agent: the add-on eks-pod-identity-agent is managed by {first}:2:1 too; "
            "a cluster can have only one: set pod_identity_agent: existing in one of them"
        ),
        (
            f"{start}:4:5: add_ons[0].ebs_csi_driver: ebs_csi_driver is managed by {first}:4:5 too; "
            "a cluster can have only one: let one stack manage it, and set existing: true in the others"
        ),
        (
            f"{start}:6:7: add_ons[1].jupyterhub.namespace: namespace 'research' is used by a hub of {first}:6:7 too; "
            "each hub on a cluster needs its own namespace: give one of them another"
        ),
        (
            f"{start}:5:5: add_ons[1].jupyterhub.release: 'blueprints-addon-jupyterhub-research' is the release of a hub of {first}:5:5 too; "
            "the chart names its cluster-wide resources after it: give one of them another, for example release: research"
        ),
    ] == _problems(tmp_path)


def test_file_with_mistakes_claims_nothing(tmp_path: Path) -> None:
    """A wrong file is reported on its own; conflicts with it are reported when it is right."""
    _files(tmp_path, a__yaml=f"stack: a{_HUB}", b__yaml=f"stack: b{_HUB}\nunknown: 1")

    assert 1 == len(_problems(tmp_path))


def test_folder_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is reported like an unreadable file, beside the mistakes of the others."""

    def forbidden(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", forbidden)

    reading = check_hub_files([tmp_path, tmp_path / "none.yaml"])

    assert [f"{tmp_path}: can't be read: Permission denied"] == [str(problem) for problem in reading.problems][:1]
    assert {Kind.NO_HUB_FILE} == {problem.kind for problem in reading.problems}


def test_file_that_is_given_twice(tmp_path: Path) -> None:
    """As itself and in its folder: it is read once, and each mistake reported once."""
    _files(tmp_path, a__yaml="{")

    reading = check_hub_files([tmp_path / "a.yaml", tmp_path])

    assert (1, 1) == (len(reading.paths), len(reading.problems))


def test_right_files_are_returned_beside_wrong_ones(tmp_path: Path) -> None:
    """All mistakes, all files that were found, and the content of the files without a mistake."""
    _files(tmp_path, a__yaml="{", c__yaml=_HUB)

    reading = check_hub_files([tmp_path])

    assert ["a.yaml", "c.yaml"] == [path.name for path in reading.paths]
    assert (["c"], [Kind.SYNTAX]) == ([file.stack for file in reading.files], [problem.kind for problem in reading.problems])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", Kind.UNREADABLE),
        ("{", Kind.SYNTAX),
        (f"{_HUB}\ntags: {{1: x}}", Kind.SYNTAX),
        (f"{_HUB}\ntags: {{a: x, a: y}}", Kind.REPEATED_KEY),
        (f"{_HUB}\nnothing: 1", Kind.UNKNOWN_KEY),
        (_HUB.replace("name: research-cluster, ", ""), Kind.MISSING_KEY),
        (f"{_HUB}\ntags: {{a: 7}}", Kind.WRONG_VALUE),
        (f'{_HUB}\nterraform_version: "1.11"\nopentofu_version: "1.12"', Kind.CONFLICT),
    ],
)
def test_kinds(text: str, kind: Kind, tmp_path: Path) -> None:
    """A mistake carries its kind, from any depth."""
    _files(tmp_path, a__yaml=text)

    assert kind in {problem.kind for problem in check_hub_files([tmp_path]).problems}


def test_what_no_hub_file_may_contain_beside_other_mistakes(tmp_path: Path) -> None:
    """One report in the order of the file; below a key that isn't text, paths and positions are those of the file, too."""
    text = """add_ons:
  - ebs_csi_driver: {preserve: perhaps}
cluster: {name: "a\\0", region: us-west-2}
certificates: {1: {arn: CHANGEME, other: x}, b: {arn: 2026-01-01}}
"""
    _files(tmp_path, hub__yaml=text)

    found = [line.removeprefix(f"{tmp_path}/hub.yaml:") for line in _problems(tmp_path)]

    assert [
        "2:22: add_ons[0].ebs_csi_driver.preserve: 'perhaps' is not true or false; use true or false without quotes",
        "3:11: cluster.name: contains the character U+0000, which can't be written to text files; remove it",
        "4:16: certificates: a key is not text; put it in quotes",
        "4:20: certificates.1.arn: is still CHANGEME; replace it: ARN of an issued certificate in the cluster's Region; no other key is needed then",
        "4:35: certificates.1.other: unknown key; allowed keys: arn, domain_name, hosted_zone, subject_alternative_names",
    ] == [line.partition(", if")[0] for line in found[:5]]
    assert found[5].startswith("4:50: certificates.b.arn: '2026-01-01' is not")
