"""The hub of a hub file on one's own machine: what the verb ``preview`` does. It runs JupyterHub, and neither CDKTF nor Terraform."""

from __future__ import annotations


class PreviewError(Exception):
    """The hub can't be previewed on this machine; the words say why, and what to do."""
