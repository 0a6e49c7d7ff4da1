"""Settings of who logs in to a hub, and how."""
