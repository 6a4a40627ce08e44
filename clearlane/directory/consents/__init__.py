"""Consents: an organization asks another for access to its rooms, and the other gives it, refuses it, revokes it."""
