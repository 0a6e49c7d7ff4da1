"""Adoption of a hub that Helm or EKS Blueprints installed: its hub file, and Terraform's imports."""
