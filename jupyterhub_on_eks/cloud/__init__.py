"""Read access to AWS and the cluster's API server for the verbs of the command line."""
