"""A first hub file: what has to be known for it, who is asked, and its text."""
