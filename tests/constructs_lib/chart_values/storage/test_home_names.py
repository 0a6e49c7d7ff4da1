"""Names of users' homes, alone and with the real KubeSpawner of each chart version."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from constructs_lib.chart_values.jupyterhub import hub_values
from constructs_lib.chart_values.storage.home_names import CLAIM_TEMPLATES, HomeNames, home_names, home_names_values, home_path
from constructs_lib.hub_side import claims_of_users
from constructs_lib.models.chart_version import ChartVersion
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from tests.conftest import ROOT
from tests.constructs_lib.hub_side.homes import EBS, EFS, homes, values_of
from tests.login.tools import RELEASES

#: User names with everything that identity providers put into them.
NAMES = [
    "ada", "ada@example.org", "ada.lovelace", "ada_l", "ada-l", "ada-", "Ada", "42", "zoë", "数学",
    "a" * 63, "ada.lovelace+hub@" + "mathematics." * 8 + "example.org",
]  # fmt: skip


def test_templates_are_those_that_the_hub_knows() -> None:
    """The hub finds only the claims of these again."""
    assert claims_of_users.CLAIM_TEMPLATES == CLAIM_TEMPLATES


def _hub(version: str, **settings: Any) -> JupyterHubAddOnProps:
    return JupyterHubAddOnProps.model_validate({"version": version, "service_type": "cluster_ip", **settings})


def _names(version: str, storage: dict[str, Any], **values: Any) -> HomeNames | None:
    hub = _hub(version, **storage, values=values)
    return home_names(hub_values(hub), hub.chart_version, own_values=hub.values)


def _static(path: str | None) -> dict[str, Any]:
    return {"storage": {"static": {"subPath": path}}}


def _dynamic(template: str | None) -> dict[str, Any]:
    return {"storage": {"dynamic": {"pvcNameTemplate": template}}}


@pytest.mark.parametrize(
    ("version", "path"), [("1.0.0", "username"), ("3.3.8", "username"), ("4.0.0-beta.1", "escaped_username"), ("4.4.0", "escaped_username")]
)
def test_path_of_the_home(version: str, path: str) -> None:
    """The field that means the same: KubeSpawner 7 gave {username} another meaning."""
    assert f"home/{{{path}}}" == home_path(ChartVersion.of(version))


@pytest.mark.parametrize(("version", "written"), [("3.3.8", True), ("4.0.0-beta.2", True), ("4.0.0-beta.3", False), ("4.4.0", False)])
@pytest.mark.parametrize("settings", [{"named_servers": {"limit": 2}}, {"values": {"hub": {"allowNamedServers": True}}}])
def test_claims_of_named_servers(version: str, settings: dict[str, Any], *, written: bool) -> None:
    """With the key or with values: our template is used if two users' names would collide with the chart's."""
    values = home_names_values(_hub(version, **EBS, **settings))

    template = values.get("singleuser", {}).get("storage", {}).get("dynamic", {}).get("pvcNameTemplate")
    assert ("claim-{username}--{servername}" if written else None) == template


def test_values_of_named_servers() -> None:
    """The chart's own keys."""
    values = home_names_values(_hub("4.4.0", **EBS, named_servers={"limit": 2}))["hub"]

    assert (True, 2) == (values["allowNamedServers"], values["namedServerLimitPerUser"])


@pytest.mark.parametrize("storage", [EBS, EFS])
def test_one_server_for_each_user(storage: dict[str, Any]) -> None:
    """The default: nothing is set for named servers, no claim is deleted, and only claims of users are looked for."""
    values = home_names_values(_hub("3.3.8", **storage))

    assert ({"KubeSpawner": {"delete_pvc": False}}, "singleuser" in values) == (values["hub"]["config"], False)
    assert (storage is EBS) == ("zz-claims-of-users" in values["hub"].get("extraConfig", {}))
    assert "allowNamedServers" not in values["hub"]


def test_users_volumes_may_be_deleted() -> None:
    """If the file sets it; the user's own values win over both."""
    assert hub_values(_hub("4.4.0", **EBS, delete_user_volumes=True))["hub"]["config"]["KubeSpawner"]["delete_pvc"]
    own = {"hub": {"config": {"KubeSpawner": {"delete_pvc": True}}}}
    assert hub_values(_hub("4.4.0", **EBS, values=own))["hub"]["config"]["KubeSpawner"]["delete_pvc"]


def test_names_of_directories() -> None:
    """The same on every version; those of 4.x were different before they were remembered."""
    old, new = (_names(version, EFS) for version in ("3.3.8", "4.4.0"))

    assert old
    assert new
    assert ("home/{escaped_username}",) * 2 == (old.names, new.names)
    assert ("home/{escaped_username}", "home/{safe_username}") == (old.assumed, new.assumed)
    assert (False, True) == (old.has_lasting_fields, new.has_lasting_fields)


@pytest.mark.parametrize(
    ("version", "values", "names"),
    [
        ("4.4.0", {"singleuser": _static("home/{username}")}, "home/{safe_username}"),
        ("3.3.8", {"singleuser": _static("x/{username}{servername}")}, "x/{escaped_username}{escaped_servername}"),
        ("4.4.0", {"singleuser": _static("{{x}}/{username[0]}/{user_server!s:.9}")}, "{{x}}/{safe_username[0]}/{safe_user_server!s:.9}"),
        ("4.4.0", {"singleuser": _static("home/{username}"), "hub": {"config": {"KubeSpawner": {"slug_scheme": "escape"}}}}, "home/{escaped_username}"),
        ("3.3.8", {"singleuser": _static("home/{username}"), "hub": {"config": {"KubeSpawner": {"slug_scheme": "safe"}}}}, "home/{escaped_username}"),
        ("4.4.0", {"singleuser": _static(None)}, ""),
    ],
)  # fmt: skip
def test_names_that_the_user_sets(version: str, values: dict[str, Any], names: str) -> None:
    """The final chart values count, as they did before."""
    found = _names(version, EFS, **values)

    assert found
    assert (names, names) == (found.names, found.assumed)


@pytest.mark.parametrize("version", ["1.2.0", "3.3.8", "4.4.0"])
@pytest.mark.parametrize("template", [None, "", "claim-{username}{servername}", "claim-{username}--{servername}"])
def test_claims_that_are_found_again_have_one_name(version: str, template: str | None) -> None:
    """So no change between them is refused."""
    found = _names(version, EBS, singleuser=_dynamic(template))

    assert found == _names(version, EBS)
    assert found
    assert found.names == found.assumed == "claim-{user and server}"


def test_other_claims_have_separate_names() -> None:
    """The hub doesn't look for them under another one."""
    found = _names("3.3.8", EBS, singleuser=_dynamic("home-{username}"))

    assert found
    assert ("dynamic", "home-{escaped_username}", "singleuser.storage.dynamic.pvcNameTemplate") == (
        found.storage_type,
        found.names,
        found.key,
    )


def test_storage_that_the_user_sets() -> None:
    """Nothing is known of it."""
    assert _names("4.4.0", EBS, singleuser={"storage": {"type": "none"}}) is None


@pytest.mark.login
def test_every_user_has_one_directory_on_every_version(tmp_path: Path) -> None:
    """With the real KubeSpawner of each version: the same directory, and nobody else's."""
    by_tool = {
        tool: [home["path"] for home in homes(tool, values_of(tool, EFS), tmp_path, [{"user": name, "do": "find"} for name in NAMES])[0]]
        for tool in RELEASES
    }

    paths = by_tool["login-17"]
    assert all(found == paths for found in by_tool.values())
    assert len(NAMES) == len(set(paths))
    assert ["home/ada", "home/ada-40example-2eorg", "home/ada-2elovelace"] == paths[:3]


@pytest.mark.login
@pytest.mark.parametrize("tool", RELEASES)
def test_servers_of_a_user_share_the_directory(tool: str, tmp_path: Path) -> None:
    """On EFS, the default one and those with a name."""
    values = values_of(tool, {**EFS, "named_servers": {"limit": 2}})

    found, claims = homes(tool, values, tmp_path, [{"user": "ada", "server": server, "do": "find"} for server in ("", "b", "gpu-1")])

    assert ([{"claim": "home", "path": "home/ada"}] * 3, []) == (found, claims)


@pytest.mark.login
def test_table_of_the_docs(tmp_path: Path) -> None:
    """Each row of docs/storage.md matches the real KubeSpawner of each version."""
    text = (ROOT / "docs/storage.md").read_text(encoding="utf-8").partition("## Names of homes")[2].partition("\n## ")[0]
    rows = [[cell.strip().strip("`") for cell in line.split("|")[1:-1]] for line in text.splitlines() if line.startswith("| `")]
    tasks = [{"user": user, "server": server, "do": "find"} for user, server, *_ in rows]
    named = {"named_servers": {"limit": 1}}

    for tool in RELEASES:
        directories, _ = homes(tool, values_of(tool, {**EFS, **named}), tmp_path, tasks)
        claims, _ = homes(tool, values_of(tool, {**EBS, **named}), tmp_path, tasks)
        expected = [(path, new if tool == "login-17" else old) for _, _, path, old, new in rows]
        assert expected == [(directory["path"], claim["claim"]) for directory, claim in zip(directories, claims, strict=True)]
    assert len(rows) > 1
