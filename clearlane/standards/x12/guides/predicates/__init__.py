"""Situational rules of the guides: small pure functions, named in the texts beside the element, row or loop they rule."""
