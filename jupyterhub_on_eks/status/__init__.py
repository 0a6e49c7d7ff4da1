"""Whether the hubs of a stack are up: looked at from the add-ons to the login page. Nothing is changed."""
