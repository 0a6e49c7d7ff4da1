"""AWS and the cluster's API server, asked by verbs of the command line; nothing here changes either."""
