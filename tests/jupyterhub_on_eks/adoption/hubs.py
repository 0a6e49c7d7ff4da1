"""Hubs as adoption finds them: values passed to Helm, claims, volumes. Names and secrets are invented."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from jupyterhub_on_eks.adoption.found import FoundHub

#: Not a real secret, and one that no rule treats as a placeholder.
CANARY = "canary-5f1d0c2b7a"

#: A hub of EKS Blueprints' add-on with efsConfig, oidcConfig and ALB: what its `deploy` passes to Helm.
BLUEPRINTS_EFS = f"""
singleuser:
  image: {{name: jupyter/datascience-notebook, tag: latest}}
  extraEnv: {{CHOWN_HOME: "yes"}}
  uid: 0
  fsGid: 0
  cmd: [jupyterhub-singleuser, --allow-root]
  storage: {{type: static, static: {{pvcName: efs-persist, subPath: "home/{{username}}"}}}}
hub:
  config:
    JupyterHub: {{authenticator_class: generic-oauth}}
    GenericOAuthenticator:
      client_id: jupyterhub
      client_secret: {CANARY}-client
      oauth_callback_url: https://jupyterhub.some.example.com/hub/oauth_callback
      authorize_url: https://login.some.example.com/authorize
      token_url: https://login.some.example.com/token
      userdata_url: https://login.some.example.com/userinfo
      scope: [openid, email]
      username_key: email
ingress:
  annotations:
    external-dns.alpha.kubernetes.io/hostname: jupyterhub.some.example.com
    alb.ingress.kubernetes.io/scheme: internet-facing
    alb.ingress.kubernetes.io/target-type: ip
    kubernetes.io/ingress.class: alb
    alb.ingress.kubernetes.io/ssl-redirect: "443"
    alb.ingress.kubernetes.io/listen-ports: '[{{"HTTP": 80}},{{"HTTPS":443}}]'
    alb.ingress.kubernetes.io/certificate-arn: arn:aws:acm:us-west-2:111122223333:certificate/12345678-1234-1234-1234-123456789012
  hosts: [jupyterhub.some.example.com]
  enabled: true
proxy: {{service: {{type: ClusterIP}}}}
"""

#: The same add-on with ebsConfig and NLB, open to everyone.
BLUEPRINTS_EBS = """
singleuser:
  image: {name: jupyter/base-notebook, tag: latest}
  extraEnv: {CHOWN_HOME: "yes"}
  uid: 0
  fsGid: 0
  cmd: [jupyterhub-singleuser, --allow-root]
  storage: {dynamic: {storageClass: gp2}, capacity: 4Gi}
proxy:
  service:
    annotations:
      service.beta.kubernetes.io/aws-load-balancer-type: nlb
      service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing
      service.beta.kubernetes.io/aws-load-balancer-nlb-target-type: ip
"""

#: Values written by hand after the chart's guide: GitHub, limits, profiles, secrets in many places, a classic load balancer.
HELM_ALONE = f"""
proxy:
  secretToken: {"0123456789abcdef" * 4}
hub:
  concurrentSpawnLimit: 20
  extraEnv: {{GRADER_PASSWORD: {CANARY}-grader, PLAIN: text}}
  extraConfig:
    banner: |
      c.JupyterHub.template_vars = {{"announcement": "Backups at noon"}}
  services:
    grader: {{apiToken: {CANARY}0123456789abcdef, url: "http://grader:8080"}}
  config:
    JupyterHub: {{authenticator_class: github}}
    Authenticator: {{admin_users: [ada]}}
    GitHubOAuthenticator:
      client_id: 0a1b2c3d
      client_secret: {CANARY}-github
      oauth_callback_url: https://hub.example.org/hub/oauth_callback
      allowed_organizations: [my-org]
      scope: ["read:org"]
cull: {{timeout: 7200, every: 300}}
singleuser:
  defaultUrl: /lab
  memory: {{limit: 2G, guarantee: 1G}}
  cpu: {{limit: 2}}
  extraEnv: {{TEAM: physics, HOME_OF: "{{username}}"}}
  storage: {{dynamic: {{storageClass: gp2}}}}
  profileList:
    - {{display_name: Small, default: true}}
    - {{display_name: Large, kubespawner_override: {{mem_limit: 8G}}}}
"""

#: The default class of a cluster on EKS in the past.
DEFAULT_CLASS: dict[str, Any] = {
    "apiVersion": "storage.k8s.io/v1",
    "kind": "StorageClass",
    "metadata": {"name": "gp2", "annotations": {"storageclass.kubernetes.io/is-default-class": "true"}},
    "provisioner": "ebs.csi.aws.com",
    "volumeBindingMode": "WaitForFirstConsumer",
}


def user_claim(user: str, namespace: str) -> dict[str, Any]:
    """Return the claim of a user as KubeSpawner creates it."""
    return {
        "apiVersion": "v1",
        "kind": "PersistentVolumeClaim",
        "metadata": {
            "name": f"claim-{user}",
            "namespace": namespace,
            "labels": {"app": "jupyterhub", "component": "singleuser-storage"},
            "annotations": {"hub.jupyter.org/username": user},
        },
        "spec": {"accessModes": ["ReadWriteOnce"], "storageClassName": "gp2", "resources": {"requests": {"storage": "10Gi"}}},
    }


def database_claim(namespace: str, storage_class: str = "gp2") -> dict[str, Any]:
    """Return the chart's claim for the hub's database."""
    return {
        "apiVersion": "v1",
        "kind": "PersistentVolumeClaim",
        "metadata": {"name": "hub-db-dir", "namespace": namespace},
        "spec": {"accessModes": ["ReadWriteOnce"], "storageClassName": storage_class, "resources": {"requests": {"storage": "1Gi"}}},
    }


def blueprints_volume(namespace: str, file_system: str) -> list[dict[str, Any]]:
    """Return class, volume and claim on EFS as EKS Blueprints' add-on creates them; and the default class, which the database gets."""
    size = {"storage": "120Gi"}
    return [
        {"apiVersion": "storage.k8s.io/v1", "kind": "StorageClass", "metadata": {"name": "efs-sc"}, "provisioner": "efs.csi.aws.com"},
        {
            "apiVersion": "v1",
            "kind": "PersistentVolume",
            "metadata": {"name": "efs-persist"},
            "spec": {
                "capacity": size,
                "volumeMode": "Filesystem",
                "accessModes": ["ReadWriteMany"],
                "storageClassName": "efs-sc",
                "csi": {"driver": "efs.csi.aws.com", "volumeHandle": file_system},
            },
        },
        {
            "apiVersion": "v1",
            "kind": "PersistentVolumeClaim",
            "metadata": {"name": "efs-persist", "namespace": namespace},
            "spec": {"storageClassName": "efs-sc", "accessModes": ["ReadWriteMany"], "resources": {"requests": size}},
        },
    ]


def found(
    values: str | Mapping[str, Any], version: str = "4.4.0", *, claims: Sequence[Mapping[str, Any]] = (), **settings: Any
) -> FoundHub:
    """Return a hub that was found, in the namespace hubs."""
    return FoundHub(
        release="hub",
        namespace="hubs",
        version=version,
        values=yaml.safe_load(values) or {} if isinstance(values, str) else values,
        claims=[database_claim("hubs"), *claims],
        cluster="research",
        region="us-west-2",
        **settings,
    )


def release_secret(
    values: Mapping[str, Any], *, name: str = "hub", namespace: str = "hubs", revision: int = 1, status: str = "deployed", **chart: Any
) -> dict[str, Any]:
    """Return the Secret in which Helm stores a release."""
    metadata = {"name": "jupyterhub", "version": "4.4.0", **chart}
    content = {
        "name": name,
        "namespace": namespace,
        "version": revision,
        "info": {"status": status},
        "chart": {"metadata": metadata, "values": {"cull": {"enabled": True}}},
        "config": dict(values),
    }
    packed = base64.b64encode(base64.b64encode(gzip.compress(json.dumps(content).encode()))).decode()
    return {
        "type": "helm.sh/release.v1",
        "metadata": {
            "name": f"sh.helm.release.v1.{name}.v{revision}",
            "namespace": namespace,
            "labels": {"owner": "helm", "status": status},
        },
        "data": {"release": packed},
    }
