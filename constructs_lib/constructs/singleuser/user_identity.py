"""The Kubernetes service account of users' servers, and its IAM role."""

from __future__ import annotations

from cdktf_cdktf_provider_aws.data_aws_partition import DataAwsPartition
from cdktf_cdktf_provider_aws.eks_pod_identity_association import EksPodIdentityAssociation
from cdktf_cdktf_provider_kubernetes.service_account_v1 import ServiceAccountV1, ServiceAccountV1Metadata
from constructs import Construct

from constructs_lib.constructs.eks.cluster_protocol import Cluster
from constructs_lib.constructs.eks.namespace import HubNamespace
from constructs_lib.constructs.eks.service_account_role import ServiceAccountRole
from constructs_lib.models.eks.identity import Identity, ServiceAccount
from constructs_lib.models.prerequisites import Prerequisite, PrerequisiteKind
from constructs_lib.models.singleuser.user_identity import ServersIdentity
from constructs_lib.terraform.dependencies import Dependables, waits_for

#: The annotation that gives a service account its role with IRSA. Source: Amazon EKS user guide, "Assign IAM roles to Kubernetes
#: service accounts".
_ROLE_ARN = "eks.amazonaws.com/role-arn"


class UserIdentityAccount(Construct):
    """A service account for users' servers, with a new or an existing role.

    EKS gives a pod its credentials when the pod is created, so the service account is created after the role's permissions and their
    association, and destroyed before them. Source: aws/amazon-eks-pod-identity-webhook.

    Args:
        cluster: cluster of the servers.
        identity: their permissions in AWS.
        namespace: the hub's namespace.
    """

    def __init__(self, scope: Construct, id: str, *, cluster: Cluster, identity: ServersIdentity, namespace: HubNamespace) -> None:
        super().__init__(scope, id)
        self._cluster, self._identity = cluster, identity
        self._account = ServiceAccount(namespace.text, identity.service_account)

        arn, associated = self._existing_role() if identity.settings.role_arn else self._made_role()
        account = ServiceAccountV1(
            self,
            "Resource",
            metadata=ServiceAccountV1Metadata(
                name=identity.service_account,
                namespace=namespace.name,
                annotations=None if identity.settings.uses_pod_identity else {_ROLE_ARN: arn},
            ),
            automount_service_account_token=False,
            depends_on=waits_for(associated, namespace.ready),
        )

        #: ARN of the role.
        self.role_arn = arn
        #: Wait for these before starting servers.
        self.ready: Dependables = [account]

    @property
    def prerequisites(self) -> list[Prerequisite]:
        """What must be provided outside the stack: the trust policy of an existing role."""
        arn = self._identity.settings.role_arn
        if arn is None:
            return []
        account = f"{self._account.namespace}/{self._account.name}"
        trust = (
            "lets pods.eks.amazonaws.com call sts:AssumeRole and sts:TagSession"
            if self._identity.settings.uses_pod_identity
            else f"lets the cluster's OpenID Connect provider call sts:AssumeRoleWithWebIdentity for system:serviceaccount:{':'.join(account.split('/'))}"
        )
        description = f"the IAM role {arn} with a trust policy that {trust}; servers use it through the service account {account}"
        return [Prerequisite(kind=PrerequisiteKind.IAM_ROLE, name=arn, description=description)]

    def _existing_role(self) -> tuple[str, Dependables]:
        """Associate the existing role."""
        settings, cluster = self._identity.settings, self._cluster
        arn = settings.role_arn or ""
        if not settings.uses_pod_identity:
            return arn, []
        association = EksPodIdentityAssociation(
            self,
            "Association",
            cluster_name=cluster.name,
            namespace=self._account.namespace,
            service_account=self._account.name,
            role_arn=arn,
            depends_on=waits_for(cluster.pod_identity_ready()),
        )
        return arn, [association]

    def _made_role(self) -> tuple[str, Dependables]:
        """Create the role with its permissions, and associate it."""
        settings = self._identity.settings
        role = ServiceAccountRole(
            self,
            "Role",
            cluster=self._cluster,
            identity=Identity(settings.identity),
            service_account=self._account,
            purpose="users",
            managed_policy_arns=settings.managed_policy_arns,
            policy=settings.document(DataAwsPartition(self, "Partition").partition if settings.s3 else ""),
            permissions_boundary_arn=settings.permissions_boundary_arn,
        )
        return role.arn, role.associate()
