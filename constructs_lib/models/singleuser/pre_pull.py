"""Whether images are pulled to the nodes before a user waits for them."""

from __future__ import annotations

from pydantic import StrictBool

from constructs_lib.models.base import Model


class PrePullConfig(Model):
    """Pull images to the nodes of users beforehand.

    The chart pulls the images of all profiles to all nodes of users, whatever node selector a profile has. A node that doesn't exist yet,
    as in a group scaled to zero, gets nothing before it joins. Source: JupyterHub chart, ``prePuller``.
    """

    before_upgrade: StrictBool | None = None
    """Pull to the nodes that exist before Helm changes anything, and have Helm wait for it. Default: true; false with profiles that have
    images of their own or GPUs, since Helm could time out and take the release back."""
    continuous: StrictBool | None = None
    """Pull to nodes when they join. Default: true; false with profiles that have images of their own or GPUs, which would fill the disk
    of each node."""
