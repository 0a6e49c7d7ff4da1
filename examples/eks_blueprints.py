"""The example of the page on EKS Blueprints' JupyterHub add-on, in Python; ``eks-blueprints.yaml`` is the same as a hub file."""

from __future__ import annotations

from constructs_lib import (
    AwsLoadBalancerControllerAddOn,
    CertificateConfig,
    ClusterConfig,
    EfsConfig,
    EfsCsiDriverAddOn,
    JupyterHubAddOn,
    JupyterHubServiceType,
    OidcConfig,
    RemovalPolicy,
    SecretReference,
)
from stacks import App, BlueprintStack


def build_app(outdir: str = "cdktf.out") -> App:
    """Build the app with the one stack."""
    jupyter_dns_name = "jupyterhub.some.example.com"

    jupyterhub = JupyterHubAddOn(
        efs_config=EfsConfig(removal_policy=RemovalPolicy.DESTROY, pvc_name="efs-persist", capacity="120Gi"),
        oidc_config=OidcConfig(
            callback_url=f"https://{jupyter_dns_name}/hub/oauth_callback",
            auth_url="https://login.some.example.com/authorize",
            token_url="https://login.some.example.com/token",
            user_data_url="https://login.some.example.com/userinfo",
            client_id="jupyterhub",
            client_secret=SecretReference(kubernetes_secret="hub-oidc", key="client_secret"),
            scope=("openid", "email"),
            username_key="email",
            allow_all=True,
        ),
        service_type=JupyterHubServiceType.ALB,
        ingress_hosts=(jupyter_dns_name,),
        ingress_annotations={"external-dns.alpha.kubernetes.io/hostname": jupyter_dns_name},
        notebook_stack="jupyter/datascience-notebook",
        certificate_resource_name="your-certificate",
        run_as_root=True,
        version="2.0.0",
    )

    app = App(outdir=outdir)
    BlueprintStack(
        app,
        "my-stack-name",
        cluster=ClusterConfig(name="my-cluster", region="us-west-2"),
        certificates={
            "your-certificate": CertificateConfig(arn="arn:aws:acm:us-west-2:111122223333:certificate/12345678-1234-1234-1234-123456789012")
        },
        add_ons=[AwsLoadBalancerControllerAddOn(existing=True), EfsCsiDriverAddOn(), jupyterhub],
    )
    return app


if __name__ == "__main__":
    build_app().synth()
