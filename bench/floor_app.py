"""A minimal CDKTF Python app: one empty stack."""

from __future__ import annotations

from cdktf import App, TerraformStack

app = App()
TerraformStack(app, "floor")
app.synth()
