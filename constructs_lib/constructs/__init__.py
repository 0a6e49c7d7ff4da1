"""Terraform constructs, one concern per module: ``(scope, id, *, …)`` in, named dependables out."""
