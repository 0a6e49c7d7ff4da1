"""Cases that print the messages of docs/operating.md, a module for each group of its sections."""
