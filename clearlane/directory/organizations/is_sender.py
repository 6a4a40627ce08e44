"""Which organizations send claims? All but payers, who receive them."""

from __future__ import annotations

WHY_NOT = "A payer sends no claims here: its answers and payments come over the connection to which it is linked."
"""What every door says to a payer that sends a file."""


def is_sender(*, kind: str) -> bool:
    """Whether an organization of this kind sends claims, samples among them."""
    return kind != "payer"
