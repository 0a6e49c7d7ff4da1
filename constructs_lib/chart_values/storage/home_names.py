"""Chart values for the names of users' homes, and the final names of a hub's homes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any

from constructs_lib.chart_values.extra_config import extra_config
from constructs_lib.models.chart_version import CLAIMS_BY_USER_SERVER, SAFE_SLUGS, ChartVersion
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.kinds.validators import is_token
from constructs_lib.models.storage.home_names import HOME_TEMPLATES, field_and_rest
from constructs_lib.models.values import value_at

#: The hub runs parts in the order of their names, so this one sees a hook that the user's own parts set.
_LATE = "zz-claims-of-users"

#: The templates of claims that `hub_side.claims_of_users` knows. Repeated here, because importing code of the hub imports asyncio.
CLAIM_TEMPLATES = ("claim-{username}{servername}", "claim-{username}--{servername}", "claim-{user_server}")
#: Common name of all templates with claims that the hub finds again on every version.
FOUND_AGAIN = "claim-{user and server}"


def home_path(version: ChartVersion) -> str:
    """Return the path of a user's home on a shared file system: the same directory on every version.

    Source: EKS Blueprints' JupyterHub add-on (home/{username}), and KubeSpawner 7, where {escaped_username} is what {username} was.
    """
    return "home/{escaped_username}" if version.has(SAFE_SLUGS) else "home/{username}"


def home_names_values(hub: JupyterHubAddOnProps) -> dict[str, Any]:
    """Return the values that give each server its own user's home: names of claims, named servers, deletion.

    Claims have the names of the chart's version. Before 4.0.0 those of named servers can be another user's, so they get different
    names if users may start them; the default server's keeps its name, because KubeSpawner strips trailing dashes.
    """
    claims = hub.homes.claim_template is not None
    values: dict[str, Any] = {"hub": {"config": {"KubeSpawner": {"delete_pvc": hub.delete_user_volumes}}}}
    if hub.named_servers:
        values["hub"] |= {"allowNamedServers": True, "namedServerLimitPerUser": hub.named_servers.limit}
    if claims:
        values["hub"]["extraConfig"] = {_LATE: extra_config("claims_of_users")}
    if claims and hub.has_named_servers and not hub.chart_version.has(CLAIMS_BY_USER_SERVER):
        names = {"pvcNameTemplate": "claim-{username}--{servername}", "volumeNameTemplate": "volume-{username}--{servername}"}
        values["singleuser"] = {"storage": {"dynamic": names}}
    return values


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeNames:
    """The names of a hub's homes.

    Args:
        storage_type: ``static`` (directories of one claim) or ``dynamic`` (a claim for each server).
        names: the template in fields that mean the same on every version, those of KubeSpawner 7.
        key: path of the chart value with the template.
        has_lasting_fields: whether the chart's version supports these fields, so that a user can write them.
        assumed: their names in a hub that was deployed before names were remembered, if the user's own values are unchanged.
    """

    storage_type: str
    names: str
    key: str
    has_lasting_fields: bool
    assumed: str


def home_names(values: Mapping[str, Any], version: ChartVersion, *, own_values: Mapping[str, Any]) -> HomeNames | None:
    """Return the names of the homes by the chart's final values; None for the user's own storage type.

    Args:
        values: all chart values.
        version: the chart's version, which determines the meaning of a field.
        own_values: the user's own chart values.
    """
    storage_type = value_at(values, ("singleuser", "storage", "type"))
    if storage_type not in HOME_TEMPLATES:
        return None
    path, lasting = HOME_TEMPLATES[storage_type], version.has(SAFE_SLUGS)
    safe = lasting and value_at(values, ("hub", "config", "KubeSpawner", "slug_scheme")) != "escape"
    template = value_at(values, path) or ""
    if storage_type == "dynamic" and (not template or template in CLAIM_TEMPLATES):
        names = assumed = FOUND_AGAIN
    else:
        names = assumed = _lasting(template, safe=safe)
        if storage_type == "static" and path[-1] not in (value_at(own_values, path[:-1]) or ()):
            assumed = _lasting("home/{username}", safe=safe)  # on every version, before homes' names were remembered
    return HomeNames(storage_type=storage_type, names=names, key=".".join(path), has_lasting_fields=lasting, assumed=assumed)


def _lasting(template: str, *, safe: bool) -> str:
    """Return a template with the fields of KubeSpawner 7 that mean the same under both of its schemes."""
    if is_token(template):
        return template
    scheme = "safe" if safe else "escaped"
    fields = {field: f"{scheme}_{field}" for field in ("username", "servername", "user_server")}
    text = ""
    for literal, field, spec, conversion in Formatter().parse(template):
        text += literal.replace("{", "{{").replace("}", "}}")
        if field is not None:
            name, rest = field_and_rest(field)
            text += "{" + fields.get(name, name) + rest + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "") + "}"
    return text
