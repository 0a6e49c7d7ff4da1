"""Inputs made by hypothesis, and files made to break things."""
