"""Balances (SNIP 3), and services of some kinds (SNIP 6): what must hold within a claim or payment as a whole."""
