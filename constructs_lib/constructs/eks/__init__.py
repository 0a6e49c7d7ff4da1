"""Constructs of Amazon EKS."""
