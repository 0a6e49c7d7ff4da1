"""Tests of init, and who answers in them."""
