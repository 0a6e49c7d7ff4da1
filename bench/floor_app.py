"""The least that a CDKTF Python app can do: one stack with nothing in it."""

from __future__ import annotations

from cdktf import App, TerraformStack

app = App()
TerraformStack(app, "floor")
app.synth()
