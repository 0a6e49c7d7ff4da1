"""Versions of the JupyterHub chart: which are supported, and what each brings.

A new version of the chart is described here: its capabilities, its JupyterHub, its published vulnerabilities. Code elsewhere asks
``version.has(…)`` and compares no versions by itself.

Sources: the releases of jupyterhub/zero-to-jupyterhub-k8s and their change log. ``images/hub/requirements.txt`` of a release pins
its JupyterHub and OAuthenticator.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator

from constructs_lib.models.kinds.validators import is_token, text_not_number

#: The newest release without published vulnerabilities.
RECOMMENDED = "4.4.0"

#: The chart's major versions that this library knows.
SUPPORTED_MAJORS = (1, 2, 3, 4)

_SEMVER = re.compile(
    r"(?P<major>0|[1-9][0-9]{0,5})\.(?P<minor>0|[1-9][0-9]{0,5})\.(?P<patch>0|[1-9][0-9]{0,5})(-(?P<pre_release>[0-9A-Za-z.-]+))?(\+[0-9A-Za-z.-]+)?"
)

_IN_FULL = f"is not a chart version; write it in full, for example {RECOMMENDED}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capability:
    """Something that the chart can do from an exact version on.

    Args:
        name: what it is, as messages call it.
        since: the first release that has it, which messages name.
        source: where this is documented.
        preview: the first pre-release of ``since`` that has it. Default: none has it.
    """

    name: str
    since: str
    source: str
    preview: str = ""


@dataclass(frozen=True, slots=True)
class ChartVersion:
    """A version of the JupyterHub chart.

    A pre-release comes before its release, so it has what the releases before it have, and of its own release only what is
    recorded as ``Capability.preview``: pre-releases of one release differ. 3.0.0-beta.1 still runs OAuthenticator 15, where
    3.0.0's settings would let everyone in.
    """

    major: int
    minor: int
    patch: int
    pre_release: str = ""

    @classmethod
    def of(cls, version: str) -> ChartVersion:
        """Parse a chart version. One that only Terraform knows counts as the recommended version.

        Raises:
            ValueError: not a full version, or its major version is not supported.
        """
        found = _SEMVER.fullmatch(RECOMMENDED if is_token(version) else version)
        if not found:
            raise ValueError(_IN_FULL)
        parsed = cls(int(found["major"]), int(found["minor"]), int(found["patch"]), found["pre_release"] or "")
        if parsed.major not in SUPPORTED_MAJORS:
            *others, last = (f"{major}.x" for major in SUPPORTED_MAJORS)
            raise ValueError(f"is not supported; the chart's lines {', '.join(others)} and {last} are, and {RECOMMENDED} is recommended")
        return parsed

    @property
    def series(self) -> str:
        """The major version as people write it, for example 4.x."""
        return f"{self.major}.x"

    def has(self, capability: Capability) -> bool:
        """Return whether this version of the chart can do it."""
        return _precedence(self) >= _precedence(ChartVersion.of(capability.preview or capability.since))

    def lacks(self, capability: Capability, what: str = "") -> str:
        """Return the message that this version can't do it, and which can.

        Args:
            capability: what this version does not have.
            what: what the user asked for. Default: the capability's name.
        """
        return (
            f"{what or capability.name} is not possible with chart {self}; "
            f"chart {capability.since} or later can, {RECOMMENDED} is recommended"
        )

    def newest(self, by_version: Mapping[str, str]) -> str:
        """Return the entry of the newest version that is not newer than this one; of the oldest version, if all are newer."""
        entries = {ChartVersion.of(version): entry for version, entry in by_version.items()}
        reached = [version for version in entries if _precedence(version) <= _precedence(self)]
        return entries[max(reached, key=_precedence) if reached else min(entries, key=_precedence)]

    def neighbours(self, versions: Iterable[str]) -> tuple[str | None, str | None]:
        """Return the newest of its own line that is not newer than this version, and the oldest that is not older: itself, if it is there."""
        line = [(_precedence(other), text) for text in versions if (other := ChartVersion.of(text)).major == self.major]
        reached = [entry for entry in line if entry[0] <= _precedence(self)]
        ahead = [entry for entry in line if entry[0] >= _precedence(self)]
        return max(reached)[1] if reached else None, min(ahead)[1] if ahead else None

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}" + (f"-{self.pre_release}" if self.pre_release else "")


def _precedence(version: ChartVersion) -> tuple[int, int, int, bool, tuple[tuple[bool, int, str], ...]]:
    """Return what versions are ordered by. Source: Semantic Versioning 2.0.0, section 11."""
    parts = version.pre_release.split(".")
    identifiers = tuple((False, int(part), "") if part.isdecimal() else (True, 0, part) for part in parts)
    return version.major, version.minor, version.patch, not version.pre_release, identifiers


def _supported(version: str) -> str:
    ChartVersion.of(version)
    return version


#: Exact version of the JupyterHub chart, its major version one of the supported.
ChartVersionText = Annotated[str, text_not_number(_IN_FULL), AfterValidator(_supported)]


LOGOUT_REDIRECT = Capability(name="logout_redirect_url", since="1.1.0", source="OAuthenticator 14.1.0: OAuthenticator.logout_redirect_url")
GITHUB_TEAMS = Capability(
    name="a team in github.allowed_organizations", since="1.1.3", source="OAuthenticator 14.2.0: GitHubOAuthenticator, organization:team"
)
NESTED_GROUPS_CLAIM = Capability(
    name="a nested claim", since="2.0.0", source="OAuthenticator 15.1.0: GenericOAuthenticator.claim_groups_key, split at its dots"
)
AUTH0_DOMAIN = Capability(name="auth0", since="2.0.0", source="OAuthenticator 15.1.0: Auth0OAuthenticator.auth0_domain")
CILOGON_IDENTITY_PROVIDERS = Capability(
    name="cilogon.idps",
    since="2.0.0",
    preview="2.0.0-beta.1",
    source="OAuthenticator 15.0.1: CILogonOAuthenticator.allowed_idps, a dictionary that restricts logins",
)
INGRESS_CLASS_NAME = Capability(
    name="ingress.ingressClassName", since="2.0.0", preview="2.0.0-beta.1", source="chart: templates/ingress.yaml"
)
EGRESS_ALLOW_RULES = Capability(
    name="singleuser.networkPolicy.egressAllowRules", since="2.0.0", preview="2.0.0-beta.1", source="chart: _helpers-netpol.tpl"
)
NETWORK_TOOLS_RESOURCES = Capability(
    name="resources of the init container that blocks the instance metadata service",
    since="2.0.0",
    preview="2.0.0-beta.1",
    source="chart: singleuser.networkTools.resources; files/hub/jupyterhub_config.py",
)
ALLOW_ROOT_COMMAND = Capability(
    name="jupyterhub-singleuser --allow-root",
    since="2.0.0",
    preview="2.0.0-beta.1",
    source="EKS Blueprints: JupyterHub add-on, start-singleuser.sh below 2.0.0",
)
CULL_ADMIN_USERS = Capability(
    name="cull.adminUsers", since="2.0.0", preview="2.0.0-beta.1", source="chart: values.schema.yaml, cull.adminUsers; 1.x refuses it"
)
SCOPES = Capability(
    name="a service whose token has certain scopes",
    since="2.0.0",
    preview="2.0.0-beta.1",
    source="JupyterHub 2.0.0: scopes; chart: hub.loadRoles",
)
WORKING_USER_SCHEDULER = Capability(
    name="a user scheduler for Kubernetes 1.27 or later",
    since="3.0.0",
    preview="3.0.0-alpha.1",
    source="jupyterhub/zero-to-jupyterhub-k8s, issue 3128; chart: scheduling.userScheduler.image, 1.26 instead of 1.23",
)
PROFILE_OPTIONS = Capability(name="profile_options", since="2.0.0", preview="2.0.0-beta.1", source="KubeSpawner 4.0.0: profile_list")
UNLISTED_CHOICE = Capability(name="unlisted_choice", since="3.1.0", source="KubeSpawner 6.1.0: profile_list")
MERGED_OVERRIDES = Capability(
    name="overrides of profiles that are merged",
    since="3.0.0",
    preview="3.0.0-alpha.1",
    source="KubeSpawner 5.0.0: _apply_overrides merges mappings, and null takes a key away",
)
PULLED_CHOICES = Capability(
    name="pre-pulled images of choices", since="3.2.0", source="chart 3.2.0: templates/image-puller/_helpers-daemonset.tpl"
)
EXPANDED_ENVIRONMENT = Capability(
    name="{username} in environment variables",
    since="3.0.0",
    preview="3.0.0-alpha.1",
    source="KubeSpawner 5.0.0: KubeSpawner.get_pod_manifest expands the environment, in 6.1.0 and later what is configured alone",
)
ALLOW_RULES_ADD_UP = Capability(
    name="allow rules that add up",
    since="3.0.0",
    preview="3.0.0-beta.2",
    source="OAuthenticator 16.0.0: OAuthenticator.allow_all; before it each allow rule narrows down the others",
)
REQUEST_SETTINGS = Capability(
    name="a certificate authority for the identity provider",
    since="3.0.0",
    preview="3.0.0-beta.2",
    source="OAuthenticator 16.0.0: OAuthenticator.http_request_kwargs",
)
USERNAME_CLAIM = Capability(
    name="username_claim in each class", since="3.0.0", preview="3.0.0-beta.2", source="OAuthenticator 16.0.0: username_key is deprecated"
)
LOGIN_SERVICE_OF_EACH_CLASS = Capability(
    name="login_service in each class", since="3.0.0", preview="3.0.0-beta.3", source="OAuthenticator 16.0.1: OAuthenticator.login_service"
)
CLIENT_SECRET_IN_BODY = Capability(
    name="the client secret in the body of the token request, as Auth0 expects it",
    since="3.0.0",
    preview="3.0.0-beta.3",
    source="OAuthenticator 16.0.2: GenericOAuthenticator.basic_auth defaults to False",
)
PLACEHOLDER_IMAGE = Capability(
    name="an image of its own for user placeholders", since="1.1.0", source="chart 1.1.0: scheduling.userPlaceholder.image"
)
OPTION_FIELDS = Capability(
    name="form fields of profiles' options that no other profile's can be",
    since="3.1.0",
    source="KubeSpawner 6.1.0: templates/form.html, profile-option-{slug}--{option}; before it one dash, so that two fields may have one name",
)
KEEP_ALIVE_FLAG = Capability(
    name="the proxy's flag --keep-alive-timeout",
    since="3.1.0",
    source="configurable-http-proxy 4.6.0, which chart 3.1.0 is the first to have; older ones stop at an unknown flag",
)
ID_TOKEN_CLAIMS = Capability(
    name="claims of the id token", since="3.3.0", source="OAuthenticator 16.3.0: OAuthenticator.userdata_from_id_token"
)
MANAGE_GROUPS = Capability(name="manage_groups", since="3.3.0", source="OAuthenticator 16.3.0: GenericOAuthenticator, manage_groups")
ONE_METADATA_BLOCK = Capability(
    name="either a block by iptables or a network policy that allows the instance metadata service",
    since="3.0.0",
    source="chart: templates/NOTES.txt, which refuses blockWithIptables beside egressAllowRules.cloudMetadataServer",
)
RESTRICTED_PODS = Capability(
    name="pods of the hub itself that meet the level restricted of the Pod Security Standards",
    since="4.0.0",
    preview="4.0.0-beta.1",
    source="jupyterhub/zero-to-jupyterhub-k8s, pull request 3464",
)
HUB_GROUPS = Capability(
    name="allow rules by JupyterHub's own groups, in each class",
    since="4.0.0",
    preview="4.0.0-beta.1",
    source="OAuthenticator 17.0.0: OAuthenticator.auth_state_groups_key; group rules require manage_groups",
)
SAFE_SLUGS = Capability(
    name="{escaped_username}",
    since="4.0.0",
    preview="4.0.0-beta.1",
    source="KubeSpawner 7.0.0: KubeSpawner.slug_scheme; {username} becomes another name, and {escaped_username} is what it was before",
)
CLAIMS_BY_USER_SERVER = Capability(
    name="claims of named servers that no other user's can be",
    since="4.0.0",
    preview="4.0.0-beta.3",
    source="chart: singleuser.storage.dynamic.pvcNameTemplate is null, so KubeSpawner's own claim-{user_server} counts",
)
LOGIN_REFRESH = Capability(name="auth_refresh_age", since="4.1.0", source="OAuthenticator 17.2.0: OAuthenticator.refresh_user")
SHARED_PASSWORD_AUTHENTICATOR = Capability(
    name="SharedPasswordAuthenticator", since="4.2.0", source="JupyterHub 5.3.0: jupyterhub.authenticators.shared"
)
VOLUME_MAPPINGS = Capability(
    name="volumes of users' servers as mappings", since="4.3.0", source="chart: files/hub/jupyterhub_config.py, extraVolumes"
)
CILOGON_IDPS = Capability(
    name="CILogonOAuthenticator.idps", since="4.3.3", source="OAuthenticator 17.4.0: allowed_idps is deprecated, idps is its new name"
)

#: The tag of Docker Stacks images whose JupyterHub has the major version of the chart's, by the first chart version that it goes
#: with. JupyterHub and users' servers may differ in the minor version. Sources: JupyterHub, ``_check_version``; the tags
#: ``hub-<version>`` of the Docker Stacks images, of which quay.io has those from JupyterHub 4.0.2 on.
DOCKER_STACKS_TAGS = {"1.0.0": "hub-4.0.2", "3.0.0-alpha.1": "hub-4.1.5", "4.0.0-beta.1": "hub-5.5.0"}

#: The KubeSpawner of each chart version, by the first that has it; of pre-releases, that of the release. Source: chart, ``images/hub/requirements.txt``.
KUBESPAWNERS = {
    "1.0.0": "1.0.0", "1.1.0": "1.1.0", "2.0.0-beta.1": "4.2.0", "3.0.0-alpha.1": "6.0.0", "3.1.0": "6.1.0", "3.2.0": "6.2.0",
    "4.0.0-beta.1": "7.0.0",
}  # fmt: skip

_ADVISORIES = (
    ("4.3.3", "CVE-2026-33709 (open redirect) and CVE-2026-33175 (Auth0 e-mail claim)"),
    ("4.3.4", "CVE-2026-40864 (cross-site request forgery)"),
    ("4.4.0", "GHSA-p43p-whwx-q52h (denial of service)"),
)


def advisories(version: str) -> list[str]:
    """Return the published vulnerabilities that the chart version still has; a pre-release counts as older than its release."""
    given = _precedence(ChartVersion.of(version))
    return [name for fixed, name in _ADVISORIES if given < _precedence(ChartVersion.of(fixed))]
