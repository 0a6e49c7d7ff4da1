"""The hub file's JSON Schema for editors, generated from the models."""
