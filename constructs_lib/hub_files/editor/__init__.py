"""The schema of hub files for editors."""
