"""The typed settings: frozen pydantic models, the same in Python and in a hub file. They do not import CDKTF."""
