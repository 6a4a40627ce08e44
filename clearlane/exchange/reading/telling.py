"""What a message says, as values: sentences on the whole, and on each claim in it."""

from __future__ import annotations

from dataclasses import dataclass

from clearlane.exchange.reading.explain_claim import dollars
from clearlane.vocabulary.money import Money


@dataclass(frozen=True, slots=True)
class OfService:
    """What is said of one service line, and each thing said beside it."""

    headline: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """What is said of one claim: the number its sender gave it (CLM01), what happened to it, each thing said of it,
    and of its services."""

    number: str
    headline: str
    details: tuple[str, ...] = ()
    services: tuple[OfService, ...] = ()


@dataclass(frozen=True, slots=True)
class Telling:
    """What a message says: of the whole in sentences, the most important first; of each claim in it; and, in
    ``kind``, what its kind says and what not."""

    sentences: tuple[str, ...] = ()
    claims: tuple[About, ...] = ()
    kind: str = ""


def amount(text: str) -> str:
    """An amount of X12 as dollars; as it came where it is none."""
    try:
        return dollars(Money.read(text).cents)
    except ValueError:
        return text or "nothing"


def calendar_day(text: str) -> str:
    """CCYYMMDD as 11/28/2026; as it came where it is none."""
    return f"{text[4:6]}/{text[6:]}/{text[:4]}" if len(text) == 8 and text.isdigit() else text
