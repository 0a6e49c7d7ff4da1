"""Chart values of what a hub keeps."""
