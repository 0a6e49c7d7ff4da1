"""Chart values for exposing a hub to users."""
