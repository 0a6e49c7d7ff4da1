"""What checks of AWS and the cluster find, and how they are run."""
