"""Tests of what the verbs do with synthesized stacks."""
