"""MkDocs hooks that add pages from outside of docs/ to the site and rewrite links to them.

The pages also work on GitHub and as files: their links are relative paths in the repository. On the site README.md is the first page,
the other top-level pages keep their names, and a link to any other file (an example, LICENSE) leads to a copy of it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent

#: Pages outside of docs/, and their paths on the site.
PAGES = {
    "README.md": "index.md",
    "ARCHITECTURE.md": "architecture.md",
    "CHANGELOG.md": "changelog.md",
    "CODE_OF_CONDUCT.md": "code-of-conduct.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security.md",
}

#: Folders that pages link to, and the page that lists their files.
FOLDERS = {"docs/decisions": "decisions/index.md", "examples": "examples.md"}

#: Relative links and images: text, path, anchor.
_LINK = re.compile(r"(\]\()(?!https?:|mailto:|#|<)([^)#\s]+)((?:#[^)\s]*)?\))")


def on_files(files: Any, config: Any) -> Any:
    """Add the pages from outside of docs/, the lists of decisions and examples, and the files that pages link to."""
    from mkdocs.structure.files import File  # noqa: PLC0415  # MkDocs is only installed where the site is built

    added = {site: (ROOT / source).read_text(encoding="utf-8") for source, site in PAGES.items()}
    added["decisions/index.md"] = decision_list(sorted((ROOT / "docs/decisions").glob("*.md")))
    added["examples.md"] = gallery(sorted((ROOT / "examples").glob("*.yaml")))
    for uri, text in added.items():
        files.append(File.generated(config, uri, content=text))
    for path in sorted(set(linked_files())):
        files.append(File.generated(config, f"project/{path}", abs_src_path=str(ROOT / path)))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Rewrite the page's links for the site."""
    return site_links(markdown, page.file.src_uri)


def site_links(markdown: str, uri: str) -> str:
    """Rewrite a page's relative links.

    Args:
        markdown: the page.
        uri: its path on the site, for example ``decisions/0001-house.md``.
    """
    source = next((source for source, site in PAGES.items() if site == uri), f"docs/{uri}")

    def rewritten(link: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(source), link[2]))
        return f"{link[1]}{posixpath.relpath(_on_site(target), posixpath.dirname(uri) or '.')}{link[3]}"

    return _LINK.sub(rewritten, markdown)


def _on_site(path: str) -> str:
    """Return the path on the site of a file of the repository."""
    if path in FOLDERS:
        return FOLDERS[path]
    if path in PAGES:
        return PAGES[path]
    return path.removeprefix("docs/") if path.startswith("docs/") and not path.endswith(".json") else f"project/{path}"


def linked_files() -> Iterator[str]:
    """Yield the files of the repository that pages link to and that are not pages themselves."""
    for page in (*map(ROOT.joinpath, PAGES), *sorted((ROOT / "docs").rglob("*.md"))):
        folder = page.parent.relative_to(ROOT).as_posix()
        for _, link, _ in _LINK.findall(page.read_text(encoding="utf-8")):
            path = posixpath.normpath(posixpath.join(folder, link))
            if _on_site(path).startswith("project/") and (ROOT / path).is_file():
                yield path


def decision_list(paths: list[Path]) -> str:
    """Return the page that lists the decisions by title."""
    titles = [(path.name, path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")) for path in paths]
    return "\n".join(["# Decisions", "", "Why the project is as it is.", "", *(f"- [{title}]({name})" for name, title in titles), ""])


def gallery(paths: list[Path]) -> str:
    """Return the page of the examples: the purpose of each, from its first comment, and the file."""
    text = ["# Examples", "", "Each is a whole hub file, and is synthesized by the tests."]
    for path in paths:
        comment, hub = _parts(path.read_text(encoding="utf-8"))
        text += ["", f"## {path.stem}", "", comment, "", f'```yaml title="{path.name}"', hub.rstrip(), "```"]
    return "\n".join([*text, ""])


def _parts(example: str) -> tuple[str, str]:
    """Split an example into its first comment, as a paragraph, and the hub file below it."""
    lines = example.splitlines()
    end = next(number for number, line in enumerate(lines) if not line.startswith("#"))
    comment = [line.lstrip("# ") for line in lines[:end] if "yaml-language-server" not in line]
    return " ".join(comment), "\n".join(lines[end:])
