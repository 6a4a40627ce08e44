"""Written day: how a sentence names a calendar day, as the tables and forms of the portal beside it do."""

from __future__ import annotations

from datetime import date


def written_day(day: date) -> str:
    """``03/10/2026``."""
    return f"{day:%m/%d/%Y}"
