"""A first hub file: questions, answers and its text."""
