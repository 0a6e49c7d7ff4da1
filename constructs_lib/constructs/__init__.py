"""Terraform constructs, one concern per module: ``(scope, id, *, …)`` in, named dependables out."""

from __future__ import annotations

import fast_start

fast_start.activate()  # before the modules beside this one import CDKTF
