"""The ``preview`` command: runs the hub of a hub file on this machine, with JupyterHub and without CDKTF and Terraform."""

from __future__ import annotations


class PreviewError(Exception):
    """The hub can't be previewed on this machine; the message states why, and what to do."""
