"""Balances (SNIP 3): what must add up in a claim, a payment, a premium payment; one file for each kind of set."""
