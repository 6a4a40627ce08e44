"""Code lists as texts."""
