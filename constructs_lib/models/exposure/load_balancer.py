"""How a hub is reached from outside the cluster: types of load balancers, and their options."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, StrictBool, StrictInt

from constructs_lib.models.base import Model
from constructs_lib.models.kinds.aws import BucketFolder, BucketName, SslPolicy, SubnetName, WebAclArn
from constructs_lib.models.kinds.kubernetes import HostName
from constructs_lib.models.kinds.text import EmailAddress
from constructs_lib.models.kinds.validators import any_case, distinct


class JupyterHubServiceType(StrEnum):
    """How the hub's proxy is exposed, with the names that EKS Blueprints uses."""

    #: AWS Application Load Balancer through an Ingress.
    ALB = "alb"
    #: AWS Network Load Balancer through a LoadBalancer Service.
    NLB = "nlb"
    #: Only inside the cluster; use ``kubectl port-forward`` to reach it.
    CLUSTERIP = "cluster_ip"


class LoadBalancerScheme(StrEnum):
    """From where a load balancer can be reached, with the names that Elastic Load Balancing uses."""

    #: From the internet, through public subnets.
    INTERNET_FACING = "internet-facing"
    #: From inside the VPC and the networks connected to it.
    INTERNAL = "internal"


#: A service type in any case.
AnyCaseServiceType = Annotated[JupyterHubServiceType, any_case(*JupyterHubServiceType)]


class LetsEncryptConfig(Model):
    """A certificate that the chart itself obtains from Let's Encrypt and serves; only with nlb.

    Let's Encrypt validates the name with a request to port 80, so the name must point to the load balancer.
    """

    contact_email: EmailAddress
    """E-mail address for Let's Encrypt's expiry notices."""
    hosts: Annotated[tuple[HostName, ...], AfterValidator(distinct)] = ()
    """Names in the certificate, without wildcards. Default: the name set by dns."""


class AccessLogsConfig(Model):
    """Where the load balancer writes its access logs."""

    bucket: BucketName
    """Name of an existing S3 bucket in the cluster's Region whose policy allows Elastic Load Balancing to write to it."""
    prefix: BucketFolder = ""
    """Folder in the bucket, without a leading or trailing slash. Default: the root of the bucket."""


class LoadBalancerConfig(Model):
    """Advanced load balancer settings."""

    subnets: Annotated[tuple[SubnetName, ...], AfterValidator(distinct)] = ()
    """Ids or Name tags of the subnets, each in a different Availability Zone; alb needs two. Default: subnets with the tag
    kubernetes.io/role/elb (internet-facing) or kubernetes.io/role/internal-elb (internal)."""
    ssl_policy: SslPolicy = "ELBSecurityPolicy-TLS13-1-2-2021-06"
    """Security policy of the TLS listener: the TLS versions and ciphers that it accepts. Default: a policy that accepts TLS 1.2 and 1.3."""
    idle_timeout: StrictInt = Field(default=3600, ge=60, le=4000)
    """Seconds after which an idle connection is closed, 60 to 4000. A notebook's WebSocket may be idle for a long time. For an nlb with a
    certificate, AWS fixes the timeout at 350; TCP keep-alive packets and the notebook's own pings keep WebSockets open."""
    access_logs: AccessLogsConfig | None = None
    """Write access logs to S3. Default: none."""
    deletion_protection: StrictBool = False
    """Prevent deletion of the load balancer. Set this to false and deploy before destroying the stack; otherwise destroy hangs."""
    waf_acl_arn: WebAclArn | None = None
    """ARN of an AWS WAF web ACL in the cluster's Region; only with alb. Default: none."""
    shield_advanced: StrictBool | None = None
    """Protect the load balancer with AWS Shield Advanced, which requires a subscription of the account; only with alb. Default: unchanged."""
