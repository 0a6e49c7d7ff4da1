"""Secrets that Terraform writes to the cluster."""
