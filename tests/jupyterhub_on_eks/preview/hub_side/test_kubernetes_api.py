"""The stand-in for the Kubernetes API. KubeSpawner itself uses it in tests/login and tests/constructs_lib/hub_side."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from jupyterhub_on_eks.preview.hub_side.kubernetes_api import KubernetesApi, running_api


def _ask(api: KubernetesApi, method: str, path: str, body: Any = None) -> tuple[int, Any]:
    data = json.dumps(body).encode() if body else None
    request = urllib.request.Request(f"{api.url}/api/v1/namespaces/lab/{path}", data, method=method)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return error.code, None


def test_pods_are_created_and_deleted(tmp_path: Path) -> None:
    """A created pod runs at once, and does not exist after its deletion."""
    pod = {"metadata": {"name": "jupyter-ada"}, "spec": {}}
    with running_api(tmp_path, lambda _: "127.0.0.9", pause=0) as api:
        made = _ask(api, "POST", "pods", pod)[0]
        (running,) = _ask(api, "GET", "pods")[1]["items"]
        deleted, again = (_ask(api, "DELETE", "pods/jupyter-ada")[0] for _ in range(2))

        assert (201, 200, 404) == (made, deleted, again)
        assert ("127.0.0.9", "lab") == (running["status"]["podIP"], running["metadata"]["namespace"])
        assert [] == api.pods == _ask(api, "GET", "pods")[1]["items"]
        assert api.url in api.kubeconfig.read_text(encoding="utf-8")


def test_claims(tmp_path: Path) -> None:
    """A claim is created once, read and deleted."""
    claim = {"metadata": {"name": "claim-ada"}}
    with running_api(tmp_path) as api:
        statuses = [
            _ask(api, method, f"persistentvolumeclaims{path}", body)[0]
            for method, path, body in (
                ("POST", "", claim), ("POST", "", claim), ("GET", "/claim-ada", None), ("DELETE", "/claim-ada", None), ("GET", "/claim-ada", None),
            )
        ]  # fmt: skip

    assert [201, 409, 200, 200, 404] == statuses
