"""Coming in, and proving it once more."""
