"""The AWS identities of one hub, and rules across its other keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import permutations
from typing import TYPE_CHECKING, Any, Protocol

from constructs_lib.errors import KeyPath, Problem, key_path
from constructs_lib.models.chart_version import SAFE_SLUGS, ChartVersion
from constructs_lib.models.later import later
from constructs_lib.models.singleuser.profiles.props import ProfilesProps, slug_of
from constructs_lib.models.storage.home_names import OF_ONE_USER, fields_of

if TYPE_CHECKING:
    from constructs_lib.models.user_identity.s3 import S3Access
    from constructs_lib.models.user_identity.settings import UserIdentity
else:
    UserIdentity = later("constructs_lib.models.user_identity.settings", "UserIdentity")

_SPAWNER = ("hub", "config", "KubeSpawner")
#: Chart values that set another service account for servers.
_ACCOUNTS: tuple[tuple[str, ...], ...] = (("singleuser", "serviceAccountName"), (*_SPAWNER, "service_account"))
#: AWS managed policies that allow access to all buckets.
_REACH_ALL = {"AdministratorAccess", "PowerUserAccess", "ReadOnlyAccess", "AmazonS3FullAccess", "AmazonS3ReadOnlyAccess"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ServersIdentity:
    """One identity of a hub's servers.

    Args:
        settings: its permissions, and how servers get it.
        service_account: name of the Kubernetes service account.
        path: key path of the settings below the hub.
        slug: the profile of the servers that have it. Default: all servers whose profile has no identity of its own.
    """

    settings: UserIdentity
    service_account: str
    path: KeyPath
    slug: str = ""


def servers_identity(settings: UserIdentity, *, release: str, path: KeyPath, slug: str = "") -> ServersIdentity:
    """Return an identity with the name of its service account: from the settings, or derived from the release and the profile.

    Args:
        settings: the identity's settings.
        release: name of the hub's Helm release.
        path: key path of the settings below the hub.
        slug: slug of the profile. Default: the identity is that of the whole hub.
    """
    name = settings.service_account or f"{release}-{slug or 'users'}"
    return ServersIdentity(settings=settings, service_account=name, path=path, slug=slug)


class UserIdentityProps(ProfilesProps):
    """AWS permissions of users' servers."""

    user_identity: UserIdentity | None = None
    """AWS permissions of users' servers, through a separate role and service account. Default: none."""

    @property
    def user_identities(self) -> tuple[ServersIdentity, ...]:
        """All identities of the hub's servers, starting with that of the whole hub."""
        release: str = getattr(self, "release")  # noqa: B009  # a field of the hub
        found = [] if self.user_identity is None else [servers_identity(self.user_identity, release=release, path=("user_identity",))]
        found += [
            servers_identity(profile.user_identity, release=release, path=("profiles", place, "user_identity"), slug=slug_of(profile))
            for place, profile in self.listed_profiles
            if profile.user_identity is not None
        ]
        return tuple(found)

    @property
    def uses_pod_identity(self) -> bool:
        """Whether servers need access to the EKS Pod Identity Agent."""
        return any(identity.settings.uses_pod_identity for identity in self.user_identities)


class _Hub(Protocol):
    @property
    def values(self) -> Mapping[str, Any]: ...

    @property
    def user_identities(self) -> tuple[ServersIdentity, ...]: ...

    @property
    def chart_version(self) -> ChartVersion: ...

    @property
    def run_as_root(self) -> bool: ...

    @property
    def has_named_servers(self) -> bool: ...

    def user_value(self, *path: str, default: object = None) -> object: ...


def _servers_have_the_account(hub: _Hub) -> Iterator[Problem]:
    if not hub.user_identities:
        return
    for path in _ACCOUNTS:
        if hub.user_value(*path) is not None:
            yield Problem(
                "sets another service account than user_identity, which then has no effect; remove one of them, "
                "or set user_identity: {service_account: …} to create that account",
                ("values", *path),
            )


def _accounts_differ(hub: _Hub) -> Iterator[Problem]:
    seen: set[str] = set()
    for identity in hub.user_identities:
        if identity.service_account in seen:
            yield Problem(
                f"{identity.service_account!r} is the service account of another identity of this hub; use another name",
                (*identity.path, "service_account"),
            )
        seen.add(identity.service_account)


def _pods_are_named_after_users(hub: _Hub) -> Iterator[Problem]:
    """If each pod has its own folder, the pod's name must be unique to one user and server."""
    template = hub.user_value(*_SPAWNER, "pod_name_template")
    if not isinstance(template, str) or not any(identity.settings.s3_home for identity in hub.user_identities):
        return
    try:
        fields = set(fields_of(template))
    except ValueError:
        fields = set()
    if not fields & OF_ONE_USER:
        yield Problem(
            f"{template!r} gives pods of several users the same name, and so the same folder of s3 with per_user: true; add {{username}}",
            ("values", *_SPAWNER, "pod_name_template"),
        )


def _identities_open_no_homes(hub: _Hub) -> Iterator[Problem]:
    """Users' folders are the same for each of the hub's identities, because a pod's name doesn't depend on the profile."""
    if not hub.user_identities:
        return
    from constructs_lib.models.user_identity.settings import opened_homes  # noqa: PLC0415  # see models/later.py

    for identity, other in permutations(hub.user_identities, 2):
        for problem in opened_homes(identity.settings, other.settings):
            yield Problem(problem.message, (*identity.path, *problem.path))


USER_IDENTITY_RULES = (_servers_have_the_account, _accounts_differ, _pods_are_named_after_users, _identities_open_no_homes)


def user_identity_warnings(hub: _Hub) -> Iterator[str]:
    """Yield warnings about identities with unexpected effects."""
    homes = [entry for identity in hub.user_identities for entry in identity.settings.s3 if entry.per_user]
    for identity in hub.user_identities:
        where = key_path(identity.path)
        for warning in (*_of_servers(identity.settings, hub), *_of_permissions(identity.settings, homes)):
            yield f"{where}{warning}"


def _of_servers(settings: UserIdentity, hub: _Hub) -> Iterator[str]:
    if hub.run_as_root:
        yield (
            " with run_as_root: true: sudo, su and start scripts that switch users drop the environment variables that the AWS SDKs "
            "need for credentials; keep them with sudo --preserve-env, or remove run_as_root"
        )
    if settings.s3_home is None:
        return
    if hub.has_named_servers:
        yield (
            ".s3 with per_user: true gives each named server a different folder than the user's default server, because its pod has "
            "a different name; to share files between a user's servers, use the home"
        )
    if not hub.chart_version.has(SAFE_SLUGS):
        yield (
            f".s3 with per_user: true: chart {SAFE_SLUGS.since} changes the pod names of users with special characters, so an upgrade "
            f"from {hub.chart_version} gives them new, empty folders; move their objects then, or start with chart {SAFE_SLUGS.since}"
        )


def _of_permissions(settings: UserIdentity, homes: Sequence[S3Access]) -> Iterator[str]:
    from constructs_lib.models.user_identity.document import statements  # noqa: PLC0415  # see models/later.py

    if settings.role_arn is None and not (settings.managed_policy_arns or settings.policy or settings.s3):
        yield " creates a role without permissions; add s3, policy or managed_policy_arns"
    examples = [f"arn:aws:s3:::{home.bucket}/{home.folder}jupyter-ada/notes" for home in homes]
    for arn in settings.managed_policy_arns if homes else ():
        if arn.rpartition("/")[2] in _REACH_ALL and ":aws:policy/" in arn:
            yield f".managed_policy_arns: {arn} allows access to the folders of all users, despite per_user: true; remove it"
    for path, statement in statements(settings.policy or {}):
        allows = statement.get("Effect") == "Allow" and "Condition" not in statement
        if allows and any(_reaches(statement, example) for example in examples):
            where = f"Statement[{path[1]}]" if len(path) > 1 else "Statement"
            yield f".policy.{where} allows access to the folders of all users, despite per_user: true; use other resources"


def _reaches(statement: Mapping[str, Any], example: str) -> bool:
    from constructs_lib.models.user_identity.document import texts  # noqa: PLC0415

    objects = [action for action in texts(statement.get("Action")) if fnmatchcase("s3:getobject", action.lower())]
    writes = [action for action in texts(statement.get("Action")) if fnmatchcase("s3:putobject", action.lower())]
    found = objects or writes or "NotAction" in statement
    named = [resource for resource in texts(statement.get("Resource")) if fnmatchcase(example, _in_any_partition(resource))]
    return bool(found) and bool(named or "NotResource" in statement)


def _in_any_partition(resource: str) -> str:
    parts = resource.replace("[", "[[]").split(":", 2)
    return ":".join(["arn", "*", parts[2]]) if len(parts) > 2 else resource  # noqa: PLR2004  # arn:partition:rest
