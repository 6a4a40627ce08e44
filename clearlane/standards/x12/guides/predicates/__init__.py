"""Situational rules of the guides: small pure functions, named in the texts beside what they rule."""
