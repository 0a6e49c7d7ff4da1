"""Tests of what runs in the process of a previewed hub."""
