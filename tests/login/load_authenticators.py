"""Load authenticators with the settings from stdin, as JupyterHub does, and print their findings.

Run by the Python of ``.tools/login-*``, whose JupyterHub and OAuthenticator are those of one chart version; in: a list of
``hub.config`` mappings as JSON, out: a list of findings as JSON.
"""

from __future__ import annotations

import json
import logging
import sys
import warnings
from importlib.metadata import entry_points
from typing import Any

from traitlets.config import Config


class _Log(logging.Handler):
    def __init__(self, logged: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._logged = logged

    def emit(self, record: logging.LogRecord) -> None:
        self._logged.append(record.getMessage())


def findings(settings: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Create the authenticator that the settings name; return what is unknown, warned about or refused, and its secret."""
    found: dict[str, Any] = {"unknown": [], "logged": [], "error": None, "client_secret": None}
    name = settings["JupyterHub"]["authenticator_class"]
    (point,) = entry_points(group="jupyterhub.authenticators", name=name)
    cls = point.load()
    config = Config()
    for section, values in settings.items():
        config[section].update(values)
        if section not in {cls.__name__, "JupyterHub"}:
            found["unknown"].append(section)
    known = cls.class_traits(config=True)
    found["unknown"] += [key for key in settings.get(cls.__name__, {}) if key not in known]
    log = logging.getLogger(f"{name}-{id(settings)}")
    log.propagate = False
    log.addHandler(_Log(found["logged"]))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            authenticator = cls(config=config, log=log)
            found["client_secret"] = getattr(authenticator, "client_secret", None)
            for key in settings.get(cls.__name__, {}):
                getattr(authenticator, key)
        except Exception as error:  # noqa: BLE001  # the test reports any error
            found["error"] = f"{type(error).__name__}: {error}"
    found["logged"] += [str(warning.message) for warning in caught if "oauthenticator" in str(warning.message).lower()]
    return found


if __name__ == "__main__":
    json.dump([findings(settings) for settings in json.load(sys.stdin)], sys.stdout)
