"""The add-ons: what a blueprint's ordered array may hold."""

from __future__ import annotations

from constructs_lib.add_ons.add_on import AddOn
from constructs_lib.add_ons.cluster_info import ClusterInfo
from constructs_lib.add_ons.csi_drivers import EbsCsiDriverAddOn, EfsCsiDriverAddOn
from constructs_lib.add_ons.jupyterhub import JupyterHubAddOn
from constructs_lib.add_ons.load_balancer_controller import AwsLoadBalancerControllerAddOn

__all__ = ["AddOn", "AwsLoadBalancerControllerAddOn", "ClusterInfo", "EbsCsiDriverAddOn", "EfsCsiDriverAddOn", "JupyterHubAddOn"]
