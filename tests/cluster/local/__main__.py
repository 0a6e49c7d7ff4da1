"""A local cluster: etcd, the API server, its controllers and the scheduler are real, the nodes are simulated by kwok.

``.venv/bin/python -m tests.cluster.local FOLDER`` builds the programs into ``FOLDER/bin`` if they are not there yet, starts them
with their data and logs in ``FOLDER/data``, which is emptied before, prints the path of the kubeconfig, and acts as the load balancers
and the CSI drivers until Ctrl-C or SIGTERM.
"""

from __future__ import annotations

import json
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NoReturn

from bootstrap.paths import TOOLS
from tests.cluster.kubectl import Kubectl
from tests.cluster.local.caretaker import KINDS, actions
from tests.cluster.local.programs import Place, build, commands, kubeconfig, missing, nodes

#: Seconds within which a program has to be ready.
_PATIENCE = 120


def _place(programs: Path, folder: Path) -> Place:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)  # it holds the administrator's token
    with ExitStack() as held:
        sockets = [held.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(3)]
        api, etcd, peers = (it.getsockname()[1] for it in sockets)
    place = Place(programs=programs, folder=folder, api=api, etcd=etcd, peers=peers, token=secrets.token_hex(16))
    place.users.write_text(f'{place.token},admin,admin,"system:masters"\n')
    place.kubeconfig.write_text(json.dumps(kubeconfig(place)))
    subprocess.run(["openssl", "genrsa", "-out", str(place.key), "2048"], check=True, capture_output=True)
    return place


@contextmanager
def _running(name: str, command: list[str], log: Path) -> Iterator[None]:
    """Run a program with its log in a file."""
    # In a separate process group: Ctrl-C is for this script, which ends the programs one after the other.
    with log.open("wb") as out, subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, process_group=0) as program:
        try:
            yield
        finally:
            if program.poll() not in (None, 0):
                print(f"{name} has ended; see {log}", file=sys.stderr)
            program.terminate()


def _wait(kubectl: Kubectl, *question: str) -> None:
    """Run kubectl until it succeeds."""
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            kubectl(*question)
        except subprocess.CalledProcessError:
            if time.monotonic() > end:
                raise
            time.sleep(1)
        else:
            return


def _reconcile(kubectl: Kubectl) -> None:
    """Do once what a cloud would do. What fails because the object has just changed or been deleted is tried again the next time."""
    for action in actions(json.loads(kubectl("get", KINDS, "--all-namespaces", "-o", "json"))["items"]):
        with _reported():
            kubectl(*action.arguments, given=action.given)


@contextmanager
def _reported() -> Iterator[None]:
    """Report a failure of kubectl, and go on."""
    try:
        yield
    except subprocess.CalledProcessError as error:
        print(error.stderr.strip(), file=sys.stderr)
    except subprocess.TimeoutExpired as error:
        print(error, file=sys.stderr)


def serve(place: Place) -> NoReturn:
    """Run the programs and maintain the cluster until a signal ends it."""
    with ExitStack() as running:
        kubectl = Kubectl(str(place.kubeconfig))
        for name, command in commands(place).items():
            running.enter_context(_running(name, command, place.folder / f"{name}.log"))
            if name == "kube-apiserver":
                _wait(kubectl, "get", "--raw", "/readyz")
        kubectl.create(nodes(3))
        kubectl("wait", "node", "--all", "--for=condition=Ready", "--timeout=50s")
        print(place.kubeconfig, flush=True)
        while True:
            with _reported():
                _reconcile(kubectl)
            time.sleep(1)


def _end(*_: object) -> NoReturn:
    sys.exit(0)


def main(folder: Path) -> NoReturn:
    """Build what is missing, and run a cluster until Ctrl-C or SIGTERM."""
    if lacking := missing():
        sys.exit(f"Not on PATH: {', '.join(lacking)}.")
    programs = folder.resolve() / "bin"
    build(programs)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end)
    serve(_place(programs, folder.resolve() / "data"))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else TOOLS / "cluster")
