"""The command line: one module for each verb. `app` registers them, `report` says what is wrong with hub files, `terminal` how it looks."""
