"""Comparison of the IAM policies in docs/permissions.md with the requests that the AWS double has seen."""
