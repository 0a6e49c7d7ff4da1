"""A stack's site with prepared answers: AWS's by service and operation, the cluster's as objects."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, cast

import botocore.session
import yaml
from botocore.validate import validate_parameters

from constructs_lib.hub_files.model import HubFile
from jupyterhub_on_eks.cloud.aws import Aws
from jupyterhub_on_eks.cloud.cluster_api import ClusterApi
from jupyterhub_on_eks.cloud.errors import Cause, CloudError
from jupyterhub_on_eks.cloud.stack_site import StackSite

REGION, CLUSTER, GROUP = "us-west-2", "research-cluster", "sg-cluster"
CALLER = {"Account": "111122223333", "Arn": "arn:aws:sts::111122223333:assumed-role/deployer/ada"}
NETWORK = {"vpcId": "vpc-1", "subnetIds": ["subnet-a", "subnet-b"], "clusterSecurityGroupId": GROUP, "endpointPublicAccess": True}
DESCRIBED = {
    "name": CLUSTER,
    "version": "1.34",
    "status": "ACTIVE",
    "accessConfig": {"authenticationMode": "API"},
    "resourcesVpcConfig": NETWORK,
}
KUBE_SYSTEM = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "kube-system"}}
NOT_THERE = CloudError("not there", cause=Cause.NOT_THERE)

#: The answer to parameters, or the error to raise.
Answer = Mapping[str, Any] | CloudError | Callable[[Mapping[str, Any]], Any]


@cache
def _operation(service: str, operation: str) -> Any:
    from botocore import xform_name  # noqa: PLC0415

    model = botocore.session.get_session().get_service_model(service)
    return model.operation_model(next(name for name in model.operation_names if xform_name(name) == operation))


class PreparedAws:
    """Prepared answers; anything else does not exist. Parameters are checked with AWS's own models of its services."""

    region = REGION

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self._answers = {"sts.get_caller_identity": CALLER, "eks.describe_cluster": {"cluster": DESCRIBED}, **answers}
        self.calls: set[str] = set()

    def ask(self, service: str, operation: str, parameters: Mapping[str, Any] | None = None, *, region: str | None = None) -> Any:
        """Answer as `Aws.ask` does."""
        del region
        model = _operation(service, operation)
        validate_parameters(dict(parameters or {}), model.input_shape)
        self.calls.add(f"{service}:{model.name}")
        answer = self._answers.get(f"{service}.{operation}", NOT_THERE)
        answer = answer(parameters or {}) if callable(answer) else answer
        if isinstance(answer, CloudError):
            raise answer
        return answer

    def find(self, service: str, operation: str, parameters: Mapping[str, Any] | None = None) -> Any:
        """Answer as `Aws.find` does."""
        try:
            return self.ask(service, operation, parameters)
        except CloudError as error:
            if error.cause is Cause.NOT_THERE:
                return None
            raise

    def items(self, service: str, operation: str, key: str, parameters: Mapping[str, Any] | None = None) -> Iterator[Any]:
        """Answer as `Aws.items` does."""
        assert key in _operation(service, operation).output_shape.members
        assert f"{service}.{operation}" in self._answers, f"no answer is prepared for {service}.{operation}"
        yield from self.ask(service, operation, parameters)[key]


class PreparedApi:
    """The objects of a cluster."""

    name = CLUSTER

    def __init__(self, objects: Sequence[Mapping[str, Any]], error: CloudError | None = None) -> None:
        self._objects = [KUBE_SYSTEM, *objects]
        self._error = error

    def __exit__(self, *_: object) -> None: ...

    def get(self, api_version: str, kind: str, name: str, *, namespace: str | None = None) -> Any:
        """Answer as `ClusterApi.get` does."""
        found = self.items(api_version, kind, namespace=namespace)
        return next((item for item in found if item["metadata"]["name"] == name), None)

    def items(self, api_version: str, kind: str, *, namespace: str | None = None, labels: Mapping[str, str] | None = None) -> Any:
        """Answer as `ClusterApi.items` does."""
        assert api_version
        if self._error:
            raise self._error
        wanted = (labels or {}).items()
        return [
            item
            for item in self._objects
            if item["kind"] == kind
            and namespace in (None, item["metadata"].get("namespace"))
            and wanted <= (item["metadata"].get("labels") or {}).items()
        ]


def site(
    *add_ons: Mapping[str, Any],
    aws: Mapping[str, Answer] | None = None,
    objects: Sequence[Mapping[str, Any]] = (),
    api_error: CloudError | None = None,
    **keys: Any,
) -> StackSite:
    """Return the site of a stack with these add-ons.

    Args:
        add_ons: as in a hub file.
        aws: answers by service and operation, such as eks.describe_addon.
        objects: of the cluster.
        api_error: the API server's answer to everything.
        keys: of the hub file, beside add_ons.
    """
    file = {"stack": "lab", "cluster": {"name": CLUSTER, "region": REGION}, **keys, "add_ons": list(add_ons)}
    hub_file = HubFile.model_validate(file, context={"seen": {}})
    written = PreparedAws(aws or {})
    return StackSite(
        hub_file, aws=lambda: cast("Aws", written), api=lambda _aws, _name: cast("ClusterApi", PreparedApi(objects, api_error))
    )


def calls(of: StackSite) -> set[str]:
    """Return AWS's requests, as service:Operation."""
    return cast("PreparedAws", of.aws).calls


def item(kind: str, name: str, namespace: str | None = None, **content: Any) -> dict[str, Any]:
    """Return an object of a cluster; labels and annotations are in its metadata."""
    own = {key: content.pop(key) for key in ("labels", "annotations") if key in content}
    place = {"namespace": namespace} if namespace else {}
    return {"kind": kind, "metadata": {"name": name, **place, **own}, **content}


EBS = {"ebs_csi_driver": {"existing": True}}
EFS = {"efs_csi_driver": {"existing": True}}
CONTROLLER = {"aws_load_balancer_controller": {"existing": True}}


def hub(**settings: Any) -> dict[str, Any]:
    """Return a hub on EBS inside the cluster, with these settings."""
    homes = (
        {}
        if {"efs_config", "existing_claim_config"} & set(settings)
        else {"ebs_config": {"storage_class": "gp3", "capacity": "10Gi", "removal_policy": "RETAIN"}}
    )
    return {"jupyterhub": {"service_type": "cluster_ip", **homes, **settings}}


def example(path: Path) -> list[dict[str, Any]]:
    """Return the add-ons of a hub file."""
    return list(yaml.safe_load(path.read_text(encoding="utf-8"))["add_ons"])
