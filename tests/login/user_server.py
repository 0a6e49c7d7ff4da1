"""The smallest server that JupyterHub can start for a user: it shows its owner's name, only to its owner.

Run by JupyterHub's spawner; users log in through the hub, as with a notebook server.
"""

from __future__ import annotations

import asyncio
import os
from urllib.parse import urlsplit

from jupyterhub.services.auth import HubOAuthCallbackHandler, HubOAuthenticated
from tornado import web


class Greeting(HubOAuthenticated, web.RequestHandler):
    """The only page."""

    allow_admin = False
    hub_users = (os.environ["JUPYTERHUB_USER"],)

    @web.authenticated
    def get(self) -> None:
        """Greet the user that the hub has identified."""
        name = self.get_current_user()["name"]
        image = os.environ.get("JUPYTER_IMAGE", "")
        self.write(f"<title>{name}'s server</title><h1>This is {name}'s server</h1><p>{image}</p>")


async def main() -> None:
    """Serve at the hub's address."""
    address = urlsplit(os.environ["JUPYTERHUB_SERVICE_URL"])
    prefix = os.environ["JUPYTERHUB_SERVICE_PREFIX"]
    pages = [(prefix + "oauth_callback", HubOAuthCallbackHandler), (prefix + ".*", Greeting)]
    web.Application(pages, cookie_secret=os.urandom(32)).listen(address.port, os.environ.get("LISTEN", "127.0.0.1"))
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
