"""The documentation site: its links, its generated pages, and the strict build."""

from __future__ import annotations

import json
import os
import posixpath
import re
import subprocess
from pathlib import Path

import pytest

import constructs_lib
from scripts.docs_site import decision_list, gallery, linked_files, site_links
from tests.conftest import ROOT
from tests.login.tools import chromium, python_of


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built strictly: a broken link or a page outside of the navigation fails the build."""
    mkdocs = python_of("docs").with_name("mkdocs")
    folder = tmp_path_factory.mktemp("site")
    build = subprocess.run(
        [mkdocs, "build", "--strict", "--site-dir", folder],
        cwd=ROOT,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert 0 == build.returncode, build.stderr
    return folder


@pytest.mark.parametrize(
    ("uri", "link", "expected"),
    [
        ("index.md", "docs/storage.md#a", "storage.md#a"),
        ("index.md", "LICENSE", "project/LICENSE"),
        ("index.md", "examples/", "examples.md"),
        ("storage.md", "../README.md", "index.md"),
        ("storage.md", "login.md", "login.md"),
        ("storage.md", "images/login.png", "images/login.png"),
        ("storage.md", "../examples/restore.yaml", "project/examples/restore.yaml"),
        ("storage.md", "decisions/", "decisions/index.md"),
        ("decisions/0011-retain.md", "../storage.md", "../storage.md"),
        ("decisions/0011-retain.md", "../../ARCHITECTURE.md", "../architecture.md"),
        ("decisions/0011-retain.md", "https://example.org/a", "https://example.org/a"),
    ],
)
def test_links(uri: str, link: str, expected: str) -> None:
    """A relative path in the repository becomes that of the site's page or of a copied file."""
    assert f"a [b]({expected}) c" == site_links(f"a [b]({link}) c", uri)


def test_linked_files_are_copied() -> None:
    """Those of the project that are not pages."""
    assert {"LICENSE", ".checkov.yaml"} <= set(linked_files())


def test_decisions_by_title(tmp_path: Path) -> None:
    """Each with its number."""
    (tmp_path / "0001-house.md").write_text("# 0001: The house\n\nText.\n", encoding="utf-8")

    assert "- [0001: The house](0001-house.md)\n" in decision_list([tmp_path / "0001-house.md"])


def test_gallery(tmp_path: Path) -> None:
    """The comment in front of a hub file, without the editors' line, and the file."""
    (tmp_path / "lab.yaml").write_text("# yaml-language-server: $schema=x\n# A hub\n# for all.\nstack: lab\n# more\n", encoding="utf-8")

    assert gallery([tmp_path / "lab.yaml"]).endswith('## lab\n\nA hub for all.\n\n```yaml title="lab.yaml"\nstack: lab\n# more\n```\n')


def test_every_page_is_linked(site: Path) -> None:
    """From another page, or from the navigation, which is on each."""
    pages = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html") if path.name != "404.html"}
    reached = {
        posixpath.normpath(posixpath.join(posixpath.dirname(page.relative_to(site).as_posix()), link))
        for page, text in pages.items()
        for link in re.findall(r'href="([^"#:]+\.html)', text)
    }

    assert [] == sorted({page.relative_to(site).as_posix() for page in pages} - reached)


def test_search_finds_the_settings(site: Path) -> None:
    """Search works on the built site without an external server."""
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))

    assert any("removal_policy" in entry["text"] for entry in index["docs"] if entry["location"].startswith("settings.html"))


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    """No font, script, style or picture: no other server learns a reader's address."""
    loaded = re.compile(r'<(?:script|img|link)\b[^>]*?(?:src|href)="(https?:[^"]+)"')
    found = {url for page in site.rglob("*.html") for url in loaded.findall(page.read_text(encoding="utf-8")) if "canonical" not in url}

    assert set() == found


def test_every_public_name_is_on_the_api_page() -> None:
    """And no other."""
    page = (ROOT / "docs/api.md").read_text(encoding="utf-8")

    assert sorted(constructs_lib.__all__) == sorted(re.findall(r"^::: constructs_lib\.(?:public_constructs\.)?(\w+)$", page, re.MULTILINE))


@pytest.mark.login
@pytest.mark.parametrize("width", [390, 1280], ids=["phone", "desktop"])
def test_pages_fit_the_screen(width: int, site: Path) -> None:
    """No page is wider than a phone or a desktop: wide tables and programs scroll on their own."""
    command = [str(python_of("login-browser")), str(ROOT / "tests/scripts/page_widths.py"), chromium(), str(site), str(width)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (0, "") == (run.returncode, run.stderr)
    widths = json.loads(run.stdout)
    assert len(widths) == len(list(site.rglob("*.html")))
    assert {} == {page: wide for page, wide in widths.items() if wide > width}
