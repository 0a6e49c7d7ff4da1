"""The hub file's JSON Schema for editors, made from the models."""
