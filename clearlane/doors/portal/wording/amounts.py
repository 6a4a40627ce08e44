"""How counts and amounts of money are written."""

from __future__ import annotations

from clearlane.vocabulary.money import Money

NOT_STATED, MINUS = "\N{EN DASH}", "\N{MINUS SIGN}"
EXACT_TO = 10_000


def money(cents: int | None) -> str:
    """Cents as dollars, negative ones with a true minus; an en dash where nothing is stated."""
    if cents is None:
        return NOT_STATED
    sign = MINUS if cents < 0 else ""
    return f"{sign}${Money.from_cents(abs(cents)).amount:,.2f}"


def exact(number: int | None) -> str:
    """Every digit, with commas: 1,234,567."""
    if number is None:
        return NOT_STATED
    return f"{MINUS if number < 0 else ''}{abs(number):,}"


def count(number: int | None) -> str:
    """Exact to 10,000 with commas, then rounded and said so: ``about 12,000``, ``about 1.2 million``."""
    if number is None or abs(number) <= EXACT_TO:
        return exact(number)
    sign, size = MINUS if number < 0 else "", abs(number)
    thousands = (size + 500) // 1_000
    if thousands < 1_000:
        return f"about {sign}{thousands},000"
    tenths = (size + 50_000) // 100_000
    return f"about {sign}{tenths // 10:,}{f'.{tenths % 10}' if tenths % 10 else ''} million"


def percent(part: int, whole: int) -> str:
    """``77.8%``, rounded; 100.0% is said of all alone and 0.0% of none; an en dash of a part of nothing."""
    if not whole:
        return NOT_STATED
    tenths = (2_000 * part + whole) // (2 * whole)
    if 0 < part < whole:
        tenths = min(max(tenths, 1), 999)
    return f"{tenths // 10}.{tenths % 10}%"


def many(number: int, noun: str) -> str:
    """``1 claim``, ``1,200 claims``."""
    return f"{exact(number)} {noun}{'' if number == 1 else 's'}"
