"""Whether images are pulled to the nodes before a user needs them."""

from __future__ import annotations

from pydantic import StrictBool

from constructs_lib.models.base import Model


class PrePullConfig(Model):
    """Pull images to the users' nodes in advance.

    The chart pulls the images of all profiles to all users' nodes, regardless of a profile's node selector. A node that doesn't exist
    yet, as in a group scaled to zero, gets no image before it joins. Source: JupyterHub chart, ``prePuller``.
    """

    before_upgrade: StrictBool | None = None
    """Pull to the existing nodes before Helm changes anything, and make Helm wait for it. Default: true; false if profiles have their own
    images or GPUs, because Helm could time out and roll back the release."""
    continuous: StrictBool | None = None
    """Pull to nodes when they join. Default: true; false if profiles have their own images or GPUs, which would fill the disk of each node."""
