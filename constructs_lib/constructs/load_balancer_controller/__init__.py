"""The AWS Load Balancer Controller."""
