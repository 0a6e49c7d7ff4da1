"""Programs of a local cluster."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cluster.local.programs import KWOK, MODULE, WANTED, Place, build, commands, kubeconfig, missing, nodes

PLACE = Place(programs=Path("/bin"), folder=Path("/data"), api=1001, etcd=1002, peers=1003, token="canary")


def test_programs_report_their_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """Charts ask for Kubernetes' version, which is that of the pinned module."""
    ran: list[list[str]] = []
    monkeypatch.setattr("tests.cluster.local.programs.subprocess.run", lambda command, **_: ran.append(command))

    build(Path("/bin"))

    command, _ = ran
    flags = command[command.index("-ldflags") + 1]
    version = f"k8s.io/kubernetes v{flags.split('gitVersion=v')[1].split()[0]}"
    assert version in (MODULE / "go.mod").read_text()
    assert "gitMajor=1 " in flags
    assert version.split(".")[2] == flags.split("gitMinor=")[1]
    assert "/bin/" == command[command.index("-o") + 1]


def test_every_built_program_is_pinned() -> None:
    """Every started program is a tool of the module, or kwok, or is looked up on PATH first."""
    module = (MODULE / "go.mod").read_text()
    started = [Path(command[0]) for command in commands(PLACE).values()]

    assert [Path("/bin")] * 4 == [program.parent for program in started if program.is_absolute()]
    assert ["kwok"] == [program.name for program in started if program.is_absolute() and f"/cmd/{program.name}\n" not in module]
    assert "/kwok@v" in KWOK
    assert [] == [program.name for program in started if not program.is_absolute() and program.name not in WANTED]


def test_nothing_is_reachable_from_elsewhere() -> None:
    """Everything listens on loopback alone; what doesn't need to listen doesn't."""
    ways = commands(PLACE)

    assert "--bind-address=127.0.0.1" in ways["kube-apiserver"]
    assert ["127.0.0.1"] * 2 == [flag.split("//")[1].split(":")[0] for flag in ways["etcd"] if flag.startswith("--listen")]
    assert [True, True] == ["--secure-port=0" in ways[name] for name in ("kube-controller-manager", "kube-scheduler")]
    assert "--node-port=0" in ways["kwok"]


def test_the_token_is_not_an_argument() -> None:
    """Everybody on the machine can read arguments; the API server gets it from the kubeconfig."""
    assert "canary" not in str(commands(PLACE))
    assert "canary" == kubeconfig(PLACE)["users"][0]["user"]["token"]
    assert "https://127.0.0.1:1001" == kubeconfig(PLACE)["clusters"][0]["cluster"]["server"]


def test_nodes_are_in_separate_zones() -> None:
    """Three nodes, three zones."""
    items = nodes(3)["items"]

    assert 3 == len({item["metadata"]["labels"]["topology.kubernetes.io/zone"] for item in items})
    assert 3 == len({item["metadata"]["name"] for item in items})


def test_missing_programs_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """All at once."""
    monkeypatch.setattr("tests.cluster.local.programs.shutil.which", lambda name: None if name in {"etcd", "go"} else name)

    assert ["etcd", "go"] == missing()
