"""What a chart line's OAuthenticator can't do. Each message names the line that can.

Sources: OAuthenticator 14.2 (chart 1.x), 15.1 (2.x), 16.3 (3.x) and 17.4 (4.x), their authenticator classes; which release
a chart brings: ``images/hub/requirements.txt`` of jupyterhub/zero-to-jupyterhub-k8s.
"""

from __future__ import annotations

from collections.abc import Iterator

from constructs_lib.errors import Problem
from constructs_lib.models.chart_version import ChartVersion
from constructs_lib.models.login.settings import OidcConfig

#: From here on allow rules add up (OAuthenticator 16), instead of each narrowing down the ones before it.
RULES_ADD_UP = (3, 0, 0)
#: From here on claims of the id token and ``manage_groups`` are known (OAuthenticator 16.3).
ID_TOKEN = (3, 3, 0)
#: From here on groups are the hub's own (OAuthenticator 17).
HUB_GROUPS = (4, 0, 0)
#: From here on a log-in is refreshed (OAuthenticator 17.2).
REFRESH = (4, 1, 0)
#: From here on CILogon's providers are called ``idps`` (OAuthenticator 17.4).
IDPS = (4, 3, 3)

_SINCE_2 = (2, 0, 0)


def login_misfits(config: OidcConfig, line: ChartVersion) -> Iterator[Problem]:
    """Find what the line can't do.

    Args:
        config: the log-in.
        line: the chart's line.
    """
    yield from _groups(config, line)
    yield from _rules_that_narrow(config, line)
    yield from _providers(config, line)
    if config.auth_refresh_age is not None and line.release < REFRESH:
        yield Problem(_needs("auth_refresh_age", line, "4.1.0"), ("auth_refresh_age",))


def _needs(what: str, line: ChartVersion, release: str) -> str:
    return f"{what} is not possible with chart {line.exact}; chart {release} or later can, 4.4.0 is recommended"


def _groups(config: OidcConfig, line: ChartVersion) -> Iterator[Problem]:
    if config.manage_groups and line.release < ID_TOKEN:
        yield Problem(_needs("manage_groups", line, "3.3.0"), ("manage_groups",))
    key = next((key for key in ("allowed_groups", "admin_groups", "manage_groups") if getattr(config, key)), None)
    if key is None:
        return
    if line.release >= HUB_GROUPS and config.manage_groups is False:
        yield Problem(f"false contradicts {key}, which chart 4.x decides by the hub's own groups; take it out", ("manage_groups",))
    for name, first in (("cognito", ID_TOKEN), ("entra_id", ID_TOKEN), ("auth0", RULES_ADD_UP), ("cilogon", HUB_GROUPS)):
        restricted = name != "cilogon" or (config.cilogon and config.cilogon.idps)
        if getattr(config, name) and restricted and line.release < first:
            yield Problem(_needs(f"{key} with {name}", line, ".".join(map(str, first))), (key,))
    if line.release < _SINCE_2 and config.groups_path and "." in config.groups_path:
        yield Problem(_needs(f"a nested claim ({config.groups_path})", line, "2.0.0"), ("groups_claim",))


def _rules_that_narrow(config: OidcConfig, line: ChartVersion) -> Iterator[Problem]:
    """Up to 2.x a user has to satisfy each rule that is given, so that two of them let nearly nobody in."""
    if line.release >= RULES_ADD_UP:
        return
    fix = f"chart {line.exact} lets in only who satisfies both; chart 3.3.8 or later adds them up, 4.4.0 is recommended"
    groups = next((key for key in ("allowed_groups", "admin_groups") if getattr(config, key)), None)
    for key in ("allowed_users", "admin_users"):
        if groups and getattr(config, key):
            yield Problem(f"{key} beside {groups}: {fix}", (key,))
    if config.github and config.github.allowed_organizations and config.allowed_users:
        yield Problem(f"allowed_users beside github.allowed_organizations: {fix}", ("allowed_users",))
    if config.allow_all and config.admin_groups:
        yield Problem(_needs("admin_groups beside allow_all", line, "3.0.0"), ("admin_groups",))


def _providers(config: OidcConfig, line: ChartVersion) -> Iterator[Problem]:
    if config.login_service and line.release < RULES_ADD_UP:
        for name in ("github", "auth0", "cilogon"):
            if getattr(config, name) and (name != "cilogon" or (config.cilogon and config.cilogon.idps)):
                yield Problem(_needs(f"login_service with {name}", line, "3.0.0"), ("login_service",))
    if line.release >= _SINCE_2:
        return
    if config.auth0:
        yield Problem(_needs("auth0", line, "2.0.0"), ("auth0",))
    if config.cilogon and config.cilogon.idps:
        yield Problem(_needs("cilogon.idps", line, "2.0.0"), ("cilogon", "idps"))
