"""Findings of checks of AWS and the cluster, and the code that runs them."""
