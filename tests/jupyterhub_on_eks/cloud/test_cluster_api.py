"""The API server of a cluster."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from jupyterhub_on_eks.cloud.aws import Aws
from jupyterhub_on_eks.cloud.cluster_api import OVERRIDE, ClusterApi, eks_config, eks_token
from jupyterhub_on_eks.cloud.errors import Cause, CloudError

#: The environment's setting before the fixtures hide it.
GIVEN = os.environ.get(OVERRIDE)

REGION = "us-west-2"
POD = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "hub-1", "namespace": "jupyterhub", "labels": {"component": "hub"}}}


@contextmanager
def api_server(answers: dict[str, tuple[int, Any]]) -> Iterator[tuple[str, list[str]]]:
    """Answer as an API server does, by path; return its address and the tokens that it received."""
    tokens: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            tokens.append(str(self.headers["Authorization"]))
            status, body = answers.get(self.path.partition("?")[0], (404, {"kind": "Status", "code": 404, "message": "not found"}))
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Log nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", tokens
    server.shutdown()
    thread.join()
    server.server_close()


def _api(endpoint: str) -> ClusterApi:
    return ClusterApi(eks_config({"name": "c", "endpoint": endpoint}, token="k8s-aws-v1.canary"), name="c")


def test_it_reads_objects() -> None:
    """One, a list of a namespace, all of a kind, and a missing one; the token is sent."""
    pods = {"kind": "PodList", "apiVersion": "v1", "metadata": {}, "items": [POD]}
    paths = {"/api/v1/namespaces/jupyterhub/pods": (200, pods), "/api/v1/pods": (200, pods), "/api/v1/nodes": (200, pods | {"items": []})}
    with api_server({**paths, "/api/v1/namespaces/jupyterhub/pods/hub-1": (200, POD)}) as (endpoint, tokens):
        api = _api(endpoint)
        one = api.get("v1", "Pod", "hub-1", namespace="jupyterhub")

        assert one is not None
        assert "hub-1" == one["metadata"]["name"]
        assert api.get("v1", "Pod", "hub-2", namespace="jupyterhub") is None
        assert ["hub-1"] == [pod["metadata"]["name"] for pod in api.items("v1", "Pod", namespace="jupyterhub", labels={"component": "hub"})]
        assert (1, 0) == (len(api.items("v1", "Pod")), len(api.items("v1", "Node")))
        assert {"Bearer k8s-aws-v1.canary"} == set(tokens)


@pytest.mark.parametrize(
    ("status", "message", "cause", "expected"),
    [
        (
            401,
            "Unauthorized",
            Cause.CREDENTIALS,
            "the cluster c does not accept this identity. Ask an administrator to create an access entry",
        ),
        (
            403,
            'pods is forbidden: User "ada"',
            Cause.DENIED,
            'does not allow this identity to list Pod: pods is forbidden: User "ada". Ask an administrator',
        ),
        (500, "etcd", Cause.OTHER, "returns 500 for list Pod: etcd"),
    ],
)
def test_refusals(status: int, message: str, cause: Cause, expected: str) -> None:
    """Each with a message, and a fix if there is one."""
    body = {"kind": "Status", "apiVersion": "v1", "code": status, "message": message}
    with api_server({"/api/v1/namespaces/a/pods": (status, body)}) as (endpoint, _), pytest.raises(CloudError) as error:
        _api(endpoint).items("v1", "Pod", namespace="a")

    assert cause is error.value.cause
    assert expected in str(error.value)
    assert "canary" not in str(error.value)


def test_it_is_unreachable() -> None:
    """As with a private endpoint."""
    with pytest.raises(CloudError, match=r"the API server of the cluster c did not answer .*private") as error:
        _api("http://127.0.0.1:9").items("v1", "Pod")

    assert Cause.UNREACHABLE is error.value.cause


def test_a_cluster_that_is_being_created() -> None:
    """EKS returns its endpoint later."""
    with pytest.raises(CloudError, match="the cluster c has no endpoint; its status is CREATING"):
        eks_config({"name": "c", "status": "CREATING"}, token="")


def test_no_kubeconfig_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither KUBECONFIG nor the file in the home folder decides which cluster is used."""
    wrong = tmp_path / ".kube" / "config"
    wrong.parent.mkdir()
    wrong.write_text("{clusters: [{name: x, cluster: {server: http://127.0.0.1:9}}], contexts: [], current-context: x}")
    monkeypatch.setenv("KUBECONFIG", str(wrong))
    monkeypatch.setenv("HOME", str(tmp_path))
    with api_server({"/api/v1/namespaces/jupyterhub/pods/hub-1": (200, POD)}) as (endpoint, _):
        assert _api(endpoint).get("v1", "Pod", "hub-1", namespace="jupyterhub")


@pytest.mark.usefixtures("keys")
def test_the_token_is_that_of_the_aws_cli(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same signed URL: host, action, the cluster among the signed headers, and its lifetime; a session token is included."""
    if shutil.which("aws") is None:
        pytest.skip("the AWS CLI is not on PATH")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "session")
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    run = subprocess.run(
        ["aws", "eks", "get-token", "--cluster-name", "c", "--region", REGION], env=os.environ, capture_output=True, check=True
    )
    theirs, ours = _decoded(json.loads(run.stdout)["status"]["token"]), _decoded(eks_token(Aws(region=REGION), "c"))
    changing = {"X-Amz-Date", "X-Amz-Signature"}

    assert theirs[0] == ours[0]
    assert {key: value for key, value in theirs[1].items() if key not in changing} == {
        key: value for key, value in ours[1].items() if key not in changing
    }
    assert ["host;x-k8s-aws-id"] == ours[1]["X-Amz-SignedHeaders"]
    assert len(ours[1]["X-Amz-Signature"][0]) == 64


def _decoded(token: str) -> tuple[str, dict[str, list[str]]]:
    encoded = token.removeprefix("k8s-aws-v1.")
    url = urlsplit(base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode())
    return f"{url.scheme}://{url.netloc}{url.path}", parse_qs(url.query)


@pytest.mark.cluster
def test_a_real_api_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test setting points at it; real answers are read, and a real refusal."""
    if not GIVEN:
        pytest.skip(f"no cluster was given: {OVERRIDE} not set")
    monkeypatch.setenv(OVERRIDE, GIVEN)
    with ClusterApi.of(Aws(region=REGION), "local") as api:
        assert api.get("v1", "Namespace", "kube-system")
        assert api.get("v1", "Namespace", "no-such") is None
        assert "default" in {item["metadata"]["name"] for item in api.items("v1", "ServiceAccount", namespace="kube-system")}
