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

from constructs_lib.models.kinds.validators import as_schema, is_token, text_not_number

#: The newest release without published vulnerabilities.
RECOMMENDED = "4.4.0"

#: The chart's major versions that this library knows.
SUPPORTED_MAJORS = (1, 2, 3, 4)

_SEMVER = re.compile(
    r"(?P<major>0|[1-9][0-9]{0,5})\.(?P<minor>0|[1-9][0-9]{0,5})\.(?P<patch>0|[1-9][0-9]{0,5})(-(?P<pre_release>[0-9A-Za-z.-]+))?(\+[0-9A-Za-z.-]+)?"
)

_IN_FULL = f"is not a chart version; write it in full, for example {RECOMMENDED}"


@dataclass(frozen=True, slots=True)
class Capability:
    """Something that the chart can do from an exact version on.

    Args:
        name: what it is, as messages call it.
        since: the first release that has it, which messages name.
        preview: the first pre-release of ``since`` that has it; empty if none has.
        source: where this is documented.
    """

    name: str
    since: str
    preview: str
    source: str


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


as_schema(
    _supported,
    pattern=rf"^[{SUPPORTED_MAJORS[0]}-{SUPPORTED_MAJORS[-1]}]\.[0-9]+\.[0-9]+([-+][0-9A-Za-z.+-]+)?$",
    patternErrorMessage=_IN_FULL,
)
#: Exact version of the JupyterHub chart, its major version one of the supported.
ChartVersionText = Annotated[str, text_not_number(_IN_FULL), AfterValidator(_supported)]


# One row each: what messages call it, the first release, the first pre-release of that, the source.
# fmt: off
LOGOUT_REDIRECT = Capability("logout_redirect_url", "1.1.0", "", "OAuthenticator 14.1.0: OAuthenticator.logout_redirect_url")
PLACEHOLDER_IMAGE = Capability("an image of its own for user placeholders", "1.1.0", "", "chart 1.1.0: scheduling.userPlaceholder.image")
GITHUB_TEAMS = Capability("a team in github.allowed_organizations", "1.1.3", "", "OAuthenticator 14.2.0: GitHubOAuthenticator, organization:team")
CILOGON_IDENTITY_PROVIDERS = Capability("cilogon.idps", "2.0.0", "2.0.0-beta.1", "OAuthenticator 15.0.1: CILogonOAuthenticator.allowed_idps, a dictionary that restricts logins")
INGRESS_CLASS_NAME = Capability("ingress.ingressClassName", "2.0.0", "2.0.0-beta.1", "chart: templates/ingress.yaml")
EGRESS_ALLOW_RULES = Capability("singleuser.networkPolicy.egressAllowRules", "2.0.0", "2.0.0-beta.1", "chart: _helpers-netpol.tpl")
NETWORK_TOOLS_RESOURCES = Capability("resources of the init container that blocks the instance metadata service", "2.0.0", "2.0.0-beta.1", "chart: singleuser.networkTools.resources; files/hub/jupyterhub_config.py")
ALLOW_ROOT_COMMAND = Capability("jupyterhub-singleuser --allow-root", "2.0.0", "2.0.0-beta.1", "EKS Blueprints: JupyterHub add-on, start-singleuser.sh below 2.0.0")
CULL_ADMIN_USERS = Capability("cull.adminUsers", "2.0.0", "2.0.0-beta.1", "chart: values.schema.yaml, cull.adminUsers; 1.x refuses it")
SCOPES = Capability("a service whose token has certain scopes", "2.0.0", "2.0.0-beta.1", "JupyterHub 2.0.0: scopes; chart: hub.loadRoles")
PROFILE_OPTIONS = Capability("profile_options", "2.0.0", "2.0.0-beta.1", "KubeSpawner 4.0.0: profile_list")
NESTED_GROUPS_CLAIM = Capability("a nested claim", "2.0.0", "", "OAuthenticator 15.1.0: GenericOAuthenticator.claim_groups_key, split at its dots")
AUTH0_DOMAIN = Capability("auth0", "2.0.0", "", "OAuthenticator 15.1.0: Auth0OAuthenticator.auth0_domain")
WORKING_USER_SCHEDULER = Capability("a user scheduler for Kubernetes 1.27 or later", "3.0.0", "3.0.0-alpha.1", "jupyterhub/zero-to-jupyterhub-k8s, issue 3128; chart: scheduling.userScheduler.image, 1.26 instead of 1.23")
MERGED_OVERRIDES = Capability("overrides of profiles that are merged", "3.0.0", "3.0.0-alpha.1", "KubeSpawner 5.0.0: _apply_overrides merges mappings, and null takes a key away")
EXPANDED_ENVIRONMENT = Capability("{username} in environment variables", "3.0.0", "3.0.0-alpha.1", "KubeSpawner 5.0.0: KubeSpawner.get_pod_manifest expands the environment, in 6.1.0 and later what is configured alone")
ALLOW_RULES_ADD_UP = Capability("allow rules that add up", "3.0.0", "3.0.0-beta.2", "OAuthenticator 16.0.0: OAuthenticator.allow_all; before it each allow rule narrows down the others")
REQUEST_SETTINGS = Capability("a certificate authority for the identity provider", "3.0.0", "3.0.0-beta.2", "OAuthenticator 16.0.0: OAuthenticator.http_request_kwargs")
USERNAME_CLAIM = Capability("username_claim in each class", "3.0.0", "3.0.0-beta.2", "OAuthenticator 16.0.0: username_key is deprecated")
LOGIN_SERVICE_OF_EACH_CLASS = Capability("login_service in each class", "3.0.0", "3.0.0-beta.3", "OAuthenticator 16.0.1: OAuthenticator.login_service")
CLIENT_SECRET_IN_BODY = Capability("the client secret in the body of the token request, as Auth0 expects it", "3.0.0", "3.0.0-beta.3", "OAuthenticator 16.0.2: GenericOAuthenticator.basic_auth defaults to False")
ONE_METADATA_BLOCK = Capability("either a block by iptables or a network policy that allows the instance metadata service", "3.0.0", "", "chart: templates/NOTES.txt, which refuses blockWithIptables beside egressAllowRules.cloudMetadataServer")
UNLISTED_CHOICE = Capability("unlisted_choice", "3.1.0", "", "KubeSpawner 6.1.0: profile_list")
OPTION_FIELDS = Capability("form fields of profiles' options that no other profile's can be", "3.1.0", "", "KubeSpawner 6.1.0: templates/form.html, profile-option-{slug}--{option}; before it one dash, so that two fields may have one name")
KEEP_ALIVE_FLAG = Capability("the proxy's flag --keep-alive-timeout", "3.1.0", "", "configurable-http-proxy 4.6.0, which chart 3.1.0 is the first to have; older ones stop at an unknown flag")
PULLED_CHOICES = Capability("pre-pulled images of choices", "3.2.0", "", "chart 3.2.0: templates/image-puller/_helpers-daemonset.tpl")
ID_TOKEN_CLAIMS = Capability("claims of the id token", "3.3.0", "", "OAuthenticator 16.3.0: OAuthenticator.userdata_from_id_token")
MANAGE_GROUPS = Capability("manage_groups", "3.3.0", "", "OAuthenticator 16.3.0: GenericOAuthenticator, manage_groups")
RESTRICTED_PODS = Capability("pods of the hub itself that meet the level restricted of the Pod Security Standards", "4.0.0", "4.0.0-beta.1", "jupyterhub/zero-to-jupyterhub-k8s, pull request 3464")
HUB_GROUPS = Capability("allow rules by JupyterHub's own groups, in each class", "4.0.0", "4.0.0-beta.1", "OAuthenticator 17.0.0: OAuthenticator.auth_state_groups_key; group rules require manage_groups")
SAFE_SLUGS = Capability("{escaped_username}", "4.0.0", "4.0.0-beta.1", "KubeSpawner 7.0.0: KubeSpawner.slug_scheme; {username} becomes another name, and {escaped_username} is what it was before")
CLAIMS_BY_USER_SERVER = Capability("claims of named servers that no other user's can be", "4.0.0", "4.0.0-beta.3", "chart: singleuser.storage.dynamic.pvcNameTemplate is null, so KubeSpawner's own claim-{user_server} counts")
LOGIN_REFRESH = Capability("auth_refresh_age", "4.1.0", "", "OAuthenticator 17.2.0: OAuthenticator.refresh_user")
SHARED_PASSWORD_AUTHENTICATOR = Capability("SharedPasswordAuthenticator", "4.2.0", "", "JupyterHub 5.3.0: jupyterhub.authenticators.shared")
VOLUME_MAPPINGS = Capability("volumes of users' servers as mappings", "4.3.0", "", "chart: files/hub/jupyterhub_config.py, extraVolumes")
CILOGON_IDPS = Capability("CILogonOAuthenticator.idps", "4.3.3", "", "OAuthenticator 17.4.0: allowed_idps is deprecated, idps is its new name")
# fmt: on

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
