"""Entry point of ``cdktf synth``: reads the hub files in ``HUBS`` and writes their stacks as Terraform JSON."""

from __future__ import annotations

import sys

import fast_start

with fast_start.quick_imports():  # meanwhile Node loads the provider packages
    from jupyterhub_on_eks.synthesis import build_app, main, synthesize

__all__ = ["build_app", "main", "synthesize"]

if __name__ == "__main__":
    fast_start.end(main(sys.argv[1:]))
