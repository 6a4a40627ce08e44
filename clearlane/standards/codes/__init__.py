"""Code sets with effective dates: each answers yes, no or unknown for a code on a day."""
