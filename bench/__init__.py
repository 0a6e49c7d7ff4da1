"""The benchmark of synthesis: ``python -m bench``, or ``make bench``."""
