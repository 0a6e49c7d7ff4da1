"""Settings of the AWS identity of users' servers."""
