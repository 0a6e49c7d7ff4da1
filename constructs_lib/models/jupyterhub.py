"""All settings of one hub."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from pydantic import Field

from constructs_lib.errors import Problem
from constructs_lib.models.chart_line import ChartLine, ChartVersion, advisories
from constructs_lib.models.ebs import EbsConfig, size_problem
from constructs_lib.models.efs import EfsConfig, RemovalPolicy
from constructs_lib.models.exposure import AnyCaseServiceType, JupyterHubServiceType
from constructs_lib.models.helm import HelmAddOnProps
from constructs_lib.models.hub_database import HubDatabase, HubDatabaseConfig
from constructs_lib.models.login import OidcConfig
from constructs_lib.models.notebook import NotebookStack, NotebookTag
from constructs_lib.models.types import DnsLabel, HostName, ReleaseName

NO_STORAGE = "You need to provide a persistent storage option."
TWO_STORAGES = "You cannot provide more than one persistent storage option."
HOSTS_WITHOUT_INGRESS = "Ingress Hosts CANNOT be assigned when ingress is disabled"
ANNOTATIONS_WITHOUT_INGRESS = "Ingress annotations CANNOT be assigned when ingress is disabled"


class JupyterHubAddOnProps(HelmAddOnProps):
    """The settings of one hub, in the words of EKS Blueprints' JupyterHub add-on."""

    KEY: ClassVar[str] = "jupyterhub"
    CLASS_NAME: ClassVar[str] = "JupyterHubAddOn"

    name: str = Field(default="jupyterhub", min_length=1, max_length=63)
    """What this add-on is called in messages."""
    namespace: DnsLabel = "jupyterhub"
    """Kubernetes namespace of the hub and its users' servers. Two hubs of one cluster differ in it."""
    chart: str = Field(default="jupyterhub", min_length=1)
    """Name of the Helm chart, or a path or OCI reference of one."""
    release: ReleaseName = "blueprints-addon-jupyterhub"
    """Name of the Helm release, at most 53 characters."""
    version: ChartVersion = "4.4.0"
    """Exact chart version of the lines 1.x to 4.x. Below 4.4.0 a warning names the published vulnerabilities."""
    repository: str = Field(default="https://hub.jupyter.org/helm-chart/", min_length=1)
    """URL of the chart repository."""
    create_namespace: bool = True
    """Make the namespace, and delete it with everything in it on destroy. False: it is there already, and stays."""

    ebs_config: EbsConfig | None = None
    """Homes on EBS: one volume per user. Exactly one of ebs_config and efs_config is required."""
    efs_config: EfsConfig | None = None
    """Homes on EFS: one shared file system. Exactly one of ebs_config and efs_config is required."""
    hub_database: HubDatabase | None = None
    """Where the hub keeps its own database. Default: a volume of ebs_config's storage class, or on the file system of efs_config."""

    oidc_config: OidcConfig | None = None
    """Log-in by an identity provider. Default: any user name and password logs in, which an internet-facing hub refuses."""
    allow_any_login: bool = False
    """Open an internet-facing hub without an identity provider all the same."""

    service_type: AnyCaseServiceType = JupyterHubServiceType.NLB
    """nlb, alb or cluster_ip: how the hub is reached."""
    enable_ingress: bool = False
    """true is the same as service_type: alb."""
    ingress_hosts: tuple[HostName, ...] = ()
    """Host names of the Ingress; only with alb."""
    ingress_annotations: dict[str, str] = Field(default_factory=dict)
    """Annotations of the Ingress, which win over the presets; only with alb."""
    certificate_resource_name: str | None = None
    """Name of one of the file's certificates, for TLS at the load balancer."""

    notebook_stack: NotebookStack = "quay.io/jupyter/base-notebook"
    """Docker Stacks name (jupyter/datascience-notebook) or any image, without its tag."""
    notebook_tag: NotebookTag | None = None
    """Tag of the notebook image. Default: the tag of the JupyterHub version that the chart's line runs."""
    run_as_root: bool = False
    """Start users' servers as root, as EKS Blueprints does: uid 0, fsGid 0, CHOWN_HOME=yes. Default: uid 1000, gid 100."""
    extra_env: dict[str, str] = Field(default_factory=dict)
    """Environment variables of the users' servers."""

    @property
    def line(self) -> ChartLine:
        """The chart's line, which decides key names and abilities."""
        return ChartLine.of(self.version)

    @property
    def database(self) -> HubDatabaseConfig:
        """Where the hub keeps its database, the default by its storage taken into account."""
        if self.hub_database is not None:
            return self.hub_database
        return HubDatabaseConfig(storage_class=self.ebs_config.class_name) if self.ebs_config else HubDatabaseConfig(efs=True)

    @property
    def exposed_by(self) -> JupyterHubServiceType:
        """The service type in force, ``enable_ingress`` taken into account."""
        return JupyterHubServiceType.ALB if self.enable_ingress else self.service_type

    @property
    def dependencies(self) -> Mapping[str, str]:
        """The CSI driver of the homes, and the controller of the load balancer."""
        needs = {}
        if self.ebs_config is not None and not (self.ebs_config.made_class and self.ebs_config.made_class.auto_mode):
            needs["EbsCsiDriverAddOn"] = "ebs_config"
        if self.efs_config is not None:
            needs["EfsCsiDriverAddOn"] = "efs_config"
        if self.exposed_by is not JupyterHubServiceType.CLUSTERIP:
            needs["AwsLoadBalancerControllerAddOn"] = f"service_type {self.exposed_by}"
        return needs

    @property
    def internet_facing(self) -> bool:
        """Whether anyone on the internet reaches the log-in page."""
        return self.exposed_by is not JupyterHubServiceType.CLUSTERIP

    def warnings(self) -> list[str]:
        """Name what is open, old or unpinned about this hub."""
        found = []
        if holes := advisories(self.version):
            found.append(f"chart {self.version} has published vulnerabilities: {', '.join(holes)}. Chart 4.4.0 has none of them")
        if self.oidc_config is None:
            found.append("without oidc_config any user name and password logs in; use an identity provider for anything but a trial")
        if self.run_as_root:
            found.append("run_as_root: true makes every user root in the server's container")
        if self.notebook_tag == "latest":
            found.append("notebook_tag: latest changes under your users; pin a tag")
        if self.notebook_stack.startswith(("docker.io/jupyter/", "index.docker.io/jupyter/")):
            found.append("Docker Stacks images on Docker Hub are frozen since October 2023; write jupyter/… for those on quay.io")
        if self.efs_config and self.efs_config.existing_file_system_id and self.efs_config.removal_policy is not RemovalPolicy.RETAIN:
            found.append(f"removal_policy: {self.efs_config.removal_policy} has no effect: an existing file system is never deleted")
        if self.database.in_memory:
            found.append("hub_database: in_memory forgets at each restart of the hub who is logged in and which servers run")
        return [f"{self.name} ({self.namespace}): {warning}" for warning in found]


def _one_storage(hub: JupyterHubAddOnProps) -> Iterator[Problem]:
    if hub.ebs_config is None and hub.efs_config is None:
        yield Problem(f"{NO_STORAGE} Write ebs_config or efs_config")
    if hub.ebs_config is not None and hub.efs_config is not None:
        yield Problem(f"{TWO_STORAGES} Take ebs_config or efs_config out")


def _database_has_a_volume(hub: JupyterHubAddOnProps) -> Iterator[Problem]:
    """A claim that nothing can fill stays Pending, and with it the hub."""
    if hub.database.efs and hub.efs_config is None:
        yield Problem("is on the file system of efs_config, which this hub doesn't have; write storage_class instead", ("hub_database", "efs"))
    made = hub.ebs_config.made_class if hub.ebs_config else None
    if made and hub.database.storage_class == made.name and (problem := size_problem(made, hub.database.capacity)):
        yield Problem(
            f"the hub's database is a volume of {made.name} too: {problem}, for example "
            f"hub_database: {{storage_class: {made.name}, capacity: …}}",
            ("hub_database",),
        )


def _root_has_no_other_identity(hub: JupyterHubAddOnProps) -> Iterator[Problem]:
    point = hub.efs_config.access_point if hub.efs_config else None
    for key in ("uid", "gid"):
        if hub.run_as_root and point and key in point.model_fields_set:
            yield Problem("has no effect with run_as_root: true, which is uid 0 and gid 0", ("efs_config", "access_point", key))


def _one_service_type(hub: JupyterHubAddOnProps) -> Iterator[Problem]:
    if hub.enable_ingress and "service_type" in hub.model_fields_set and hub.service_type is not JupyterHubServiceType.ALB:
        yield Problem(f"enable_ingress: true means alb, but service_type is {hub.service_type}; take one of them out", ("enable_ingress",))


def _ingress_settings_need_an_ingress(hub: JupyterHubAddOnProps) -> Iterator[Problem]:
    if hub.exposed_by is JupyterHubServiceType.ALB:
        return
    cure = f" (service_type is {hub.exposed_by}); write service_type: alb or take them out"
    if hub.ingress_hosts:
        yield Problem(HOSTS_WITHOUT_INGRESS + cure, ("ingress_hosts",))
    if hub.ingress_annotations:
        yield Problem(ANNOTATIONS_WITHOUT_INGRESS + cure, ("ingress_annotations",))


def _certificate_needs_a_load_balancer(hub: JupyterHubAddOnProps) -> Iterator[Problem]:
    if hub.certificate_resource_name is not None and hub.exposed_by is JupyterHubServiceType.CLUSTERIP:
        yield Problem(
            f"{hub.certificate_resource_name!r} has no load balancer to serve it (service_type is cluster_ip); write service_type: alb or nlb, or take it out",
            ("certificate_resource_name",),
        )


def _open_log_in_is_said(hub: JupyterHubAddOnProps) -> Iterator[Problem]:
    if hub.oidc_config is None and hub.internet_facing and not hub.allow_any_login:
        yield Problem(
            f"without oidc_config any user name and password logs in, and this hub faces the internet (service_type is {hub.exposed_by}). "
            "Write oidc_config, or service_type: cluster_ip, or allow_any_login: true if that is what you want"
        )


JupyterHubAddOnProps.RULES = (
    _one_storage,
    _database_has_a_volume,
    _root_has_no_other_identity,
    _one_service_type,
    _ingress_settings_need_an_ingress,
    _certificate_needs_a_load_balancer,
    _open_log_in_is_said,
)
