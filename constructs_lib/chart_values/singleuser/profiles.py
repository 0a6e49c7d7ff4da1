"""Chart values of the profiles: KubeSpawner's list, complete and the same for each chart version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from constructs_lib.chart_values.singleuser.checked_profiles import checked_profiles, needs_check
from constructs_lib.chart_values.singleuser.page_text import described, escaped_text
from constructs_lib.chart_values.singleuser.server_settings import DEVICES_START
from constructs_lib.chart_values.singleuser.spawner_state import State, override_of, state_after, state_before
from constructs_lib.chart_values.user_identity import POD_NAME, S3_HOME, s3_home_variables
from constructs_lib.models.chart_version import EXPANDED_ENVIRONMENT, MERGED_OVERRIDES, UNLISTED_CHOICE
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from constructs_lib.models.kinds.images import mirrored
from constructs_lib.models.scheduling.resources import resources_of
from constructs_lib.models.singleuser.image import image
from constructs_lib.models.singleuser.profiles.kinds import anchored
from constructs_lib.models.singleuser.profiles.presets import preset_level
from constructs_lib.models.singleuser.profiles.profile import Choice, InnerSettings, Profile, ProfileOption, Restricted, UnlistedChoice
from constructs_lib.models.singleuser.profiles.props import default_place, has_devices, name_of, slug_of
from constructs_lib.models.singleuser.server_settings import PAGES, ServerSettings, innermost, is_set
from constructs_lib.models.singleuser.user_identity import ServersIdentity

#: Seconds that a server may take to start. Source: chart, ``singleuser.startTimeout``.
_START = 300


def profile_values(hub: JupyterHubAddOnProps, final: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of the profiles.

    Args:
        hub: the hub's settings.
        final: the chart values without the profiles, merged with the user's own: a profile's mappings and lists start from them.
    """
    before = _Server((hub,), state_before(final), final)
    default = default_place(dict(hub.listed_profiles))
    entries = [_entry(hub, before, profile, default=place == default) for place, profile in hub.listed_profiles]
    if not needs_check(entries, hub.chart_version):
        return {"singleuser": {"profileList": entries}}
    claim = hub.oidc_config.groups_path if hub.oidc_config else None
    return checked_profiles(entries, version=hub.chart_version, groups_claim=claim)


@dataclass(frozen=True, slots=True)
class _Server:
    """A server as configured by several levels.

    Args:
        levels: the levels, the hub first.
        state: KubeSpawner's mappings and lists.
        final: the chart values without the profiles.
    """

    levels: tuple[ServerSettings, ...]
    state: State
    final: Mapping[str, Any]

    def with_level(self, level: ServerSettings, hub: JupyterHubAddOnProps) -> _Server:
        """Return the server with an additional level."""
        levels = (*self.levels, level)
        expanded = hub.chart_version.has(EXPANDED_ENVIRONMENT)
        return _Server(levels, state_after(self.state, level, levels, referred=hub.referred_variables, expanded=expanded), self.final)

    def with_identity(self, identity: ServersIdentity | None) -> _Server:
        """Return the server with its profile's own AWS identity instead of the hub's."""
        if identity is None:
            return self
        others = {name: value for name, value in self.state["environment"].items() if name not in {POD_NAME, S3_HOME}}
        environment = {**others, **s3_home_variables(identity.settings)}
        return replace(self, state={**self.state, "service_account": identity.service_account, "environment": environment})

    @property
    def start_timeout(self) -> int:
        """Seconds that it may take to start; a value in the chart's values also applies to servers with devices."""
        for_all = (self.final.get("singleuser") or {}).get("startTimeout")
        return innermost(self.levels[1:], "start_timeout") or for_all or (DEVICES_START if has_devices(self.levels) else _START)


def _entry(hub: JupyterHubAddOnProps, before: _Server, profile: Profile, *, default: bool) -> dict[str, Any]:
    preset = preset_level(profile, hub.chart_version)
    after = before.with_level(preset, hub).with_identity(_identity(hub, profile)).with_level(profile, hub)
    description = described(profile.description, resources_of([level.resources for level in after.levels]))
    options = {name: _option(hub, after, option) for name, option in profile.profile_options.items()}
    return {
        "slug": slug_of(profile),
        "display_name": escaped_text(name_of(profile)),
        **({"description": escaped_text(description)} if description else {}),
        **({"default": True} if default else {}),
        **_rules(profile),
        "kubespawner_override": _override(hub, before, after, (preset, profile)),
        **({"profile_options": options} if options else {}),
    }


def _identity(hub: JupyterHubAddOnProps, profile: Profile) -> ServersIdentity | None:
    if profile.user_identity is None:
        return None
    return next(identity for identity in hub.user_identities if identity.slug == slug_of(profile))


def _rules(entry: Restricted) -> dict[str, list[str]]:
    given = {"allowed_groups": entry.allowed_groups, "allowed_users": entry.allowed_users}
    return {key: list(names) for key, names in given.items() if names is not None}


def _option(hub: JupyterHubAddOnProps, before: _Server, option: ProfileOption) -> dict[str, Any]:
    default = next((key for key, choice in option.choices.items() if choice.default), next(iter(option.choices), None))
    choices = {key: _choice(hub, before, choice, default=key == default) for key, choice in option.choices.items()}
    unlisted = option.unlisted_choice
    return {
        "display_name": escaped_text(option.display_name),
        "choices": choices,
        **({"unlisted_choice": _unlisted(unlisted)} if unlisted and hub.chart_version.has(UNLISTED_CHOICE) else {}),
    }


def _choice(hub: JupyterHubAddOnProps, before: _Server, choice: Choice, *, default: bool) -> dict[str, Any]:
    after = before.with_level(choice, hub)
    has = described(None, resources_of([level.resources for level in after.levels])) if choice.resources else ""
    return {
        "display_name": escaped_text(f"{choice.display_name} ({has})" if has else choice.display_name),
        **({"default": True} if default else {}),
        **_rules(choice),
        "kubespawner_override": _override(hub, before, after, (choice,)),  # KubeSpawner 4.2 requires one in each choice
    }


def _unlisted(choice: UnlistedChoice) -> dict[str, Any]:
    return {
        "enabled": True,
        "display_name": escaped_text(choice.display_name),
        "display_name_in_choices": escaped_text(choice.display_name),
        "validation_regex": anchored(choice.pattern),
        **({"validation_message": escaped_text(choice.message)} if choice.message else {}),
        "kubespawner_override": {"image": "{value}"},
        **_rules(choice),
    }


def _override(hub: JupyterHubAddOnProps, before: _Server, after: _Server, new: Sequence[ServerSettings]) -> dict[str, Any]:
    """Return the traits for KubeSpawner to set: those of the new levels, and those that change because of them."""
    said_traits = {trait for level in new for trait in _said_traits(level)}
    scalars = {trait: value for level in new for trait, value in _scalars(hub, after, level).items()}
    if after.start_timeout != before.start_timeout or any(is_set(level, "start_timeout") for level in new):
        scalars["start_timeout"] = after.start_timeout
    merges = hub.chart_version.has(MERGED_OVERRIDES)
    return {**scalars, **override_of(before.state, after.state, said=sorted(said_traits), merges=merges)}


def _said_traits(level: ServerSettings) -> Iterator[str]:
    keys = {
        "extra_env": "environment",
        "node_selector": "node_selector",
        "tolerations": "tolerations",
        "lifecycle_hooks": "lifecycle_hooks",
    }
    yield from (trait for key, trait in keys.items() if getattr(level, key))
    if isinstance(level, InnerSettings):
        yield from level.kubespawner_override


def _scalars(hub: JupyterHubAddOnProps, server: _Server, level: ServerSettings) -> dict[str, Any]:
    """Return the single-valued traits that a level sets, each with the combined value of all levels."""
    resources = resources_of([each.resources for each in server.levels])
    found: dict[str, Any] = {}
    if is_set(level, "notebook_stack") or is_set(level, "notebook_tag"):
        stack = innermost(server.levels, "notebook_stack") or hub.notebook_stack
        made = image(stack, innermost(server.levels, "notebook_tag"), hub.chart_version)
        found["image"] = f"{mirrored(made['name'], hub.image_registry)}:{made['tag']}"
    if level.image_pull_policy:
        found["image_pull_policy"] = level.image_pull_policy.value
    if level.resources and level.resources.cpu is not None:
        found["cpu_guarantee"], found["cpu_limit"] = resources.cpu_numbers
    if level.resources and level.resources.memory is not None:
        found["mem_guarantee"], found["mem_limit"] = resources.memory_numbers
    if level.default_url:
        found["default_url"] = PAGES.get(level.default_url, level.default_url)
    return found
