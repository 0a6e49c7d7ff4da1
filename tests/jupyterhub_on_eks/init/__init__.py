"""Tests of init, and prepared answers for them."""
