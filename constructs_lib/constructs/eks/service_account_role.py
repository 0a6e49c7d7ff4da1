"""An IAM role for one Kubernetes service account."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cdktf import Fn, TerraformStack
from cdktf_cdktf_provider_aws.data_aws_iam_openid_connect_provider import DataAwsIamOpenidConnectProvider
from cdktf_cdktf_provider_aws.data_aws_iam_policy_document import (
    DataAwsIamPolicyDocument,
    DataAwsIamPolicyDocumentStatement,
    DataAwsIamPolicyDocumentStatementCondition,
    DataAwsIamPolicyDocumentStatementPrincipals,
)
from cdktf_cdktf_provider_aws.data_aws_partition import DataAwsPartition
from cdktf_cdktf_provider_aws.eks_pod_identity_association import EksPodIdentityAssociation
from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.iam_role_policy import IamRolePolicy
from cdktf_cdktf_provider_aws.iam_role_policy_attachment import IamRolePolicyAttachment
from constructs import Construct

from constructs_lib.constructs.eks.cluster_protocol import Cluster
from constructs_lib.constructs.iam_names import role_name_prefix
from constructs_lib.errors import RenderError
from constructs_lib.models.eks.identity import Identity, ServiceAccount
from constructs_lib.models.kinds.validators import is_token
from constructs_lib.terraform.dependencies import Dependables, waits_for
from constructs_lib.terraform.policy_json import policy_json


class ServiceAccountRole(Construct):
    """A role for one service account, with AWS's managed policies or its own policy.

    Args:
        cluster: cluster of the service account.
        identity: ``pod_identity`` or ``irsa``; with ``node_role`` there is no role to create.
        service_account: the service account that assumes the role.
        purpose: short text after the stack's name in the role's name, for example ``ebs-csi``.
        managed_policies: AWS's own policies, by the part of the ARN after ``policy/``. Default: none.
        managed_policy_arns: other managed policies, by their ARNs. Default: none.
        policy: the role's own policy document, as data, with policy variables such as ``${aws:PrincipalTag/…}`` in AWS's
            syntax. Default: none.
        permissions_boundary_arn: ARN of the managed policy for the role's permissions boundary. Default: none.

    Raises:
        RenderError: ``identity`` is ``node_role``.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        cluster: Cluster,
        identity: Identity,
        service_account: ServiceAccount,
        purpose: str,
        managed_policies: Sequence[str] = (),
        managed_policy_arns: Sequence[str] = (),
        policy: Mapping[str, Any] | None = None,
        permissions_boundary_arn: str | None = None,
    ) -> None:
        super().__init__(scope, id)
        if identity is Identity.NODE_ROLE:
            message = "identity is node_role, which needs no role; create a ServiceAccountRole only for pod_identity or irsa"
            raise RenderError(message, scope=self)
        self._cluster = cluster
        #: How the service account's pods get the role.
        self.identity = identity
        #: The service account that assumes the role.
        self.service_account = service_account

        role = IamRole(
            self,
            "Resource",
            name_prefix=role_name_prefix(TerraformStack.of(self).node.id, purpose),
            description=f"For {service_account.namespace}/{service_account.name} on the EKS cluster {cluster.name}",
            permissions_boundary=permissions_boundary_arn,
            assume_role_policy=(self._pod_identity_trust() if identity is Identity.POD_IDENTITY else self._irsa_trust()).json,
        )
        permissions = [*self._attached(role, managed_policies, managed_policy_arns), *self._own(role, purpose, policy)]

        #: ARN of the role.
        self.arn = role.arn
        #: Name of the role, for additional policies.
        self.name = role.name
        #: Wait for these before starting the service account's pods.
        self.ready: Dependables = [*permissions, *(cluster.pod_identity_ready() if identity is Identity.POD_IDENTITY else ())]

    def associate(self) -> Dependables:
        """Associate the role with a service account that doesn't belong to an EKS add-on, and return what to wait for.

        With IRSA the service account's annotation ``eks.amazonaws.com/role-arn`` does so, and nothing is created.
        """
        if self.identity is Identity.IRSA:
            return self.ready
        association = EksPodIdentityAssociation(
            self,
            "Association",
            cluster_name=self._cluster.name,
            namespace=self.service_account.namespace,
            service_account=self.service_account.name,
            role_arn=self.arn,
            depends_on=waits_for(self.ready),
        )
        return [*self.ready, association]

    def _attached(self, role: IamRole, policies: Sequence[str], arns: Sequence[str]) -> Iterator[IamRolePolicyAttachment]:
        """Attach AWS's own policies by their names, and others by their ARNs."""
        partition = DataAwsPartition(self, "Partition").partition if policies else ""
        for policy in policies:
            arn = f"arn:{partition}:iam::aws:policy/{policy}"
            yield IamRolePolicyAttachment(self, policy.rpartition("/")[2], role=role.name, policy_arn=arn)
        for position, arn in enumerate(arns):
            yield IamRolePolicyAttachment(self, _policy_id(arn, position), role=role.name, policy_arn=arn)

    def _own(self, role: IamRole, purpose: str, policy: Mapping[str, Any] | None) -> list[IamRolePolicy]:
        """Create the role's own policy, if it has one."""
        return [IamRolePolicy(self, "Policy", name_prefix=f"{purpose}-", role=role.name, policy=policy_json(policy))] if policy else []

    def _pod_identity_trust(self) -> DataAwsIamPolicyDocument:
        """Return a trust policy for one service account on one cluster.

        Sources: Amazon EKS user guide, "Create IAM role with trust policy required by EKS Pod Identity" (section "Setting
        Conditions") and "Grant Pods access to AWS resources based on tags" (the session tags).
        """
        principal = DataAwsIamPolicyDocumentStatementPrincipals(type="Service", identifiers=["pods.eks.amazonaws.com"])
        tags = {
            "eks-cluster-arn": self._cluster.arn,
            "kubernetes-namespace": self.service_account.namespace,
            "kubernetes-service-account": self.service_account.name,
        }
        conditions = [_equals(f"aws:RequestTag/{tag}", value) for tag, value in tags.items()]
        statement = DataAwsIamPolicyDocumentStatement(
            actions=["sts:AssumeRole", "sts:TagSession"], principals=[principal], condition=conditions
        )
        return DataAwsIamPolicyDocument(self, "Trust", statement=[statement])

    def _irsa_trust(self) -> DataAwsIamPolicyDocument:
        """Source: Amazon EKS user guide, "Assign IAM roles to Kubernetes service accounts"."""
        provider = DataAwsIamOpenidConnectProvider(self, "OidcProvider", url=self._cluster.oidc_issuer)
        issuer = Fn.replace(self._cluster.oidc_issuer, "https://", "")
        account = f"system:serviceaccount:{self.service_account.namespace}:{self.service_account.name}"
        return DataAwsIamPolicyDocument(
            self,
            "Trust",
            statement=[
                DataAwsIamPolicyDocumentStatement(
                    actions=["sts:AssumeRoleWithWebIdentity"],
                    principals=[DataAwsIamPolicyDocumentStatementPrincipals(type="Federated", identifiers=[provider.arn])],
                    condition=[_equals(f"{issuer}:sub", account), _equals(f"{issuer}:aud", "sts.amazonaws.com")],
                )
            ],
        )


def _policy_id(arn: str, position: int) -> str:
    """Return the id of a policy's attachment, which is stable when others change; for an ARN that only Terraform knows, its position."""
    return f"Policy{position}" if is_token(arn) else arn.partition(":iam::")[2].replace("/", ":")


def _equals(key: str, value: str) -> DataAwsIamPolicyDocumentStatementCondition:
    return DataAwsIamPolicyDocumentStatementCondition(test="StringEquals", variable=key, values=[value])
