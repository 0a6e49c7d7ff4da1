"""Limits logins at a previewed hub to browsers that opened the address that the command printed.

Users' servers run any code as the person who runs the preview. Loopback alone is not a protection: other users of the machine can reach it,
and web pages can if their host name resolves to it.
"""

from __future__ import annotations

import hmac
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

#: The query parameter of the address that contains the key.
_QUERY = "preview"
_REFUSED = "Open the address that jupyterhub-on-eks preview printed. It contains a key that this browser doesn't have."


def cookie_of(port: int) -> str:
    """Return the name of the cookie with the key of the preview at a port; browsers send cookies to all ports of a host."""
    return f"jupyterhub-preview-{port}"


def entered(path: str, *, key: str, port: int) -> bytes | None:
    """Return the response to a request whose address has the key: a cookie, and a redirect to the same page. None: the address doesn't have it.

    Args:
        path: the request's path and query.
        key: the preview's key.
        port: the port in the browser's address.
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
    """Return whether a request's cookies contain the key.

    Args:
        cookies: the request's ``Cookie`` header.
        key: the preview's key.
        port: the port in the browser's address.
    """
    try:
        found = SimpleCookie(cookies).get(cookie_of(port))
    except CookieError:
        return False
    return found is not None and _same(found.value, key)


def require_key(authenticator_class: Any, *, key: str, port: int) -> None:
    """Make every authenticator refuse browsers without the key, however somebody logs in.

    Args:
        authenticator_class: JupyterHub's ``Authenticator``, the base class of all others.
        key: the preview's key.
        port: the port in the browser's address.
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
