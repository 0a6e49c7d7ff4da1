"""Settings for the AWS identity of users' servers."""
