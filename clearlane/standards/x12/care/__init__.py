"""Codes on the day that matters (SNIP 5), and services of some kinds (SNIP 6): what a whole claim or payment proves."""
