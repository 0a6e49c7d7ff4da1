"""Checks of whether the hubs of a stack are up, from the add-ons to the login page. Nothing is changed."""
