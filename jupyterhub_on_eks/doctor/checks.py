"""The list of doctor's checks, in the order of its report."""

from __future__ import annotations

from constructs_lib.models.prerequisites import PrerequisiteKind
from jupyterhub_on_eks.cloud.stack_site import StackSite
from jupyterhub_on_eks.doctor.add_ons import drivers, load_balancer_controller, pod_identity_agent
from jupyterhub_on_eks.doctor.cluster import access, api_server, cluster, credentials
from jupyterhub_on_eks.doctor.file_systems import file_systems
from jupyterhub_on_eks.doctor.names import certificates, hosted_zones
from jupyterhub_on_eks.doctor.neighbors import namespaces, other_stacks
from jupyterhub_on_eks.doctor.network import balancer_subnets, free_addresses, instance_metadata, network_policies
from jupyterhub_on_eks.doctor.objects import of_kinds
from jupyterhub_on_eks.doctor.storage import storage_classes
from jupyterhub_on_eks.doctor.tools import programs, terraform
from jupyterhub_on_eks.findings.run import Check

_KIND = PrerequisiteKind

CHECKS: tuple[Check[StackSite], ...] = (
    Check("AWS credentials", credentials, required=True),
    Check("cluster", cluster, required=True),
    Check("API server", api_server, required=True),
    Check("access", access),
    Check("drivers", drivers),
    Check("Pod Identity agent", pod_identity_agent),
    Check("load balancer controller", load_balancer_controller),
    Check("storage class", storage_classes),
    Check("file system", file_systems),
    Check("subnets", balancer_subnets),
    Check("free addresses", free_addresses),
    Check("network policies", network_policies),
    Check("instance metadata", instance_metadata),
    Check("certificate", certificates),
    Check("hosted zone", hosted_zones),
    Check("Secret", of_kinds(_KIND.KUBERNETES_SECRET, _KIND.SECRETS_MANAGER_SECRET, _KIND.VARIABLE)),
    Check(
        "provided",
        of_kinds(_KIND.CONFIG_MAP, _KIND.PERSISTENT_VOLUME_CLAIM, _KIND.NAMESPACE, _KIND.CUSTOM_RESOURCE_DEFINITION, _KIND.IAM_ROLE),
    ),
    Check("namespace", namespaces),
    Check("other stacks", other_stacks),
    Check("Terraform", terraform),
    Check("programs", programs),
)
