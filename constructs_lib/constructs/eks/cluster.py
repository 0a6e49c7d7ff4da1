"""An existing EKS cluster: its attributes for the add-ons, and the configuration of the providers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from cdktf import Fn, Postcondition, TerraformResourceLifecycle, Token
from cdktf_cdktf_provider_aws.data_aws_eks_cluster import DataAwsEksCluster, DataAwsEksClusterVpcConfigOutputReference
from cdktf_cdktf_provider_aws.provider import AwsProvider, AwsProviderAssumeRole, AwsProviderDefaultTags
from cdktf_cdktf_provider_helm.provider import HelmProvider, HelmProviderKubernetes, HelmProviderKubernetesExec
from cdktf_cdktf_provider_kubernetes.provider import KubernetesProvider, KubernetesProviderExec
from constructs import Construct

from constructs_lib.constructs.eks.pod_identity_agent import PodIdentityAgent
from constructs_lib.models.eks.cluster import Authentication, ClusterConfig
from constructs_lib.models.eks.identity import PodIdentityAgentMode
from constructs_lib.terraform.dependencies import Dependables
from constructs_lib.terraform.ephemeral import ephemeral_resource

_EXEC_API = "client.authentication.k8s.io/v1beta1"
#: The chart's hub and proxy and the notebook images listen on IPv4 addresses, and a load balancer with the default address type can't reach
#: a pod with only an IPv6 address. Source: jupyterhub/zero-to-jupyterhub-k8s, issue 3219; Amazon EKS user guide, "Learn about IPv6
#: addresses to clusters, Pods, and services": the family can't be changed after the cluster is created.
_IPV4 = Postcondition(
    condition='${try(self.kubernetes_network_config[0].ip_family, "ipv4") != "ipv6"}',
    error_message=(
        "This cluster assigns only IPv6 addresses to pods, and JupyterHub's chart, its proxy and its notebook images listen on IPv4. "
        "Use a cluster whose Kubernetes service IP address family is IPv4."
    ),
)


class ExistingCluster(Construct):
    """An existing EKS cluster with the AWS, Kubernetes and Helm providers for it.

    The data source uses the literal name of the cluster and depends on nothing: otherwise the providers would
    have no address at plan and fall back to localhost.

    Args:
        config: which cluster, and how to log in to it.
        tags: tags on every AWS resource of the stack (the provider's default tags). Default: none.
        make_providers: configure the providers. False: the stack has its own providers for the cluster and its Region.
    """

    def __init__(
        self, scope: Construct, id: str, *, config: ClusterConfig, tags: Mapping[str, str] | None = None, make_providers: bool = True
    ) -> None:
        super().__init__(scope, id)
        self._config = config

        if make_providers:
            AwsProvider(
                self,
                "Aws",
                region=config.region,
                default_tags=[AwsProviderDefaultTags(tags=dict(tags))] if tags else None,
                assume_role=[AwsProviderAssumeRole(role_arn=config.assume_role_arn)] if config.assume_role_arn else None,
            )
        data = DataAwsEksCluster(self, "Resource", name=config.name, lifecycle=TerraformResourceLifecycle(postcondition=[_IPV4]))

        #: Name of the cluster, as text known at synth.
        self.name = config.name
        #: AWS Region of the cluster.
        self.region = config.region
        #: Role that Terraform assumes; None: the caller's own identity.
        self.assume_role_arn = config.assume_role_arn
        #: Command that configures kubectl for the cluster.
        self.kubeconfig_command = config.kubeconfig_command
        #: Tags of every AWS resource of the stack, which controllers on the cluster also set on their resources.
        self.tags = dict(tags or {})
        self._data = data
        if make_providers:
            self._connect(data)

    # Each read of the cluster's data crosses to Node and back, so only what an add-on needs is read.

    @cached_property
    def arn(self) -> str:
        """ARN of the cluster."""
        return self._data.arn

    @cached_property
    def version(self) -> str:
        """Kubernetes version, for example 1.34."""
        return self._data.version

    @cached_property
    def vpc_id(self) -> str:
        """Id of the cluster's VPC."""
        return self._network.vpc_id

    @cached_property
    def subnet_ids(self) -> list[str]:
        """Ids of the subnets that the cluster was created with; several may be in the same Availability Zone."""
        return Token.as_list(self._network.subnet_ids)

    @cached_property
    def security_group_id(self) -> str:
        """Id of the security group that EKS attaches to all of the cluster's nodes and pods."""
        return self._network.cluster_security_group_id

    @cached_property
    def oidc_issuer(self) -> str:
        """URL of the cluster's OpenID Connect issuer."""
        return self._data.identity.get(0).oidc.get(0).issuer

    @cached_property
    def _network(self) -> DataAwsEksClusterVpcConfigOutputReference:
        return self._data.vpc_config.get(0)

    def pod_identity_ready(self) -> Dependables:
        """Return what to wait for before starting pods that get their role from EKS Pod Identity; the first call creates the agent."""
        return self._agent_ready

    @cached_property
    def _agent_ready(self) -> Dependables:
        mode = self._config.pod_identity_agent
        if mode is PodIdentityAgentMode.BUILT_IN:
            return []
        return PodIdentityAgent(self, "PodIdentityAgent", cluster=self, existing=mode is PodIdentityAgentMode.EXISTING).ready

    def _connect(self, data: DataAwsEksCluster) -> None:
        host = data.endpoint
        authority = Fn.base64decode(data.certificate_authority.get(0).data)
        if self._config.authentication is Authentication.TOKEN:
            token = self._token(data.friendly_unique_id)
            KubernetesProvider(self, "Kubernetes", host=host, cluster_ca_certificate=authority, token=token)
            HelmProvider(self, "Helm", kubernetes=HelmProviderKubernetes(host=host, cluster_ca_certificate=authority, token=token))
            return
        (command,), args = self._config.login_programs, self._get_token_args()
        KubernetesProvider(
            self,
            "Kubernetes",
            host=host,
            cluster_ca_certificate=authority,
            exec=[KubernetesProviderExec(api_version=_EXEC_API, command=command, args=args)],
        )
        HelmProvider(
            self,
            "Helm",
            kubernetes=HelmProviderKubernetes(
                host=host,
                cluster_ca_certificate=authority,
                exec=HelmProviderKubernetesExec(api_version=_EXEC_API, command=command, args=args),
            ),
        )

    def _token(self, name: str) -> str:
        """Return a reference to a token that is created for each plan and apply, and never stored. Source: AWS provider, ``aws_eks_cluster_auth``."""
        return f"${{{ephemeral_resource(self, 'aws_eks_cluster_auth', name, {'name': self._config.name})}.token}}"

    def _get_token_args(self) -> list[str]:
        role = ["--role-arn", self._config.assume_role_arn] if self._config.assume_role_arn else []
        return ["eks", "get-token", "--cluster-name", self._config.name, "--region", self._config.region, *role, "--output", "json"]
