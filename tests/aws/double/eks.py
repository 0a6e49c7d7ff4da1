"""EKS: what moto's clusters lack, their add-ons and their Pod Identity associations."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import utcnow
from moto.ec2.models import ec2_backends
from moto.eks import urls
from moto.eks.exceptions import InvalidParameterException, ResourceInUseException, ResourceNotFoundException
from moto.eks.responses import EKSResponse

#: The versions of each add-on, the default first; real versions, which EKS may no longer offer.
ADD_ONS = {
    "aws-ebs-csi-driver": ("v1.48.0-eksbuild.2", "v1.53.0-eksbuild.1"),
    "aws-efs-csi-driver": ("v2.1.11-eksbuild.1", "v2.1.14-eksbuild.1"),
    "eks-pod-identity-agent": ("v1.3.8-eksbuild.2", "v1.3.10-eksbuild.1"),
}

_CLUSTER = "{0}/clusters/(?P<name>[^/]+)"
PATHS = (
    f"{_CLUSTER}/addons$",
    f"{_CLUSTER}/addons/(?P<addonName>[^/]+)$",
    f"{_CLUSTER}/addons/(?P<addonName>[^/]+)/update$",
    f"{_CLUSTER}/updates/(?P<updateId>[^/]+)$",
    f"{_CLUSTER}/pod-identity-associations$",
    f"{_CLUSTER}/pod-identity-associations/(?P<associationId>[^/]+)$",
    "{0}/addons/supported-versions$",
)

#: By the cluster's ARN, then by name or id.
_add_ons: dict[str, dict[str, dict[str, Any]]] = {}
_associations: dict[str, dict[str, dict[str, Any]]] = {}


def resources() -> list[str]:
    """Yield the names of what exists."""
    return [
        *(f"add-on {name} of {arn}" for arn, add_ons in _add_ons.items() for name in add_ons),
        *(f"association {a['namespace']}/{a['serviceAccount']} of {arn}" for arn, all_ in _associations.items() for a in all_.values()),
    ]


class EksRoutes(EKSResponse):  # type: ignore[misc]  # moto is in the double's own environment; mypy cannot see it
    """moto's EKS with the operations that it lacks; each method is the operation of that name."""

    def create_cluster(self) -> ActionResult:
        """Create a cluster with a network, a security group and an access configuration, as EKS does."""
        result = super().create_cluster()
        cluster = result.result["cluster"]
        network = cluster.resources_vpc_config
        ec2 = ec2_backends[self.current_account][self.region]
        vpc_id = ec2.get_subnet(network["subnetIds"][0]).vpc_id
        group = ec2.create_security_group(f"eks-cluster-sg-{cluster.name}", "Made by EKS for its network interfaces", vpc_id=vpc_id)
        network |= {"vpcId": vpc_id, "clusterSecurityGroupId": group.id, "publicAccessCidrs": ["0.0.0.0/0"], "securityGroupIds": []}
        cluster.access_config = {"authenticationMode": "API_AND_CONFIG_MAP", "bootstrapClusterCreatorAdminPermissions": True}
        cluster.upgrade_policy = {"supportType": "EXTENDED"}
        cluster.identity = {"oidc": {"issuer": f"https://oidc.eks.{self.region}.amazonaws.com/id/{uuid4().hex.upper()}"}}
        return result

    def create_addon(self) -> ActionResult:
        """Install an add-on, active at once; refuse an unknown one, an unknown version and a second one of the same name."""
        cluster, asked = self._cluster(), self._asked()
        name = asked["addonName"]
        there = _add_ons.setdefault(cluster.arn, {})
        if name in there:
            raise ResourceInUseException(clusterName=cluster.name, addonName=name, message="Addon already exists.")
        if asked.get("addonVersion", _default(name)) not in ADD_ONS.get(name, ()):
            raise InvalidParameterException(clusterName=cluster.name, addonName=name, message="The double knows no such add-on or version.")
        there[name] = add_on = {
            **{key: asked[key] for key in ("serviceAccountRoleArn", "configurationValues") if asked.get(key)},
            "addonName": name,
            "addonArn": f"{cluster.arn.replace(':cluster/', ':addon/')}/{name}/{uuid4()}",
            "addonVersion": asked.get("addonVersion") or _default(name),
            "clusterName": cluster.name,
            "createdAt": utcnow(),
            "modifiedAt": utcnow(),
            "health": {"issues": []},
            "podIdentityAssociations": [],
            "status": "ACTIVE",
            "tags": asked.get("tags") or {},
        }
        self._associate_with(cluster, add_on, asked.get("podIdentityAssociations") or [])
        return ActionResult({"addon": add_on})

    def list_addons(self) -> ActionResult:
        """List the names of a cluster's add-ons, on one page."""
        return ActionResult({"addons": list(_add_ons.get(self._cluster().arn, {}))})

    def describe_addon(self) -> ActionResult:
        """Return an add-on."""
        return ActionResult({"addon": self._add_on()[1]})

    def update_addon(self) -> ActionResult:
        """Change an add-on at once; its associations are replaced if the request has any."""
        cluster, add_on = self._add_on()
        asked = self._asked()
        add_on |= {key: asked[key] for key in ("addonVersion", "serviceAccountRoleArn", "configurationValues") if key in asked}
        if "podIdentityAssociations" in asked:
            self._associate_with(cluster, add_on, asked["podIdentityAssociations"])
        return ActionResult({"update": _update(str(uuid4()))})

    def describe_update(self) -> ActionResult:
        """Return a change, which is complete."""
        return ActionResult({"update": _update(self.uri_match["updateId"])})

    def delete_addon(self) -> ActionResult:
        """Delete an add-on at once, with its associations."""
        cluster, add_on = self._add_on()
        self._associate_with(cluster, add_on, [])
        del _add_ons[cluster.arn][add_on["addonName"]]
        return ActionResult({"addon": add_on | {"status": "DELETING"}})

    def describe_addon_versions(self) -> ActionResult:
        """List the versions of one add-on, or of all, the newest first."""
        asked, kubernetes = self._get_param("addonName"), self._get_param("kubernetesVersion")
        return ActionResult({"addons": [_versions(name, kubernetes) for name in ADD_ONS if asked in (None, name)]})

    def create_pod_identity_association(self) -> ActionResult:
        """Associate a role with a service account."""
        return ActionResult({"association": self._associate(self._cluster(), self._asked())})

    def describe_pod_identity_association(self) -> ActionResult:
        """Return an association."""
        return ActionResult({"association": self._association()[1]})

    def list_pod_identity_associations(self) -> ActionResult:
        """List a cluster's associations."""
        return ActionResult({"associations": list(_associations.get(self._cluster().arn, {}).values())})

    def update_pod_identity_association(self) -> ActionResult:
        """Change the role of an association."""
        association = self._association()[1]
        association["roleArn"] = self._asked()["roleArn"]
        return ActionResult({"association": association})

    def delete_pod_identity_association(self) -> ActionResult:
        """Delete the association of a role with a service account."""
        cluster, association = self._association()
        del _associations[cluster.arn][association["associationId"]]
        return ActionResult({"association": association})

    def list_tags_for_resource(self) -> ActionResult:
        """List the tags of a cluster, an add-on or an association."""
        mine = self._tagged()
        return super().list_tags_for_resource() if mine is None else ActionResult({"tags": mine})

    def tag_resource(self) -> EmptyResult:
        """Add tags to them."""
        mine = self._tagged()
        if mine is None:
            return super().tag_resource()
        mine |= self._asked()["tags"]
        return EmptyResult()

    def untag_resource(self) -> EmptyResult:
        """Remove tags from them."""
        mine = self._tagged()
        if mine is None:
            return super().untag_resource()
        for key in self.querystring["tagKeys"]:
            del mine[key]
        return EmptyResult()

    def _asked(self) -> dict[str, Any]:
        return dict(json.loads(self.body or "{}"))

    def _cluster(self) -> Any:
        name = self.uri_match["name"]
        if name not in self.eks_backend.clusters:
            raise ResourceNotFoundException(clusterName=name, message=f"No cluster found for name: {name}.")
        return self.eks_backend.clusters[name]

    def _add_on(self) -> tuple[Any, dict[str, Any]]:
        cluster, name = self._cluster(), self.uri_match["addonName"]
        if name not in _add_ons.get(cluster.arn, {}):
            raise ResourceNotFoundException(clusterName=cluster.name, addonName=name, message=f"No addon: {name} found in cluster.")
        return cluster, _add_ons[cluster.arn][name]

    def _association(self) -> tuple[Any, dict[str, Any]]:
        cluster, key = self._cluster(), self.uri_match["associationId"]
        if key not in _associations.get(cluster.arn, {}):
            raise ResourceNotFoundException(clusterName=cluster.name, message=f"No association found for id: {key}")
        return cluster, _associations[cluster.arn][key]

    def _associate_with(self, cluster: Any, add_on: dict[str, Any], wanted: list[dict[str, Any]]) -> None:
        """Replace the associations of an add-on."""
        associations = _associations.setdefault(cluster.arn, {})
        for key in [key for key, association in associations.items() if association.get("ownerArn") == add_on["addonArn"]]:
            del associations[key]
        add_on["podIdentityAssociations"] = [
            self._associate(cluster, {"namespace": "kube-system", **one}, owner=add_on["addonArn"])["associationArn"] for one in wanted
        ]

    def _associate(self, cluster: Any, asked: dict[str, Any], owner: str | None = None) -> dict[str, Any]:
        there = _associations.setdefault(cluster.arn, {})
        account = (asked["namespace"], asked["serviceAccount"])
        if account in [(other["namespace"], other["serviceAccount"]) for other in there.values()]:
            raise ResourceInUseException(clusterName=cluster.name, message=f"Association already exists: {'/'.join(account)}")
        key = f"a-{uuid4().hex[:17]}"
        there[key] = {
            **{name: asked[name] for name in ("namespace", "serviceAccount", "roleArn")},
            **({"ownerArn": owner} if owner else {}),
            "associationId": key,
            "associationArn": f"{cluster.arn.replace(':cluster/', ':podidentityassociation/')}/{key}",
            "clusterName": cluster.name,
            "createdAt": utcnow(),
            "modifiedAt": utcnow(),
            "tags": asked.get("tags") or {},
        }
        return there[key]

    def _tagged(self) -> dict[str, str] | None:
        """Find the tags of what the double itself holds; clusters are moto's."""
        arn = self._extract_arn_from_path()
        own = [thing for things in (*_add_ons.values(), *_associations.values()) for thing in things.values()]
        return next((thing["tags"] for thing in own if arn in (thing.get("addonArn"), thing.get("associationArn"))), None)


def _update(key: str) -> dict[str, Any]:
    return {"id": key, "type": "AddonUpdate", "status": "Successful", "params": [], "errors": [], "createdAt": utcnow()}


def _default(name: str) -> str:
    return ADD_ONS.get(name, ("",))[0]


def _versions(name: str, kubernetes: str | None) -> dict[str, Any]:
    def version(text: str) -> dict[str, Any]:
        fits = {"clusterVersion": kubernetes or "1.34", "platformVersions": ["*"], "defaultVersion": text == _default(name)}
        return {"addonVersion": text, "architecture": ["amd64", "arm64"], "compatibilities": [fits]}

    return {"addonName": name, "owner": "aws", "publisher": "eks", "addonVersions": [version(text) for text in reversed(ADD_ONS[name])]}


def forget() -> None:
    """Clear everything that moto does not hold itself."""
    _add_ons.clear()
    _associations.clear()


def install() -> None:
    """Add the routes to moto's table."""
    urls.url_paths.update(dict.fromkeys((*urls.url_paths, *PATHS), EksRoutes.dispatch))
