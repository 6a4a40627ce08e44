"""Proof: files broken on purpose, and whether the engine says what it should of them."""
