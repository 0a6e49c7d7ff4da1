"""All settings of one hub."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

from pydantic import Field, StrictBool

from constructs_lib.errors import Problem
from constructs_lib.models.chart_schema.rules import chart_takes_values, chart_value_warnings
from constructs_lib.models.chart_version import KEEP_ALIVE_FLAG, RECOMMENDED, ChartVersion, ChartVersionText, advisories
from constructs_lib.models.environment import variables
from constructs_lib.models.exposure.load_balancer import JupyterHubServiceType
from constructs_lib.models.exposure.rules import EXPOSURE_RULES, exposure_warnings
from constructs_lib.models.exposure.settings import ExposureProps
from constructs_lib.models.helm import ChartRepository
from constructs_lib.models.hub_wide import HUB_WIDE_RULES, HubWideProps
from constructs_lib.models.kinds.images import ImageRegistry
from constructs_lib.models.kinds.kubernetes import DnsSubdomain, HubNamespace, ReleaseName
from constructs_lib.models.kinds.text import Phrase
from constructs_lib.models.later import later
from constructs_lib.models.login.of_hub import callback_leads_here, callback_warnings, login_fits_the_chart, login_warnings, one_login
from constructs_lib.models.login.profile_groups import groups_claim_has_effect, profile_groups_are_known
from constructs_lib.models.metrics.of_hub import METRICS_RULES, MetricsProps
from constructs_lib.models.secrets.plaintext import UnsafePaths, plain_secret_warnings
from constructs_lib.models.secrets.reference import Secret, SecretEnvVar, UnsafePlainText
from constructs_lib.models.secrets.service_tokens import ServiceApiTokens, service_token
from constructs_lib.models.singleuser.image import NotebookStack, image_warnings
from constructs_lib.models.singleuser.isolation import ISOLATION_RULES
from constructs_lib.models.singleuser.named_servers import NamedServersConfig
from constructs_lib.models.singleuser.nfs_isolation import nfs_isolation_warnings
from constructs_lib.models.singleuser.profiles.rules import PROFILE_RULES
from constructs_lib.models.singleuser.profiles.warnings import profile_warnings
from constructs_lib.models.singleuser.security import SECURITY_RULES, ServerSecurityProps
from constructs_lib.models.singleuser.user_identity import USER_IDENTITY_RULES, UserIdentityProps, user_identity_warnings
from constructs_lib.models.storage.home_names import home_name_problems, home_name_warnings, named_servers_allowed
from constructs_lib.models.storage.settings import STORAGE_RULES, storage_warnings

if TYPE_CHECKING:
    from constructs_lib.models.login.settings import OidcConfig
else:
    OidcConfig = later("constructs_lib.models.login.settings", "OidcConfig")


class JupyterHubAddOnProps(HubWideProps, ExposureProps, ServerSecurityProps, UserIdentityProps, MetricsProps):
    """The settings of one hub, with the option names of EKS Blueprints' JupyterHub add-on."""

    KEY: ClassVar[str] = "jupyterhub"
    HAS_DEFAULTS: ClassVar[bool] = False
    INSTEAD: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(("service_account", "service_account_name"), "user_identity: {service_account: …}"),
        "irsa": "user_identity: {identity: irsa, …}",
        **dict.fromkeys(("iam_role", "role_arn"), "user_identity: {role_arn: …}"),
    }

    name: str = Field(default="jupyterhub", min_length=1, max_length=63)
    """Name of this add-on in messages."""
    namespace: HubNamespace = "jupyterhub"
    """Kubernetes namespace of the hub and its users' servers. Each hub on a cluster needs its own."""
    chart: Phrase = "jupyterhub"
    """Name of the Helm chart, or a path or OCI reference to one."""
    release: ReleaseName = "blueprints-addon-jupyterhub"
    """Name of the Helm release, at most 53 characters. Default: blueprints-addon-jupyterhub in the namespace `jupyterhub`; in other
    namespaces, `-<namespace>` is appended."""
    version: ChartVersionText = RECOMMENDED
    """Exact chart version, 1.0.0 or later. Versions older than the default cause a warning that lists their published vulnerabilities.
    Before 3.0.0, Kubernetes itself schedules the users' servers, because the chart's own scheduler requires Kubernetes 1.26 or older."""
    repository: ChartRepository = "https://hub.jupyter.org/helm-chart/"
    """URL of the chart repository; it has no effect if chart is a path or an OCI reference."""
    image_registry: ImageRegistry | None = None
    """Host and path of a mirror, for clusters without internet access. All images of the hub, its users' servers and a controller that this
    stack installs are pulled from the mirror, with the path that they have in their own registry (quay.io/jupyterhub/k8s-hub becomes
    <mirror>/jupyterhub/k8s-hub). Default: each image is pulled from its own registry."""
    create_namespace: StrictBool = True
    """Create the namespace; destroy deletes it with everything in it. False: the namespace already exists, and is kept."""

    oidc_config: OidcConfig | None = None
    """Login through an identity provider. Default: any user name and password is accepted, which is refused for an internet-facing hub."""
    shared_password: Secret | None = None
    """Instead of an identity provider, one password for all users, for example for a workshop: a reference to it, of at least 8 characters.
    Anyone who knows it can log in under any name, so users are not protected from each other, and no one is an administrator."""
    allow_any_login: StrictBool = False
    """Allow an internet-facing hub without an identity provider."""

    notebook_stack: NotebookStack = "quay.io/jupyter/base-notebook"
    """Docker Stacks name (jupyter/datascience-notebook) or any image, without its tag."""
    run_as_root: StrictBool = False
    """Start users' servers as root, as EKS Blueprints does: uid 0, fsGid 0, CHOWN_HOME=yes. Default: uid 1000, gid 100."""
    named_servers: NamedServersConfig | None = None
    """Let users start additional servers next to the default one. On EBS, each server has its own volume; on EFS and existing claims, all
    of them share the user's home. Default: one server for each user."""
    delete_user_volumes: StrictBool = False
    """With ebs_config, delete a user's claim when an administrator or the culler deletes the user, and a named server's claim when that
    server is deleted; the storage class decides whether the volume is deleted too. Default: claims are kept (the chart's own default
    deletes them). On other storage, a user's directory is always kept."""
    image_pull_secrets: tuple[DnsSubdomain, ...] = ()
    """Names of Secrets in the namespace, of type kubernetes.io/dockerconfigjson, for pulling the images of the hub and of the users'
    servers."""
    service_api_tokens: ServiceApiTokens = Field(default_factory=dict)
    """Services that call the hub's API, each with a reference to its token, for example {grader: {kubernetes_secret: grader, key: token}}.
    Default: the chart generates a token for each service of values.hub.services, and keeps it in the hub's Secret."""
    unsafe_plain_text: UnsafePaths = ()
    """Key paths below which text that looks like a secret is intended, for example values.hub.extraEnv: a warning instead of an error."""

    @property
    def chart_version(self) -> ChartVersion:
        """The chart's version, which decides the chart's capabilities and the names of its keys."""
        return ChartVersion.of(self.version)

    def requires(self) -> Mapping[str, str]:
        """Return the CSI driver of the homes, and the controller of the load balancer."""
        needs = dict(self.csi_drivers)
        if self.exposed_by is not JupyterHubServiceType.CLUSTERIP:
            needs["aws_load_balancer_controller"] = f"service_type {self.exposed_by}"
        return needs

    @property
    def has_named_servers(self) -> bool:
        """Whether users may start named servers, set by the key or by the user's own chart values."""
        return named_servers_allowed(self.values, by_key=self.named_servers is not None)

    @property
    def login_secret(self) -> SecretEnvVar | None:
        """The hub's login secret: the provider's client secret, or the shared password."""
        made = f"{self.release}-login"
        if self.oidc_config is not None:
            return SecretEnvVar(self.oidc_config.client_secret, "OAUTH_CLIENT_SECRET", made, "client_secret")
        if self.shared_password is not None:
            return SecretEnvVar(self.shared_password, "SHARED_PASSWORD", made, "password")
        return None

    @property
    def database_secret(self) -> SecretEnvVar | None:
        """The URL of an external database, as the hub's environment variable."""
        url = self.database.url_secret
        return SecretEnvVar(url, "JUPYTERHUB_DB_URL", f"{self.release}-database", "url") if url else None

    @property
    def service_tokens(self) -> dict[str, SecretEnvVar]:
        """The API tokens of services as the hub's environment variables, by the services' names."""
        return {name: service_token(name, reference, release=self.release) for name, reference in self.service_api_tokens.items()}

    @property
    def secrets(self) -> list[SecretEnvVar]:
        """All secrets that the hub gets by reference."""
        return [secret for secret in (self.login_secret, self.database_secret, *self.service_tokens.values()) if secret]

    def warnings(self) -> list[str]:
        """Return warnings about open, outdated or unpinned settings of this hub."""
        found = []
        if holes := advisories(self.version):
            found.append(f"chart {self.version} has published vulnerabilities: {', '.join(holes)}. Chart {RECOMMENDED} has fixed them")
        found += login_warnings(self)
        found += self._plain_secrets()
        found += self._replaced_secrets()
        found += plain_secret_warnings(self)
        if self.run_as_root:
            found.append("run_as_root: true makes every user root in the server's container")
        found += image_warnings(self.notebook_stack, self.notebook_tag)
        found += profile_warnings(self, self.chart_version)
        if self.exposed_by is JupyterHubServiceType.ALB and not self.chart_version.has(KEEP_ALIVE_FLAG):
            found.append(
                f"the proxy of chart {self.version} closes idle connections after 5 seconds, so an alb answers some requests with 502; "
                f"use chart {KEEP_ALIVE_FLAG.since} or later"
            )
        found += chart_value_warnings(self)
        found += callback_warnings(self)
        found += exposure_warnings(self)
        found += storage_warnings(self)
        found += nfs_isolation_warnings(self)
        found += user_identity_warnings(self)
        found += self._home_warnings()
        if self.existing_claim_config and self.create_namespace:
            found.append(
                f"destroy deletes the namespace, including the claim {self.existing_claim_config.pvc_name} of existing_claim_config; "
                "set create_namespace: false to keep them"
            )
        return [f"{self.name} ({self.namespace}): {warning}" for warning in found]

    def _home_warnings(self) -> Iterator[str]:
        context = self.user_value("singleuser", "extraPodConfig", "securityContext")
        if isinstance(context, Mapping) and "fsGroup" not in context:
            yield (
                "values.singleuser.extraPodConfig.securityContext replaces the group that owns the homes, so users can't write to their homes; "
                "use values.hub.config.KubeSpawner.pod_security_context instead"
            )
        storage_type = "dynamic" if self.homes.claim_template else "static"
        yield from home_name_warnings(self.values, storage_type, named_servers=self.has_named_servers)

    def _plain_secrets(self) -> Iterator[str]:
        tokens = ((secret, f"API token of {name}") for name, secret in self.service_tokens.items())
        for secret, what in ((self.login_secret, "login secret"), (self.database_secret, "database URL"), *tokens):
            if secret and isinstance(secret.reference, UnsafePlainText):
                yield f"unsafe_plain_text writes the {what} to cdk.tf.json; use a reference to a secret instead, and rotate this secret"

    def _replaced_secrets(self) -> Iterator[str]:
        own = variables(self.user_value("hub", "extraEnv")) or {}
        for secret in self.secrets:
            if secret.variable in own:
                yield f"values.hub.extraEnv.{secret.variable} replaces the secret that another key of this hub refers to"


def _root_has_no_other_identity(hub: JupyterHubAddOnProps) -> Iterator[Problem]:
    point = hub.efs_config.access_point if hub.efs_config else None
    for key in ("uid", "gid"):
        if hub.run_as_root and point and key in point.model_fields_set:
            yield Problem(
                "has no effect with run_as_root: true, which uses uid 0 and gid 0; remove one of them", ("efs_config", "access_point", key)
            )


def _homes_can_be_named(hub: JupyterHubAddOnProps) -> Iterator[Problem]:
    yield from home_name_problems(hub.values, hub.chart_version)


def _volumes_are_of_users(hub: JupyterHubAddOnProps) -> Iterator[Problem]:
    if hub.delete_user_volumes and hub.given_storages and not hub.homes.claim_template:
        yield Problem(f"has no effect with {hub.homes.KEY}, where a user's directory is always kept; remove it", ("delete_user_volumes",))


JupyterHubAddOnProps.RULES = (
    *STORAGE_RULES,
    _root_has_no_other_identity,
    *EXPOSURE_RULES,
    one_login,
    login_fits_the_chart,
    groups_claim_has_effect,
    profile_groups_are_known,
    *PROFILE_RULES,
    _homes_can_be_named,
    _volumes_are_of_users,
    *ISOLATION_RULES,
    *HUB_WIDE_RULES,
    *USER_IDENTITY_RULES,
    *METRICS_RULES,
    *SECURITY_RULES,
    callback_leads_here,
    chart_takes_values,
)
