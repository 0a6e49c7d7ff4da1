"""Settings for Amazon EKS: the cluster, its add-ons, and the identity of workloads."""
