"""Chart values of announcements and title."""

from __future__ import annotations

from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from constructs_lib.chart_values.pages import ANNOUNCEMENT_VARIABLES, TITLE_FILE, page_values
from constructs_lib.models.pages import AnnouncementsConfig


def test_nothing_is_written_by_default() -> None:
    """Neither variables nor files."""
    assert {} == page_values(None, None) == page_values(AnnouncementsConfig(), None)


@given(st.text().filter(lambda text: bool(text.strip())))
def test_plain_text_stays_plain(text: str) -> None:
    """No text opens a tag or ends an attribute, and a browser shows it as written."""
    (written,) = page_values(AnnouncementsConfig(all=text), None)["hub"]["templateVars"].values()

    assert not set("<>\"'") & set(written)
    assert text == unescape(written)


def test_each_page_has_its_variable() -> None:
    """All keys but html; with it the texts are passed on as they are."""
    texts = {page: f"<b>{page}</b>" for page in ANNOUNCEMENT_VARIABLES}
    assert set(AnnouncementsConfig.model_fields) == {*texts, "html"}

    written = page_values(AnnouncementsConfig.model_validate({**texts, "html": True}), None)["hub"]["templateVars"]

    assert written == {ANNOUNCEMENT_VARIABLES[page]: text for page, text in texts.items()}


def test_title_is_a_variable_of_a_page() -> None:
    """The page is the same for any title, so no title runs as a template; it contains no Terraform template."""
    one, other = (page_values(None, title)["hub"] for title in ("{{ 7 * 7 }} <b>", "x"))

    assert one["extraFiles"] == other["extraFiles"]
    assert "{{ 7 * 7 }} <b>" == one["templateVars"]["hub_title"]
    page = one["extraFiles"][TITLE_FILE]
    assert page["mountPath"] == f"{one['templatePaths'][0]}/page.html"
    assert not any(mark in page["stringData"] for mark in ("${", "%{"))
