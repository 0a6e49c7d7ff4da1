"""Settings of what gives the hub and its users' servers their nodes."""
