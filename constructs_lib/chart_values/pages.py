"""Chart values for announcements and the title of the hub's pages."""

from __future__ import annotations

from html import escape
from typing import Any

from constructs_lib.models.pages import AnnouncementsConfig

#: The page that all others extend. It is in a separate folder, which the hub searches before its own templates.
#: Source: JupyterHub, "Templates", "Extending templates".
TITLE_FOLDER = "/etc/jupyterhub-title"
TITLE_FILE = "title-of-pages"
TITLE_VARIABLE = "hub_title"
_PAGE = """{% extends "templates/page.html" %}
{% block title %}{{ hub_title | e }}{% endblock %}
"""

#: The hub's template variables of the announcements. Source: JupyterHub, ``share/jupyterhub/templates``, 1.5 to 5.5.
ANNOUNCEMENT_VARIABLES = {
    "all": "announcement",
    "login": "announcement_login",
    "home": "announcement_home",
    "spawn": "announcement_spawn",
    "logout": "announcement_logout",
}


def page_values(announcements: AnnouncementsConfig | None, title: str | None) -> dict[str, Any]:
    """Return the values of announcements and title.

    The hub writes announcements to its pages unescaped, so plain text is escaped here. Template variables are never run as templates.

    Args:
        announcements: texts at the top of the pages.
        title: the pages' title.
    """
    texts = {variable: getattr(announcements, page, None) for page, variable in ANNOUNCEMENT_VARIABLES.items()}
    html = announcements is not None and announcements.html
    variables = {name: text if html else escape(text) for name, text in texts.items() if text is not None}
    hub: dict[str, Any] = {}
    if title is not None:
        variables[TITLE_VARIABLE] = title
        hub["templatePaths"] = [TITLE_FOLDER]
        hub["extraFiles"] = {TITLE_FILE: {"mountPath": f"{TITLE_FOLDER}/page.html", "stringData": _PAGE}}
    return {"hub": {**hub, "templateVars": variables}} if variables else {}
