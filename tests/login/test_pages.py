"""Announcements and title on the pages of a real hub of each chart version, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from constructs_lib.chart_values.jupyterhub import hub_values
from constructs_lib.chart_values.pages import ANNOUNCEMENT_VARIABLES
from constructs_lib.models.jupyterhub import JupyterHubAddOnProps
from jupyterhub_on_eks.preview.free_ports import free_ports
from tests.login.servers import Browser, Hub, running_browser, running_hub
from tests.login.tools import RELEASES, python_of

pytestmark = [pytest.mark.login, pytest.mark.slow, pytest.mark.xdist_group("login")]

#: Text with a meaning in HTML and in Jinja, which renders the hub's pages.
HOSTILE = """<script>document.title = "x"</script> {{ 7 * 7 }} {% if %} {# no #} "quoted" & 'so' &amp; %}"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser."""
    with running_browser(tmp_path_factory.mktemp("browser")) as running:
        yield running


@pytest.fixture(params=["login-14", "login-15", "login-16", "login-17"])
def tool(request: pytest.FixtureRequest) -> str:
    """Return the environment of a chart version."""
    return str(request.param)


def _values(tool: str, **pages: Any) -> dict[str, Any]:
    hub = {"ebs_config": {"storage_class": "gp3", "capacity": "1Gi"}, "service_type": "cluster_ip", "version": RELEASES[tool]}
    return hub_values(JupyterHubAddOnProps.model_validate({**hub, **pages}))


def _pages(browser: Browser, hub: Hub) -> dict[str, dict[str, Any]]:
    """Return the text before the login, on the page with the server, and on a missing page."""
    login = browser("open", url=f"{hub.url}/hub/login")
    browser("log_in", hub=hub.url, user="ada", password="any")
    return {"login": login, "home": browser("open", url=f"{hub.url}/hub/home"), "error": browser("open", url=f"{hub.url}/hub/nothing")}


def test_texts_are_shown_as_written(browser: Browser, tool: str, tmp_path: Path) -> None:
    """Neither HTML nor Jinja in a text is run; a page with its own text shows only that."""
    values = _values(tool, title=HOSTILE, announcements={"all": f"all {HOSTILE}", "login": f"login {HOSTILE}"})

    with running_hub(tool, values, free_ports(4), tmp_path / "hub", secret={}) as hub:
        pages = _pages(browser, hub)

    assert {HOSTILE} == {page["title"] for page in pages.values()}
    assert f"login {HOSTILE}" in pages["login"]["text"]
    assert f"all {HOSTILE}" not in pages["login"]["text"]
    assert f"all {HOSTILE}" in pages["home"]["text"]
    assert f"all {HOSTILE}" in pages["error"]["text"]


def test_each_page_reads_its_variable(tool: str) -> None:
    """Pages that a hub shows only in some cases, of profiles and after the logout, have their variables too."""
    templates = python_of(tool).parent.parent / "share" / "jupyterhub" / "templates"
    pages = {"page" if page == "all" else page: variable for page, variable in ANNOUNCEMENT_VARIABLES.items()}

    assert [] == [page for page, variable in pages.items() if variable not in (templates / f"{page}.html").read_text(encoding="utf-8")]


def test_html_is_html(browser: Browser, tool: str, tmp_path: Path) -> None:
    """With html: true a tag is a tag, and braces are still text; without title the pages have the hub's own."""
    values = _values(tool, announcements={"home": "<b>maintenance</b> {{ 7 * 7 }}", "html": True})

    with running_hub(tool, values, free_ports(4), tmp_path / "hub", secret={}) as hub:
        pages = _pages(browser, hub)

    assert "maintenance {{ 7 * 7 }}" in pages["home"]["text"]
    assert "maintenance" not in pages["login"]["text"]
    assert {"JupyterHub"} == {page["title"] for page in pages.values()}
