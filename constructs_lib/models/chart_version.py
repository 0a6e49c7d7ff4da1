"""Versions of the JupyterHub chart: which are supported, and the capabilities of each.

A new version of the chart is described here: its capabilities, its JupyterHub, its published vulnerabilities. Other code calls
``version.has(…)`` or looks up a table with ``version.newest(…)``, and never compares versions itself. Each table has an entry for each
supported major version: a new one never uses the data of another silently.

Sources: the releases of jupyterhub/zero-to-jupyterhub-k8s and their change log. ``images/hub/requirements.txt`` of a release pins
its JupyterHub and OAuthenticator.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, TypeVar

from pydantic import AfterValidator

from constructs_lib.models.capability import Capability
from constructs_lib.models.kinds.validators import as_schema, is_token, text_not_number

#: The newest release without published vulnerabilities.
RECOMMENDED = "4.4.0"

#: The chart's major versions that this library supports.
SUPPORTED_MAJORS = (1, 2, 3, 4)

_SEMVER = re.compile(
    r"(?P<major>0|[1-9][0-9]{0,5})\.(?P<minor>0|[1-9][0-9]{0,5})\.(?P<patch>0|[1-9][0-9]{0,5})(-(?P<pre_release>[0-9A-Za-z.-]+))?(\+[0-9A-Za-z.-]+)?"
)

_Entry = TypeVar("_Entry")

_IN_FULL = f"is not a chart version; use the full version, for example {RECOMMENDED}"


class NoEntryError(ValueError):
    """A table has no entry for a major version."""


@dataclass(frozen=True, slots=True)
class ChartVersion:
    """A version of the JupyterHub chart.

    A pre-release precedes its release, so it has the capabilities of the earlier releases, and of its own release only those
    recorded as ``Capability.preview``: the pre-releases of one release differ. 3.0.0-beta.1 still runs OAuthenticator 15, in which
    3.0.0's settings would let everyone in.
    """

    major: int
    minor: int
    patch: int
    pre_release: str = ""

    @classmethod
    def of(cls, version: str) -> ChartVersion:
        """Parse a chart version. A version that only Terraform knows counts as the recommended version.

        Raises:
            ValueError: it is not a full version, or its major version is not supported.
        """
        found = _SEMVER.fullmatch(RECOMMENDED if is_token(version) else version)
        if not found:
            raise ValueError(_IN_FULL)
        parsed = cls(int(found["major"]), int(found["minor"]), int(found["patch"]), found["pre_release"] or "")
        if parsed.major not in SUPPORTED_MAJORS:
            *others, last = (f"{major}.x" for major in SUPPORTED_MAJORS)
            raise ValueError(f"is not supported; use chart {', '.join(others)} or {last} ({RECOMMENDED} is recommended)")
        return parsed

    @property
    def series(self) -> str:
        """The release series, for example 4.x."""
        return f"{self.major}.x"

    def has(self, capability: Capability) -> bool:
        """Return whether this version of the chart has the capability."""
        return _precedence(self) >= _precedence(ChartVersion.of(capability.preview or capability.since))

    def lacks(self, capability: Capability, what: str = "") -> str:
        """Return the message that this version lacks a capability, and which versions have it.

        Args:
            capability: the missing capability.
            what: what the user asked for. Default: the capability's name.
        """
        return (
            f"chart {self} does not support {what or capability.name}; use chart {capability.since} or later ({RECOMMENDED} is recommended)"
        )

    def precedes(self, other: ChartVersion) -> bool:
        """Return whether another version is newer."""
        return _precedence(self) < _precedence(other)

    def same_series(self, other: ChartVersion) -> bool:
        """Return whether another version is of the same release series."""
        return self.major == other.major

    def gains(self, capability: Capability, target: ChartVersion) -> bool:
        """Return whether an upgrade to another version adds a capability."""
        return target.has(capability) and not self.has(capability)

    def newest(self, by_version: Mapping[str, _Entry]) -> _Entry:
        """Return the entry of the newest version that is not newer than this one, or of the oldest version if all are newer.

        Raises:
            NoEntryError: no entry is of this major version.
        """
        entries = {ChartVersion.of(version): entry for version, entry in by_version.items()}
        if self.major not in {version.major for version in entries}:
            raise NoEntryError(f"is not supported yet: nothing is known here of chart {self.series}")
        reached = [version for version in entries if _precedence(version) <= _precedence(self)]
        return entries[max(reached, key=_precedence) if reached else min(entries, key=_precedence)]

    def neighbors(self, versions: Iterable[str]) -> tuple[str | None, str | None]:
        """Return the newest version of the same series that is not newer than this one, and the oldest that is not older."""
        series = [(_precedence(other), text) for text in versions if (other := ChartVersion.of(text)).major == self.major]
        reached = [entry for entry in series if entry[0] <= _precedence(self)]
        ahead = [entry for entry in series if entry[0] >= _precedence(self)]
        return max(reached)[1] if reached else None, min(ahead)[1] if ahead else None

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}" + (f"-{self.pre_release}" if self.pre_release else "")


def _precedence(version: ChartVersion) -> tuple[int, int, int, bool, tuple[tuple[bool, int, str], ...]]:
    """Return the key by which versions are ordered. Source: Semantic Versioning 2.0.0, section 11."""
    parts = version.pre_release.split(".")
    identifiers = tuple((False, int(part), "") if part.isdecimal() else (True, 0, part) for part in parts)
    return version.major, version.minor, version.patch, not version.pre_release, identifiers


def _supported(version: str) -> str:
    parsed = ChartVersion.of(version)
    for table in (DOCKER_STACKS_TAGS, KUBESPAWNERS, OLDEST_KUBERNETES, JUPYTERHUBS):
        parsed.newest(table)
    return version


as_schema(
    _supported,
    pattern=rf"^[{SUPPORTED_MAJORS[0]}-{SUPPORTED_MAJORS[-1]}]\.[0-9]+\.[0-9]+([-+][0-9A-Za-z.+-]+)?$",
    patternErrorMessage=_IN_FULL,
)
#: Exact version of the JupyterHub chart, of a supported major version.
ChartVersionText = Annotated[str, text_not_number(_IN_FULL), AfterValidator(_supported)]


# One row each: the name in messages, the first release, the first pre-release of that release, the source.
# fmt: off
LOGOUT_REDIRECT = Capability("logout_redirect_url", "1.1.0", "", "OAuthenticator 14.1.0: OAuthenticator.logout_redirect_url")
PLACEHOLDER_IMAGE = Capability("a separate image for user placeholders", "1.1.0", "", "chart 1.1.0: scheduling.userPlaceholder.image")
GITHUB_TEAMS = Capability("teams in github.allowed_organizations", "1.1.3", "", "OAuthenticator 14.2.0: GitHubOAuthenticator, organization:team")
CILOGON_IDENTITY_PROVIDERS = Capability("cilogon.idps", "2.0.0", "2.0.0-beta.1", "OAuthenticator 15.0.1: CILogonOAuthenticator.allowed_idps, a dictionary that restricts logins")
INGRESS_CLASS_NAME = Capability("ingress.ingressClassName", "2.0.0", "2.0.0-beta.1", "chart: templates/ingress.yaml")
EGRESS_ALLOW_RULES = Capability("singleuser.networkPolicy.egressAllowRules", "2.0.0", "2.0.0-beta.1", "chart: _helpers-netpol.tpl")
NETWORK_TOOLS_RESOURCES = Capability("resources for the init container that blocks the instance metadata service", "2.0.0", "2.0.0-beta.1", "chart: singleuser.networkTools.resources; files/hub/jupyterhub_config.py")
ALLOW_ROOT_COMMAND = Capability("jupyterhub-singleuser --allow-root", "2.0.0", "2.0.0-beta.1", "EKS Blueprints: JupyterHub add-on, start-singleuser.sh below 2.0.0")
CULL_ADMIN_USERS = Capability("cull.adminUsers", "2.0.0", "2.0.0-beta.1", "chart: values.schema.yaml, cull.adminUsers; 1.x refuses it")
SCOPES = Capability("services with scoped tokens", "2.0.0", "2.0.0-beta.1", "JupyterHub 2.0.0: scopes; chart: hub.loadRoles")
PROFILE_OPTIONS = Capability("profile_options", "2.0.0", "2.0.0-beta.1", "KubeSpawner 4.0.0: profile_list")
NESTED_GROUPS_CLAIM = Capability("a nested claim", "2.0.0", "", "OAuthenticator 15.1.0: GenericOAuthenticator.claim_groups_key, split at its dots")
AUTH0_DOMAIN = Capability("auth0", "2.0.0", "", "OAuthenticator 15.1.0: Auth0OAuthenticator.auth0_domain")
WORKING_USER_SCHEDULER = Capability("a user scheduler for Kubernetes 1.27 or later", "3.0.0", "3.0.0-alpha.1", "jupyterhub/zero-to-jupyterhub-k8s, issue 3128; chart: scheduling.userScheduler.image, 1.26 instead of 1.23")
MERGED_OVERRIDES = Capability("merged profile overrides", "3.0.0", "3.0.0-alpha.1", "KubeSpawner 5.0.0: _apply_overrides merges mappings, and null removes a key")
EXPANDED_ENVIRONMENT = Capability("{username} in environment variables", "3.0.0", "3.0.0-alpha.1", "KubeSpawner 5.0.0: KubeSpawner.get_pod_manifest expands the environment; from 6.1.0 on, only the configured variables")
ALLOW_RULES_ADD_UP = Capability("cumulative allow rules", "3.0.0", "3.0.0-beta.2", "OAuthenticator 16.0.0: OAuthenticator.allow_all; before it, each allow rule restricts the others")
REQUEST_SETTINGS = Capability("a custom certificate authority for the identity provider", "3.0.0", "3.0.0-beta.2", "OAuthenticator 16.0.0: OAuthenticator.http_request_kwargs")
USERNAME_CLAIM = Capability("username_claim in every authenticator class", "3.0.0", "3.0.0-beta.2", "OAuthenticator 16.0.0: username_key is deprecated")
LOGIN_SERVICE_OF_EACH_CLASS = Capability("login_service in every authenticator class", "3.0.0", "3.0.0-beta.3", "OAuthenticator 16.0.1: OAuthenticator.login_service")
CLIENT_SECRET_IN_BODY = Capability("the client secret in the body of the token request, as Auth0 requires", "3.0.0", "3.0.0-beta.3", "OAuthenticator 16.0.2: GenericOAuthenticator.basic_auth defaults to False")
ONE_METADATA_BLOCK = Capability("mutually exclusive blockWithIptables and egressAllowRules.cloudMetadataServer", "3.0.0", "", "chart: templates/NOTES.txt, which refuses both together")
UNLISTED_CHOICE = Capability("unlisted_choice", "3.1.0", "", "KubeSpawner 6.1.0: profile_list")
OPTION_FIELDS = Capability("unique form fields for profile options", "3.1.0", "", "KubeSpawner 6.1.0: templates/form.html, profile-option-{slug}--{option}; before it, one dash, so that two fields can have the same name")
KEEP_ALIVE_FLAG = Capability("the proxy's flag --keep-alive-timeout", "3.1.0", "", "configurable-http-proxy 4.6.0, which chart 3.1.0 is the first to have; older versions exit on an unknown flag")
PULLED_CHOICES = Capability("pre-pulling the images of choices", "3.2.0", "", "chart 3.2.0: templates/image-puller/_helpers-daemonset.tpl")
ID_TOKEN_CLAIMS = Capability("claims from the ID token", "3.3.0", "", "OAuthenticator 16.3.0: OAuthenticator.userdata_from_id_token")
MANAGE_GROUPS = Capability("manage_groups", "3.3.0", "", "OAuthenticator 16.3.0: GenericOAuthenticator, manage_groups")
RESTRICTED_PODS = Capability("hub pods that meet the restricted level of the Pod Security Standards", "4.0.0", "4.0.0-beta.1", "jupyterhub/zero-to-jupyterhub-k8s, pull request 3464")
HUB_GROUPS = Capability("allow rules based on JupyterHub's own groups in every authenticator class", "4.0.0", "4.0.0-beta.1", "OAuthenticator 17.0.0: OAuthenticator.auth_state_groups_key; group rules require manage_groups")
SAFE_SLUGS = Capability("{escaped_username}", "4.0.0", "4.0.0-beta.1", "KubeSpawner 7.0.0: KubeSpawner.slug_scheme; {username} expands differently, and {escaped_username} keeps the previous form")
CLAIMS_BY_USER_SERVER = Capability("unique claims for named servers", "4.0.0", "4.0.0-beta.3", "chart: singleuser.storage.dynamic.pvcNameTemplate is null, so KubeSpawner's own claim-{user_server} applies")
LOGIN_REFRESH = Capability("auth_refresh_age", "4.1.0", "", "OAuthenticator 17.2.0: OAuthenticator.refresh_user")
SHARED_PASSWORD_AUTHENTICATOR = Capability("SharedPasswordAuthenticator", "4.2.0", "", "JupyterHub 5.3.0: jupyterhub.authenticators.shared")
VOLUME_MAPPINGS = Capability("volumes as mappings", "4.3.0", "", "chart: files/hub/jupyterhub_config.py, extraVolumes")
CILOGON_IDPS = Capability("CILogonOAuthenticator.idps", "4.3.3", "", "OAuthenticator 17.4.0: allowed_idps is deprecated, idps is its new name")
# Other changes that an upgrade makes.
JUPYTERLAB_DEFAULT = Capability("JupyterLab by default", "2.0.0", "2.0.0-beta.1", "chart: upgrade guide 1 to 2, JupyterLab and Jupyter Server")
NO_PRIVILEGE_ESCALATION = Capability("servers without sudo", "2.0.0", "2.0.0-beta.1", "chart: upgrade guide 1 to 2, KubeSpawner prevents privilege escalation")
REMOVED_KEYS = Capability("hub.podSecurityContext and rbac.create", "2.0.0", "2.0.0-beta.1", "chart: templates/NOTES.txt, which refuses hub.fsGid and rbac.enabled")
PARTS_WIN = Capability("hub.extraConfig over hub.config", "2.0.0", "2.0.0-beta.1", "chart: pull request 2457")
KUBERNETES_ASYNCIO = Capability("kubernetes_asyncio in the hub", "2.0.0", "2.0.0-beta.1", "chart: upgrade guide 1 to 2, JupyterHub 2 and related hub components")
ADMIN_ACCESS_ALWAYS = Capability("administrators who can always access servers", "2.0.0", "2.0.0-beta.1", "JupyterHub 2.0.0: admin_access has no effect")
SCHEDULER_PLUGINS_V1BETA3 = Capability("user scheduler plugins configured with v1beta3", "2.0.0", "2.0.0-beta.1", "chart: pull request 2590")
TMP_AUTHENTICATOR_1 = Capability("TmpAuthenticator 1", "3.0.0", "3.0.0-alpha.1", "chart: change log of 3.0.0")
SERVERS_FOUND_AGAIN = Capability("reliable tracking of running servers", "3.1.0", "", "KubeSpawner 6.1.0; chart: change log of 3.1.0, post-upgrade action")
IMAGES_ON_QUAY = Capability("the chart's images on quay.io", "3.2.0", "", "chart: change log of 3.2.0, default image registry")
ALLOWED_ONLY_WHEN_SAID = Capability("authenticators that allow no one by default", "4.0.0", "4.0.0-beta.1", "JupyterHub 5.0.0: Authenticator.allow_all")
LDAP_AUTHENTICATOR_2 = Capability("LDAPAuthenticator 2", "4.0.0", "4.0.0-beta.1", "chart: change log of 4.0.0")
TRAEFIK_3 = Capability("Traefik 3 in the autohttps pod", "4.0.0", "4.0.0-beta.1", "chart: change log of 4.0.0")
# fmt: on

#: The tag of Docker Stacks images whose JupyterHub has the same major version as the chart's, by the first chart version that it
#: suits. The minor versions of JupyterHub and users' servers may differ. Sources: JupyterHub, ``_check_version``; the tags
#: ``hub-<version>`` of the Docker Stacks images, available on quay.io from JupyterHub 4.0.2 on.
DOCKER_STACKS_TAGS = {"1.0.0": "hub-4.0.2", "2.0.0-beta.1": "hub-4.0.2", "3.0.0-alpha.1": "hub-4.1.5", "4.0.0-beta.1": "hub-5.5.0"}

#: The KubeSpawner of each chart version, by the first version that has it; for pre-releases, that of the release. Source: chart, ``images/hub/requirements.txt``.
KUBESPAWNERS = {
    "1.0.0": "1.0.0", "1.1.0": "1.1.0", "2.0.0-beta.1": "4.2.0", "3.0.0-alpha.1": "6.0.0", "3.1.0": "6.1.0", "3.2.0": "6.2.0",
    "4.0.0-beta.1": "7.0.0",
}  # fmt: skip

#: The oldest supported Kubernetes of each chart version, by the first version that requires it. Source: chart, ``Chart.yaml``, kubeVersion.
OLDEST_KUBERNETES = {"1.0.0": "1.17", "2.0.0-beta.1": "1.20", "3.0.0-alpha.1": "1.23", "4.0.0-beta.1": "1.28"}
#: The first Kubernetes on which the user scheduler of charts without WORKING_USER_SCHEDULER fails. Source: as for that capability.
FIRST_WITHOUT_OLD_SCHEDULER = "1.27"
#: The JupyterHub of each chart version, by the first version that has it. Source: chart, ``images/hub/requirements.txt``.
JUPYTERHUBS = {
    "1.0.0": "1.4", "1.2.0": "1.5", "2.0.0-beta.1": "3.0", "3.0.0-alpha.1": "4.0", "3.3.0": "4.1", "4.0.0-beta.1": "5.2", "4.2.0": "5.3", "4.3.0": "5.4",
    "4.4.0": "5.5",
}  # fmt: skip

#: The packages of a preview's hub, by the first chart version whose OAuthenticator they have: a list in ``preview/requirements``, and
#: the newest Python 3 with wheels of all of them and of its servers' packages. Source: chart, ``images/hub/requirements.txt``.
PREVIEW_PACKAGES = {
    "1.0.0": ("login-14", 12), "2.0.0-beta.1": ("login-15", 12), "3.0.0-beta.2": ("login-16", 14), "4.0.0-beta.1": ("login-17", 14),
}  # fmt: skip

#: The last version of each series; an upgrade across several series goes through them.
LAST_OF_LINES = ("1.2.0", "2.0.0", "3.3.8", RECOMMENDED)

_ADVISORIES = (
    ("4.3.3", "CVE-2026-33709 (open redirect) and CVE-2026-33175 (Auth0 e-mail claim)"),
    ("4.3.4", "CVE-2026-40864 (cross-site request forgery)"),
    ("4.4.0", "GHSA-p43p-whwx-q52h (denial of service)"),
)


def advisories(version: str) -> list[str]:
    """Return the published vulnerabilities that the chart version still has; a pre-release counts as older than its release."""
    given = _precedence(ChartVersion.of(version))
    return [name for fixed, name in _ADVISORIES if given < _precedence(ChartVersion.of(fixed))]
