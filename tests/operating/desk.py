"""The environment of the cases: a folder with one hub file, and the command line, with AWS and the cluster as prepared by a case."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from jupyterhub_on_eks.cli.app import run
from jupyterhub_on_eks.cloud.cluster_api import ClusterApi
from jupyterhub_on_eks.deployment.errors import DeploymentError, report
from tests.jupyterhub_on_eks.cli.sites import answer_with
from tests.jupyterhub_on_eks.cloud.answers import CLUSTER, CONTROLLER, EBS, REGION, hub
from tests.jupyterhub_on_eks.doctor.test_add_ons import addon
from tests.jupyterhub_on_eks.doctor.test_network import PUBLIC, subnet
from tests.jupyterhub_on_eks.status.servers import Answers, own_certificate, server
from tests.jupyterhub_on_eks.status.test_installed import NAMESPACE, helm_secret

Objects = Sequence[Mapping[str, Any]]

HOST = "hub.example.org"
_CERTIFICATE = {"arn": "arn:aws:acm:us-west-2:111122223333:certificate/12345678-1234-1234-1234-123456789012"}
_PROVIDER = "https://login.example.org"
#: A hub on the internet with TLS and a login, whose DNS record is somebody else's.
PUBLISHED: Mapping[str, Any] = {
    "service_type": "alb",
    "ingress_hosts": [HOST],
    "certificate_resource_name": "hub-cert",
    "oidc_config": {
        "callback_url": f"https://{HOST}/hub/oauth_callback",
        "auth_url": f"{_PROVIDER}/authorize",
        "token_url": f"{_PROVIDER}/token",
        "user_data_url": f"{_PROVIDER}/userinfo",
        "client_id": "jupyterhub",
        "client_secret": {"kubernetes_secret": "hub-oidc"},
        "allow_all": True,
    },
}
_INSTALLED = (NAMESPACE, helm_secret())
#: Doctor's answers on a machine and in an account that are ready, where the cases need them.
_READY: Mapping[str, Any] = {
    **addon(),
    "ec2.describe_subnets": {"Subnets": [subnet("subnet-a", PUBLIC), subnet("subnet-b", PUBLIC)]},
    "eks.list_access_entries": {"accessEntries": ["arn:aws:iam::111122223333:role/deployer"]},
    "eks.list_associated_access_policies": {"associatedAccessPolicies": []},
}


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The environment of a case.

    Args:
        folder: the empty working folder of the command line.
        patch: undone after the case.
        output: what was printed.
    """

    folder: Path
    patch: pytest.MonkeyPatch
    output: pytest.CaptureFixture[str]

    def status(self, *objects: Mapping[str, Any], installed: Objects = _INSTALLED, **settings: Any) -> str:
        """Run ``status`` on a cluster with these objects, on which the hub with these settings is installed, unless other objects differ."""
        return self.run("status", objects=[*installed, *objects], **settings)

    def doctor(
        self, *objects: Mapping[str, Any], aws: Mapping[str, Any] | None = None, api: ClusterApi | None = None, **settings: Any
    ) -> str:
        """Run ``doctor``, with the case's own API server if it has one; the cases don't test Terraform."""
        self.patch.setenv("TERRAFORM_BINARY_NAME", "true")
        return self.run("doctor", objects=objects, aws=aws, api=api, **settings)

    def check(self, **settings: Any) -> str:
        """Run ``check``."""
        return self.run("check", **settings)

    def run(
        self,
        verb: str,
        *,
        objects: Objects = (),
        aws: Mapping[str, Any] | None = None,
        api: ClusterApi | None = None,
        **settings: Any,
    ) -> str:
        """Run a verb on a hub file with these settings; return all its output."""
        add_ons = [EBS, CONTROLLER, hub(**settings)]
        cluster = {"name": CLUSTER, "region": REGION}
        file = {"stack": "research", "cluster": cluster, "certificates": {"hub-cert": _CERTIFICATE}, "add_ons": add_ons}
        (self.folder / "hub.yaml").write_text(yaml.safe_dump(file), encoding="utf-8")
        answer_with(self.patch, lambda _: {"aws": {**_READY, **(aws or {})}, "objects": objects}, api)
        self.output.readouterr()
        run([verb, "hub.yaml"])
        return "\n".join(self.output.readouterr())

    def refused(self, verb: Callable[[], None]) -> str:
        """Run what has to be refused; return the command line's output."""
        with pytest.raises(DeploymentError) as refusal:
            verb()
        report(refusal.value, sys.stderr)
        return self.output.readouterr().err

    def status_of_web(self, answers: Answers, *objects: Mapping[str, Any]) -> str:
        """Run ``status`` on a hub on the internet, in place of which a local server responds, with a self-signed certificate."""
        context, _ = own_certificate(self.folder, HOST)
        with server(answers, context) as place:
            self.lead_to(lambda: _connect(("127.0.0.1", int(place.rpartition(":")[2]))))
            return self.status(*objects, **PUBLISHED)

    def lead_to(self, where: Callable[[], socket.socket]) -> None:
        """Redirect all connections to this machine, or let them fail in this way."""
        self.patch.setattr(socket, "create_connection", lambda *_arguments, **_options: where())


_connect = socket.create_connection


def fail(error: OSError) -> Callable[[], socket.socket]:
    """Return a connection that ends with an error."""

    def connect() -> socket.socket:
        raise error

    return connect
