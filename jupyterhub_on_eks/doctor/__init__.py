"""What a stack needs of AWS, its cluster and this machine, looked at before a deployment. Nothing is changed."""
