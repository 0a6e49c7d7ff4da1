"""The kinds of text that settings may be, each with what is allowed in words."""
