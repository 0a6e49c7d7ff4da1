"""What the Makefile calls: set-up, and the runs of the CDKTF command line. Standard library only, run by the system's Python."""
