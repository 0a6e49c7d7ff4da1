"""Lets nobody log in to a previewed hub but who has the address that the command has printed.

Users' servers run what they are told as the person who previews. Loopback alone keeps nobody out: other users of the machine reach it, and so does
a page of the web whose name leads there.
"""

from __future__ import annotations

import hmac
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

#: The part of the address that has the key.
_QUERY = "preview"
_REFUSED = "Open the address that jupyterhub-on-eks preview has printed: it has a key, and this browser hasn't seen it."


def cookie_of(port: int) -> str:
    """Return the name of the cookie with the key of the preview at a port; browsers don't tell ports apart."""
    return f"jupyterhub-preview-{port}"


def entered(path: str, *, key: str, port: int) -> bytes | None:
    """Return the answer to a request whose address has the key: a cookie, and the way to the same page. None: it hasn't.

    Args:
        path: of the request, with its query.
        key: of the preview.
        port: that browsers know.
    """
    url = urlsplit(path)
    query = parse_qsl(url.query, keep_blank_values=True)
    if not any(name == _QUERY and _same(value, key) for name, value in query):
        return None
    rest = urlencode([(name, value) for name, value in query if name != _QUERY])
    where = f"/{url.path.lstrip('/')}{'?' if rest else ''}{rest}"
    cookie = f"{cookie_of(port)}={key}; Path=/; HttpOnly; SameSite=Lax"
    lines = ["HTTP/1.1 302 Found", f"Location: {where}", f"Set-Cookie: {cookie}", "Content-Length: 0", "Connection: close", "", ""]
    return "\r\n".join(lines).encode("latin-1", "replace")


def has_key(cookies: str, *, key: str, port: int) -> bool:
    """Tell whether a request's cookies have the key.

    Args:
        cookies: the request's header.
        key: of the preview.
        port: that browsers know.
    """
    try:
        found = SimpleCookie(cookies).get(cookie_of(port))
    except CookieError:
        return False
    return found is not None and _same(found.value, key)


def require_key(authenticator_class: Any, *, key: str, port: int) -> None:
    """Make every authenticator refuse who hasn't the key, by whatever way somebody logs in.

    Args:
        authenticator_class: JupyterHub's ``Authenticator``, of which all others are made.
        key: of the preview.
        port: that browsers know.
    """
    from tornado import web  # noqa: PLC0415  # the hub's environment has it

    make = authenticator_class.__init__

    def make_guarded(self: Any, *args: Any, **settings: Any) -> None:
        make(self, *args, **settings)
        authenticated = self.get_authenticated_user

        async def with_key(handler: Any, data: Any) -> Any:
            if not has_key(handler.request.headers.get("Cookie", ""), key=key, port=port):
                raise web.HTTPError(403, _REFUSED)
            return await authenticated(handler, data)

        self.get_authenticated_user = with_key

    authenticator_class.__init__ = make_guarded


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
