"""pip for a Python that comes without: one pinned wheel from the package index, by the standard simple API.

Debian's ``python3`` has ``venv`` but neither ``pip`` nor ``ensurepip`` until ``python3-venv`` is installed.
Sources: the simple repository API (PyPA specifications) and pip's own environment variables.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import ssl
import urllib.error
import urllib.request
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit, urlunsplit

from scripts.console import Trouble

WHEEL = "pip-26.3-py3-none-any.whl"
SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"

#: Both forms of the simple API, the JSON one preferred.
ACCEPT = "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1"

#: Seconds without an answer.
TIMEOUT = 30


def fetch_pip(folder: Path, index: str) -> Path:
    """Bring the pinned wheel into the folder, unless it is there.

    Args:
        folder: where the wheel is kept.
        index: base address of a simple index; it may hold a user name and a password.

    Returns:
        The wheel's path.

    Raises:
        Trouble: the index cannot be reached, has no such file, or serves another one.
    """
    wheel = folder / WHEEL
    if wheel.exists() and hashlib.sha256(wheel.read_bytes()).hexdigest() == SHA256:
        return wheel
    page_address = index.rstrip("/") + "/pip/"
    try:
        page, kind, page_address = _get(page_address)
        content, _, _ = _get(file_address(page, kind, page_address))
    except (OSError, ValueError) as error:
        raise Trouble(
            f"pip cannot be had from {without_password(index)}: {getattr(error, 'reason', error)}\n"
            "This Python comes without pip, so the first set-up fetches it. Check the network, HTTPS_PROXY and PIP_CERT, name a mirror in\n"
            "PIP_INDEX_URL, or install pip from your system's packages (Debian: apt install python3-venv), and run the command again."
        ) from None
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise Trouble(f"{WHEEL} from {without_password(index)} is not the file that this project pins (sha256 {SHA256}); it was not used.")
    partial = wheel.with_suffix(".partial")
    partial.write_bytes(content)
    partial.replace(wheel)
    return wheel


def file_address(page: bytes, kind: str, base: str) -> str:
    """Find the wheel's address on a project page of the index.

    Args:
        page: the page's content.
        kind: its media type.
        base: its address, to which the links on it are relative.

    Raises:
        ValueError: the page does not list the wheel.
    """
    if kind.endswith("json"):
        links = {str(entry["filename"]): str(entry["url"]) for entry in json.loads(page)["files"]}
    else:
        reader = _Links()
        reader.feed(page.decode())
        links = {unquote(urlsplit(link).path.rpartition("/")[2]): link for link in reader.found}
    if WHEEL not in links:
        raise ValueError(f"the index does not list {WHEEL}")
    return urldefrag(urljoin(base, links[WHEEL])).url


def without_password(address: str) -> str:
    """Leave user name and password out of an address, so that it can be shown."""
    parts = urlsplit(address)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


class _Links(HTMLParser):
    """Collects where the links of a page lead to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found += [value for name, value in attrs if name == "href" and value]


def _get(address: str) -> tuple[bytes, str, str]:
    """Fetch an address; returns content, media type and the address it was found at in the end."""
    parts = urlsplit(address)
    if parts.scheme not in ("https", "http"):
        raise ValueError(f"{without_password(address)} is not an http address")
    request = urllib.request.Request(without_password(address), headers={"Accept": ACCEPT})  # noqa: S310 -- scheme checked above
    if parts.username:
        login = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        request.add_unredirected_header("Authorization", "Basic " + base64.b64encode(login.encode()).decode())
    trust = ssl.create_default_context(cafile=os.environ.get("PIP_CERT") or None)
    with urllib.request.urlopen(request, timeout=TIMEOUT, context=trust) as answer:  # noqa: S310 -- scheme checked above
        return answer.read(), answer.headers.get_content_type(), answer.url
