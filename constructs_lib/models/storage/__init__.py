"""Settings of what a hub keeps."""
