"""Money for a terminal."""

from __future__ import annotations

from decimal import Decimal


def dollars(cents: int | None) -> str:
    """Cents as dollars, nothing for None."""
    return "" if cents is None else f"{Decimal(cents) / 100:,.2f}"
