"""The add-ons: what a blueprint's ordered array may hold."""
