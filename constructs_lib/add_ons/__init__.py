"""The add-ons that a blueprint's ordered array may contain."""
