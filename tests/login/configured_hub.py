"""Configure the real JupyterHub of a chart version with the chart values, and print the effect on passwords and the database.

Run by the Python of ``.tools/login-*``. ``HUB_VALUES`` names a JSON file with the values. Arguments: passwords that a user tries.
Prints JSON: the database's URL, and for each password the name of the user who is logged in with it, or null.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "jupyterhub_on_eks/preview/hub_side"))
sys.path.insert(0, str(Path(__file__).parent))

from chart_config import configure
from jupyterhub.app import JupyterHub
from traitlets.config import Config


async def main(passwords: list[str]) -> None:
    """Try the passwords as ada."""
    c = Config()
    configure(c)
    hub = JupyterHub(config=c)
    authenticator = hub.authenticator_class(parent=hub)
    found = [await authenticator.authenticate(None, {"username": "ada", "password": password}) for password in passwords]
    users = [user["name"] if isinstance(user, dict) else user for user in found]
    json.dump({"database": hub.db_url, "users": users}, sys.stdout)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
