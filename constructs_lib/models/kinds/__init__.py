"""Types of text settings, each with a message that states what is allowed."""
