"""The nouns that every part of Clearlane shares: frozen values, checked when they are made."""
