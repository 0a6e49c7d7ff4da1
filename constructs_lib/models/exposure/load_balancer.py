"""How a hub is reached from outside the cluster: the kinds of load balancer, and what can be said of one."""

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
    """How the hub's proxy is exposed, in EKS Blueprints' words."""

    #: AWS Application Load Balancer by an Ingress.
    ALB = "alb"
    #: AWS Network Load Balancer by a LoadBalancer service.
    NLB = "nlb"
    #: Inside the cluster only; reach it by ``kubectl port-forward``.
    CLUSTERIP = "cluster_ip"


class LoadBalancerScheme(StrEnum):
    """From where a load balancer is reached, in the words of Elastic Load Balancing."""

    #: From the internet; its subnets are public.
    INTERNET_FACING = "internet-facing"
    #: From inside the VPC and the networks connected to it.
    INTERNAL = "internal"


#: A service type in any case.
AnyCaseServiceType = Annotated[JupyterHubServiceType, any_case(*JupyterHubServiceType)]


class LetsEncryptConfig(Model):
    """A certificate that the chart itself gets from Let's Encrypt and serves; for nlb.

    Let's Encrypt proves the name by a request to port 80, so the name has to lead to the load balancer.
    """

    contact_email: EmailAddress
    """Where Let's Encrypt writes before the certificate runs out."""
    hosts: Annotated[tuple[HostName, ...], AfterValidator(distinct)] = ()
    """Names in the certificate, without wildcards. Default: the name that dns makes."""


class AccessLogsConfig(Model):
    """Where the load balancer writes its access logs."""

    bucket: BucketName
    """Name of an existing S3 bucket in the cluster's Region whose policy lets Elastic Load Balancing write."""
    prefix: BucketFolder = ""
    """Folder in the bucket, without a slash at either end. Default: the bucket itself."""


class LoadBalancerConfig(Model):
    """What is rarely said of a load balancer."""

    subnets: Annotated[tuple[SubnetName, ...], AfterValidator(distinct)] = ()
    """Ids or Name tags of the subnets, each in another Availability Zone; alb needs two. Default: those that carry the tag
    kubernetes.io/role/elb (internet-facing) or kubernetes.io/role/internal-elb (internal)."""
    ssl_policy: SslPolicy = "ELBSecurityPolicy-TLS13-1-2-2021-06"
    """Security policy of the TLS listener: which versions of TLS and ciphers it takes. The default takes TLS 1.2 and 1.3."""
    idle_timeout: StrictInt = Field(default=3600, ge=60, le=4000)
    """Seconds after which a silent connection is closed, 60 to 4000. A notebook's web socket may be silent for long. An nlb with a
    certificate always has 350, which AWS fixes; its keep-alive packets and the notebook's own pings keep web sockets open."""
    access_logs: AccessLogsConfig | None = None
    """Write access logs to S3. Default: none."""
    deletion_protection: StrictBool = False
    """Nobody can delete the load balancer until this is false again. Deploy that before you destroy the stack, which otherwise waits
    in vain."""
    waf_acl_arn: WebAclArn | None = None
    """ARN of an AWS WAF web ACL of the cluster's Region; only with alb. Default: none."""
    shield_advanced: StrictBool | None = None
    """Protect the load balancer by AWS Shield Advanced, to which the account has to be subscribed; only with alb. Default: left as
    it is."""
