"""References to secrets, and checks for secrets in plain text."""
