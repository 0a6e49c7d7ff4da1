"""Start a user's server with the real KubeSpawner of a chart version and the configuration of the chart values.

Run by the Python of ``.tools/login-*``. ``HUB_VALUES`` names a JSON file with the values; ``KUBECONFIG`` names the Kubernetes API, and has
to be set before the start, because Kubernetes' client libraries read it when they are imported.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "jupyterhub_on_eks/preview/hub_side"))
sys.path.insert(0, str(Path(__file__).parent))

from chart_config import configure
from one_user import spawner_of_ada
from traitlets.config import Config


async def main() -> None:
    """Start the server of ada and wait until it is ready."""
    c = Config()
    c.KubeSpawner.namespace = "hub"
    configure(c)
    await spawner_of_ada(c).start()


if __name__ == "__main__":
    asyncio.run(main())
