"""Changes of the chart that its schema doesn't show, each with the settings that it depends on. Their versions are in the table of capabilities.

Sources are those of the capabilities; "upgrade guide" is the chart's own, "Major upgrade" from one release series to the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from constructs_lib.errors import KeyPath
from constructs_lib.models import chart_version as chart
from constructs_lib.models.capability import Capability
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.storage.home_names import HOME_TEMPLATES
from constructs_lib.rendered.values import at, section
from jupyterhub_on_eks.adoption.places import leaves
from jupyterhub_on_eks.upgrade.change import Change, Effect, Hub, Weight

_EGRESS = (("hub",), ("proxy", "chp"), ("proxy", "traefik"), ("singleuser",))
#: A field of KubeSpawner's templates that chart 4 expands differently.
_FIELD = re.compile(r"(?<!\{)\{(username|servername)\}")
_KUBERNETES_LIBRARY = re.compile(r"^\s*(?:from|import)\s+kubernetes\b", re.MULTILINE)


def _capability(capability: Capability, *, message: str, path: KeyPath = (), weight: Weight = Weight.KNOWN) -> Effect:
    return Effect(message=message, path=path, weight=weight, source=capability.source)


def _value(hub: Hub, *path: str) -> object:
    return hub.now.hub.user_value(*path)


def removed_keys(hub: Hub) -> Iterator[Effect]:
    """Keys that the schema accepts, and the chart's notes reject."""
    instead = {
        ("hub", "fsGid"): "set hub.podSecurityContext: {fsGroup: …}",
        (
            "rbac",
            "enabled",
        ): "set rbac.create, and serviceAccount.create of hub, proxy.traefik, scheduling.userScheduler and prePuller.hook",
    }
    for path, fix in instead.items():
        if hub.gains(chart.REMOVED_KEYS) and _value(hub, *path) is not None:
            yield _capability(chart.REMOVED_KEYS, message=f"the chart then rejects it; {fix}", path=("values", *path), weight=Weight.FIRST)


def egress_rules(hub: Hub) -> Iterator[Effect]:
    """From 2.0.0 on, the chart allows more than your own rules."""
    for place in _EGRESS:
        path = (*place, "networkPolicy", "egress")
        if hub.gains(chart.EGRESS_ALLOW_RULES) and _value(hub, *path):
            yield _capability(
                chart.EGRESS_ALLOW_RULES,
                message="the chart's egressAllowRules then allow most of the internet by default, so these rules restrict nothing; "
                "set egressAllowRules to false for what must stay closed",
                path=("values", *path),
                weight=Weight.FIRST,
            )


def braces(hub: Hub) -> Iterator[Effect]:
    """From 3.0.0 on, KubeSpawner expands braces in environment variables; ``extra_env`` of the hub file keeps them."""
    variables = _value(hub, "singleuser", "extraEnv")
    for name, value in variables.items() if isinstance(variables, Mapping) and hub.gains(chart.EXPANDED_ENVIRONMENT) else ():
        if isinstance(value, str) and re.search(r"[{}]", value):
            yield _capability(
                chart.EXPANDED_ENVIRONMENT,
                message=f"KubeSpawner then expands names in braces, and servers don't start if it doesn't know a name; set it as extra_env.{name}, "
                "which keeps braces",
                path=("values", "singleuser", "extraEnv", name),
                weight=Weight.FIRST,
            )


def user_names_in_templates(hub: Hub) -> Iterator[Effect]:
    """From 4.0.0 on, ``{username}`` expands differently for some users; the homes themselves are checked in `homes_and_login.py`."""
    if not hub.gains(chart.SAFE_SLUGS) or at(hub.now.final, "hub", "config", "KubeSpawner", "slug_scheme") == "escape":
        return
    homes = set(HOME_TEMPLATES.values())
    for path, text in leaves(hub.now.hub.values):
        if path in homes or path[:2] == ("hub", "extraConfig") or not _FIELD.search(str(text)):
            continue
        yield _capability(
            chart.SAFE_SLUGS,
            message="{username} and {servername} then expand differently for names with capitals, dots, @ or dashes; use {escaped_username} and "
            "{escaped_servername} to keep the current text",
            path=("values", *path),
            weight=Weight.FIRST,
        )


def groups_of_values(hub: Hub) -> Iterator[Effect]:
    """From 4.0.0 on, groups are those of the hub."""
    for name, settings in section(hub.now.hub.values, "hub", "config").items():
        for trait in ("claim_groups_key", "username_key"):
            capability = chart.HUB_GROUPS if trait == "claim_groups_key" else chart.USERNAME_CLAIM
            if not (hub.gains(capability) and isinstance(settings, Mapping) and trait in settings):
                continue
            instead = (
                "it is no longer read for group rules; set manage_groups: true and auth_state_groups_key, or oidc_config.groups_claim"
                if trait == "claim_groups_key"
                else "it is deprecated; use username_claim, or oidc_config.username_key"
            )
            weight = Weight.FIRST if trait == "claim_groups_key" else Weight.KNOWN
            yield _capability(capability, message=instead, path=("values", "hub", "config", name, trait), weight=weight)


def parts_of_the_hub(hub: Hub) -> Iterator[Effect]:
    """Libraries, precedence and settings without effect inside the hub."""
    parts = section(hub.now.hub.values, "hub", "extraConfig")
    for name, program in parts.items():
        if hub.gains(chart.KUBERNETES_ASYNCIO) and isinstance(program, str) and _KUBERNETES_LIBRARY.search(program):
            yield _capability(
                chart.KUBERNETES_ASYNCIO,
                message="the hub's image then has kubernetes_asyncio instead of kubernetes; change the code that imports it",
                path=("values", "hub", "extraConfig", name),
                weight=Weight.FIRST,
            )
    if hub.gains(chart.PARTS_WIN) and parts and _value(hub, "hub", "config"):
        yield _capability(
            chart.PARTS_WIN,
            message="its settings then override hub.config; before, hub.config overrode them",
            path=("values", "hub", "extraConfig"),
        )
    if hub.gains(chart.ADMIN_ACCESS_ALWAYS) and _value(hub, "hub", "config", "JupyterHub", "admin_access") is False:
        yield _capability(
            chart.ADMIN_ACCESS_ALWAYS,
            message="it then has no effect: administrators can reach users' servers; grant rights in hub.loadRoles instead of admin_users",
            path=("values", "hub", "config", "JupyterHub", "admin_access"),
            weight=Weight.FIRST,
        )
    if _value(hub, "hub", "image", "name") and not hub.old.same_series(hub.new):
        yield Effect(
            message="rebuild your own image from the chart's image of that version, with its Python and JupyterHub",
            path=("values", "hub", "image"),
            weight=Weight.FIRST,
            source="chart: change log, breaking changes of each major version",
        )


def authenticators(hub: Hub) -> Iterator[Effect]:
    """Authenticator classes that have a new major version."""
    named = str(at(hub.now.final, "hub", "config", "JupyterHub", "authenticator_class", default="dummy")).lower()
    path = ("values", "hub", "config", "JupyterHub", "authenticator_class")
    for word, capability in (("ldap", chart.LDAP_AUTHENTICATOR_2), ("tmp", chart.TMP_AUTHENTICATOR_1)):
        if word in named and hub.gains(capability):
            yield _capability(capability, message=f"{capability.name} has breaking changes; read its change log", path=path)


def servers(hub: Hub) -> Iterator[Effect]:
    """Changes in users' servers."""
    props = hub.now.hub
    if hub.gains(chart.JUPYTERLAB_DEFAULT) and props.default_url is None and _value(hub, "singleuser", "defaultUrl") is None:
        yield _capability(
            chart.JUPYTERLAB_DEFAULT, message="users then get JupyterLab; set default_url: classic to keep the classic notebook"
        )
    if hub.gains(chart.NO_PRIVILEGE_ESCALATION) and _uses_sudo(props):
        yield _capability(
            chart.NO_PRIVILEGE_ESCALATION,
            message="sudo then fails in servers; set values.singleuser.allowPrivilegeEscalation: true if users need it",
            weight=Weight.FIRST,
        )
    image_now, image_then = (at(reading.final, "singleuser", "image", "tag") for reading in (hub.now, hub.then))
    if image_now != image_then:
        yield Effect(
            message=f"servers that start after the upgrade have the image tag {image_then} instead of {image_now}; set notebook_tag to pin one"
        )
    elif not hub.old.same_series(hub.new):
        jupyterhub = hub.new.newest(chart.JUPYTERHUBS)
        yield Effect(
            message=f"the package jupyterhub in the users' image must have the major version of JupyterHub {jupyterhub}; test the image first",
            path=("notebook_tag",),
            source="chart: upgrade guide, Custom Docker Images: JupyterHub version match",
        )


def _uses_sudo(props: JupyterHubAddOnProps) -> bool:
    environment = props.user_value("singleuser", "extraEnv")
    given = {**dict(props.extra_env), **(environment if isinstance(environment, Mapping) else {})}
    return "GRANT_SUDO" in given and props.user_value("singleuser", "allowPrivilegeEscalation") is None


def cluster(hub: Hub) -> Iterator[Effect]:
    """Requirements on the cluster and its network."""
    if hub.gains(chart.WORKING_USER_SCHEDULER) and hub.then.hub.scheduling.has_user_scheduler(hub.new):
        yield _capability(
            chart.WORKING_USER_SCHEDULER, message="the chart's own scheduler then packs users' servers onto as few nodes as possible"
        )
    if hub.gains(chart.SCHEDULER_PLUGINS_V1BETA3) and _value(hub, "scheduling", "userScheduler", "plugins"):
        yield _capability(
            chart.SCHEDULER_PLUGINS_V1BETA3,
            message="they must be in the format of kubescheduler.config.k8s.io/v1beta3",
            path=("values", "scheduling", "userScheduler", "plugins"),
            weight=Weight.FIRST,
        )
    if hub.gains(chart.SERVERS_FOUND_AGAIN) and hub.old.same_series(hub.new):
        yield _capability(
            chart.SERVERS_FOUND_AGAIN,
            message=f"delete pods of users that the hub doesn't know; KubeSpawner {hub.old.newest(chart.KUBESPAWNERS)} could lose them",
        )
    if hub.now.hub.image_registry:
        yield Effect(message="copy the images of the new chart to the mirror first", path=("image_registry",), weight=Weight.FIRST)
    elif hub.gains(chart.IMAGES_ON_QUAY):
        yield _capability(chart.IMAGES_ON_QUAY, message="the chart's images then come from quay.io; nodes must be able to reach it")
    if hub.gains(chart.TRAEFIK_3) and _value(hub, "proxy", "traefik"):
        yield _capability(
            chart.TRAEFIK_3, message="settings of Traefik must be those of its version 3", path=("values", "proxy", "traefik")
        )


#: All changes, in the order of the report.
CHANGES: tuple[Change, ...] = (
    removed_keys,
    egress_rules,
    braces,
    user_names_in_templates,
    groups_of_values,
    parts_of_the_hub,
    authenticators,
    servers,
    cluster,
)
