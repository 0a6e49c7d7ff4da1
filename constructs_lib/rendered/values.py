"""The chart's final values, those that this library writes, and the origin of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from constructs_lib.chart_values.exposure.service import exposure_values
from constructs_lib.chart_values.jupyterhub import hub_values
from constructs_lib.chart_values.login.hub_config import login_values
from constructs_lib.chart_values.merge import merged
from constructs_lib.errors import KeyPath
from constructs_lib.models.base import is_right
from constructs_lib.models.chart_version import ChartVersion
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps

Values = Mapping[str, Any]
Answer = TypeVar("Answer")
#: A path in the chart's values.
ChartPath = tuple[str, ...]

#: Placeholder for the ARN of the hub's certificate, which only Terraform knows.
CERTIFICATE = "the certificate of certificate_resource_name"


def at(values: Any, *path: str, default: Any = None) -> Any:
    """Return the value at a path; ``default`` if none is set.

    Null above the path, or anything else that isn't a mapping, removes the chart's own default: then the result is None.
    """
    for key in path:
        if not isinstance(values, dict):  # all of them are plain JSON
            return None
        if key not in values:
            return default
        values = values[key]
    return values


def section(values: Any, *path: str) -> Mapping[str, Any]:
    """Return the mapping at a path; an empty one if there is none."""
    found = at(values, *path)
    return found if isinstance(found, Mapping) else {}


def text(value: Any) -> str:
    """Return text without surrounding white space; empty for anything else, such as null."""
    return value.strip() if isinstance(value, str) else ""


def _certificate(hub: JupyterHubAddOnProps) -> str | None:
    return CERTIFICATE if hub.certificate_resource_name else None


@dataclass(frozen=True)
class HubReading:
    """A hub's settings with the resulting chart values.

    Args:
        hub: the settings. In the report of an invalid file some may be missing, so code that needs them raises AttributeError.
        wrong: the hub is known to break a rule, so its rules need not be evaluated. Default: they are, if an answer fails.
    """

    hub: JupyterHubAddOnProps
    wrong: bool = False

    @cached_property
    def version(self) -> ChartVersion:
        """Version of the chart."""
        return self.hub.chart_version

    @cached_property
    def final(self) -> Values:
        """All values of the chart."""
        return self._complete or self._fallback(self.hub)

    @cached_property
    def own(self) -> Values:
        """The values that this library writes, without the user's values and annotations."""
        if not self.hub.values and not self.hub.ingress_annotations:
            return self.final
        alone = self.hub.model_copy(update={"values": {}, "ingress_annotations": {}})
        return self._all_values(alone) or self._fallback(alone)

    @cached_property
    def own_login(self) -> Values:
        """The values that this library writes for the login only."""
        return login_values(self.hub)

    @property
    def complete(self) -> bool:
        """Whether the values have everything that this library writes. If a setting is invalid, they have only login and exposure."""
        return self._complete is not None

    @cached_property
    def _complete(self) -> Values | None:
        return self._all_values(self.hub)

    def _all_values(self, hub: JupyterHubAddOnProps) -> Values | None:
        return self.known(lambda: hub_values(hub, certificate_arn=_certificate(hub)))

    def _fallback(self, hub: JupyterHubAddOnProps) -> Values:
        exposure = exposure_values(hub, self.version, certificate_arn=_certificate(hub))
        return merged(self.known(lambda: self.own_login) or {}, exposure, hub.values)

    def known(self, answer: Callable[[], Answer]) -> Answer | None:
        """Return an answer about the hub; None if it needs an invalid setting, which is reported as such.

        In the report of an invalid file anything may be missing or contradict the rest.
        """
        try:
            return answer()
        except Exception:  # for a valid hub this is a mistake in the code
            if not self.wrong and is_right(self.hub):
                raise
            return None

    def user_key(self, path: ChartPath) -> KeyPath | None:
        """Return the user's key that sets the value at a path of the chart's values; None if this library does.

        Null, or anything else that isn't a mapping, sets everything below it.
        """
        here: Any = self.hub.values
        for depth, key in enumerate(path):
            if not isinstance(here, Mapping):
                return ("values", *path[:depth])
            if key not in here:
                break
            here = here[key]
        else:
            return ("values", *path)
        if path[:2] == ("ingress", "annotations") and path[2:3] and path[2] in self.hub.ingress_annotations:
            return ("ingress_annotations", path[2])
        return None

    def first_user_key(self, paths: tuple[ChartPath, ...]) -> KeyPath | None:
        """Return the user's key that sets the first of some paths; None if it sets none of them."""
        return next((key for path in paths if (key := self.user_key(path)) is not None), None)
