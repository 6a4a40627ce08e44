"""The demo: who is in it, which files it sends, and the table at its end."""
