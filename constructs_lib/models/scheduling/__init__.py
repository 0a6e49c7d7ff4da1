"""Settings for scheduling the hub and its users' servers on nodes."""
