"""The 005010 dictionary as generated texts."""
