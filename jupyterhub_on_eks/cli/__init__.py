"""The command line: one module per verb. `app` registers them, `report` formats problems in hub files, `terminal` colors and folds text."""
