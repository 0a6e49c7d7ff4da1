"""Print the width of each page of a built site on a screen: ``page_widths.py CHROMIUM SITE WIDTH``, as JSON from paths to pixels."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright


def main(chromium: str, site: Path, width: int) -> None:
    """Open each page."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": 800})
        found = {}
        for path in sorted(site.rglob("*.html")):
            page.goto(path.resolve().as_uri())
            found[str(path.relative_to(site))] = page.evaluate("document.documentElement.scrollWidth")
        browser.close()
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
