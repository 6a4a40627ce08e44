"""Profiles of connections, one text each: read by people, checked by `exchange/connections/profile.py`."""
