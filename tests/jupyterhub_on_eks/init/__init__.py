"""Tests of the first hub file."""
