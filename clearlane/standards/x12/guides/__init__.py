"""Guides as texts, and the table of which guide reads which set."""
