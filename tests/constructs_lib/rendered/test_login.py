"""Who may log in, with the active authenticator and its rules on each chart version."""

from __future__ import annotations

import base64
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from constructs_lib.models.chart_version import ChartVersion
from constructs_lib.rendered.login import Entry, Login, has_password_part, log_in, programs_about_log_in, sections
from tests.constructs_lib.rendered.test_values import reading
from tests.login.tools import RELEASES, python_of

_OAUTH = "GenericOAuthenticator"
_ENDPOINTS = {key: f"https://login.example.org/{key}" for key in ("auth_url", "token_url", "user_data_url")}
_OIDC: dict[str, Any] = {"hub_url": "https://hub.example.org", "client_id": "c", "client_secret": {"kubernetes_secret": "s"}}


def _login(config: Any, version: str = "4.4.0", **hub: Any) -> Login:
    return log_in({"hub": {"config": config, **hub}}, ChartVersion.of(version), own={})


def _oauth(version: str, settings: dict[str, Any], section: str = _OAUTH) -> Entry:
    return _login({"JupyterHub": {"authenticator_class": "generic-oauth"}, section: settings}, version).entry


@pytest.mark.parametrize(
    ("config", "entry"),
    [
        ({}, Entry.ANYONE),  # the chart's own default is the dummy
        ({"DummyAuthenticator": {"allowed_users": ["ada"]}}, Entry.ANYONE),
        ({"DummyAuthenticator": {"password": "canary"}}, Entry.PASSWORD),
        (None, Entry.UNKNOWN),
        ({"JupyterHub": None}, Entry.UNKNOWN),
        ({"JupyterHub": {"authenticator_class": None}}, Entry.UNKNOWN),
        ({"JupyterHub": {"authenticator_class": "pam"}}, Entry.UNKNOWN),
        ({"JupyterHub": {"authenticator_class": "tmp"}}, Entry.ANYONE),
        ({"JupyterHub": {"authenticator_class": "null"}}, Entry.NOBODY),
        ({"JupyterHub": {"authenticator_class": "native"}}, Entry.UNKNOWN),
        ({"JupyterHub": {"authenticator_class": "native"}, "NativeAuthenticator": {"open_signup": True}}, Entry.ANYONE),
        ({"JupyterHub": {"authenticator_class": "shared-password"}}, Entry.NOBODY),
        ({"JupyterHub": {"authenticator_class": "shared-password"}, "Authenticator": {"user_password": "canary"}}, Entry.PASSWORD),
        ({"JupyterHub": {"authenticator_class": "ldapauthenticator.LDAPAuthenticator"}}, Entry.UNKNOWN),
    ],
    ids=str,
)
def test_authenticators_without_a_provider(config: Any, entry: Entry) -> None:
    """A class that isn't known, or none, counts as open."""
    assert entry == _login(config).entry


@pytest.mark.parametrize("version", ["3.3.8", "4.4.0"])
def test_allow_rules_that_add_up(version: str) -> None:
    """Nobody without a rule, those whom a rule names, everyone with allow_all in any section that the class reads, the class's own first."""
    everyone = {"allow_all": True}
    rules: tuple[dict[str, Any], ...] = ({}, {"allowed_users": ["a"]}, {"admin_users": ["a"]})

    assert [Entry.NOBODY, Entry.LISTED, Entry.LISTED] == [_oauth(version, rule) for rule in rules]
    assert [Entry.PROVIDER] * 3 == [_oauth(version, everyone, section) for section in (_OAUTH, "OAuthenticator", "Authenticator")]
    own = {"JupyterHub": {"authenticator_class": "generic-oauth"}, "Authenticator": everyone, _OAUTH: {"allow_all": False}}
    assert Entry.NOBODY == _login(own, version).entry
    assert Entry.NOBODY == _oauth(version, everyone, "GitHubOAuthenticator")


@pytest.mark.parametrize("version", ["1.2.0", "2.0.0"])
def test_allow_rules_that_restrict(version: str) -> None:
    """Everyone if there is no list; administrators are not one."""
    none: list[dict[str, Any]] = [{}, {"allowed_users": []}, {"allowed_users": None}, {"admin_users": ["a"]}, {"allow_all": False}]
    some: list[dict[str, Any]] = [{"allowed_users": ["a"]}, {"allowed_groups": ["g"]}]

    assert [Entry.PROVIDER] * 5 + [Entry.LISTED] * 2 == [_oauth(version, rules) for rules in (*none, *some)]


@pytest.mark.parametrize(
    ("name", "section", "settings", "entry"),
    [
        ("google", "GoogleOAuthenticator", {}, Entry.WORLD),
        ("google", "GoogleOAuthenticator", {"hosted_domain": ["example.org"]}, Entry.LISTED),
        ("github", "GitHubOAuthenticator", {}, Entry.WORLD),
        ("github", "GitHubOAuthenticator", {"github_url": "https://git.example.org"}, Entry.PROVIDER),
        ("gitlab", "GitLabOAuthenticator", {}, Entry.WORLD),
        ("bitbucket", "BitbucketOAuthenticator", {}, Entry.WORLD),
        ("generic-oauth", _OAUTH, {"authorize_url": "https://accounts.google.com/o/oauth2/auth"}, Entry.WORLD),
        ("generic-oauth", _OAUTH, {"authorize_url": "https://login.example.org"}, Entry.PROVIDER),
    ],
)
def test_providers_open_to_everyone(name: str, section: str, settings: dict[str, Any], entry: Entry) -> None:
    """With allow_all everyone who creates an account there may log in."""
    config = {"JupyterHub": {"authenticator_class": name}, section: {"allow_all": True, **settings}}

    assert entry == _login(config).entry


_USER: dict[str, Any] = {"email": "ada@example.org", "domain": "example.org", "verified_email": True, "google_groups": [], "idp": "urn:idp"}
_IDP: dict[str, Any] = {"username_derivation": {"username_claim": "email"}}
#: Settings that Ada meets, by the name of the authenticator; some admit nobody without another setting.
_MET: list[tuple[str, dict[str, Any]]] = [
    ("google", {"hosted_domain": ["example.org"]}),
    ("google", {"hosted_domain": ["example.org"], "allow_all": True}),
    ("google", {"hosted_domain": ["example.org"], "allowed_users": ["ada"]}),
    ("azuread", {"tenant_id": "t"}),
    ("azuread", {"tenant_id": "t", "allow_all": True}),
    ("cilogon", {"allowed_idps": {"urn:idp": _IDP}}),
    ("cilogon", {"allowed_idps": {"urn:idp": {**_IDP, "allow_all": True}}}),
    ("cilogon", {"allowed_idps": {"urn:idp": {**_IDP, "allowed_domains": ["example.org"]}}}),
    ("cilogon", {"allowed_idps": {"urn:idp": _IDP}, "allowed_users": ["ada"]}),
    ("github", {}),
]
#: Asks the authenticators of the installed release about Ada.
_ADMITS = """
import asyncio, json, sys
from oauthenticator import azuread, cilogon, github, google
classes = {"azuread": azuread.AzureAdOAuthenticator, "cilogon": cilogon.CILogonOAuthenticator, "github": github.GitHubOAuthenticator,
           "google": google.GoogleOAuthenticator}
met, user = json.loads(sys.argv[1])
for name, settings in met:
    made = classes[name](client_id="c", client_secret="s", oauth_callback_url="https://h/", **settings)
    state = {made.user_auth_state_key: user, "token_response": {}}
    print(asyncio.run(made.check_allowed("ada", {"name": "ada", "admin": False, "auth_state": state})))
"""


@pytest.mark.login
@pytest.mark.parametrize("tool", ["login-16", "login-17"])
def test_admission_is_that_of_the_release(tool: str) -> None:
    """A setting that only restricts the others, such as Google's hosted_domain, admits nobody by itself."""
    command: list[str | Path] = [python_of(tool), "-c", _ADMITS, json.dumps([_MET, _USER])]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    sections_of = {"azuread": "AzureAd", "cilogon": "CILogon", "github": "GitHub", "google": "Google"}
    configs = [{"JupyterHub": {"authenticator_class": name}, f"{sections_of[name]}OAuthenticator": settings} for name, settings in _MET]
    entries = [_login(config, RELEASES[tool]).entry for config in configs]

    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [str(entry is not Entry.NOBODY) for entry in entries]


@pytest.mark.parametrize("version", ["1.2.0", "2.0.0", "3.3.8", "4.1.0", "4.4.0"])
def test_what_this_library_writes(version: str) -> None:
    """A list, everyone, a password; without any the chart's dummy."""
    oidc = {**_OIDC, **_ENDPOINTS}
    logins = [
        {"oidc_config": {**oidc, "allowed_users": ["ada"]}},
        {"oidc_config": {**oidc, "allow_all": True}},
        {"shared_password": {"variable": "p"}},
        {},
    ]
    hubs = [reading(version=version, service_type="cluster_ip", **login) for login in logins]

    found = [log_in(hub.final, hub.version, own=hub.own).entry for hub in hubs]

    assert [Entry.LISTED, Entry.PROVIDER, Entry.PASSWORD, Entry.ANYONE] == found
    assert [False, False, True, False] == [has_password_part(hub.final, hub.own) for hub in hubs]


@pytest.mark.parametrize("version", ["1.2.0", "4.4.0"])
def test_shared_password_without_its_part(version: str) -> None:
    """Nobody may log in."""
    hub = reading(version=version, service_type="cluster_ip", shared_password={"variable": "p"}, values={"hub": {"extraConfig": None}})

    assert Entry.NOBODY == log_in(hub.final, hub.version, own=hub.own).entry


@pytest.mark.parametrize(
    "hub",
    [
        {"extraConfig": {"x": "c.JupyterHub.authenticator_class = 'dummy'"}},
        {"extraConfig": "c.Authenticator.allow_all = True"},
        {
            "extraFiles": {
                "x": {
                    "mountPath": "/usr/local/etc/jupyterhub/jupyterhub_config.d/x.py",
                    "stringData": "c.Authenticator.allowed_users = set()",
                }
            }
        },
        {"extraFiles": {"x": {"binaryData": base64.b64encode(b"c.GenericOAuthenticator.allow_all = True").decode()}}},
        {"extraConfig": {"x": "c['OAuthenticator']['allowed_users'] = set()"}},
        {"extraConfig": {"x": "setattr(c.OAuthenticator, 'allow_all', True)"}},
        {"extraConfig": {"x": "c.OAuthenticator.update(scope=[], allow_all = True)"}},
        {"extraConfig": {"x": "# a comment\nc.Authenticator.admin_users = {'a'}"}},
    ],
)
def test_programs_that_decide(hub: dict[str, Any]) -> None:
    """The effect of a user's own program can't be checked, so it counts as open."""
    assert Entry.UNKNOWN == _login({"JupyterHub": {"authenticator_class": "null"}}, **hub).entry


@pytest.mark.parametrize(
    "hub",
    [
        {"extraConfig": {"x": "c.KubeSpawner.mem_limit = '1G'"}},
        {"extraConfig": {"x": "  # admin_users are those of c.Authenticator.admin_users\nallowed_groups = {'gpu'}\nprint(allowed_groups)"}},
        {"extraConfig": {"x": 3}},
        {"extraFiles": {"x": {"binaryData": "?"}}},
        {},
    ],
)
def test_programs_about_other_things(hub: dict[str, Any]) -> None:
    """They don't change the login."""
    assert [] == list(programs_about_log_in({"hub": hub}, {}))


def test_our_own_programs() -> None:
    """This library's own parts are known, and don't count; changed ones do."""
    hub = reading(service_type="cluster_ip", shared_password={"variable": "p"})
    part = hub.own["hub"]["extraConfig"]["shared-password"]

    assert [] == list(programs_about_log_in(hub.final, hub.own))
    assert 1 == len(list(programs_about_log_in({"hub": {"extraConfig": {"shared-password": f"{part}#"}}}, hub.own)))


def test_sections() -> None:
    """A class reads its own section, then those of its base classes."""
    assert (_OAUTH, "OAuthenticator", "Authenticator") == sections(_OAUTH)
    assert ("DummyAuthenticator", "Authenticator") == sections("DummyAuthenticator")
    assert ("Authenticator",) == sections(None)


@pytest.mark.parametrize("entry", Entry)
def test_what_counts_as_no_login(entry: Entry) -> None:
    """Anyone, everyone with an account, and what isn't known."""
    assert entry.open == (entry in {Entry.ANYONE, Entry.WORLD, Entry.UNKNOWN})
