"""What came of a claim: each decision of its payers in a sentence, with the payment that brought it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clearlane.doors.portal.wording.amounts import money
from clearlane.doors.portal.wording.instants import day
from clearlane.exchange.reading.find_surroundings import Decision
from clearlane.exchange.reading.view_claim import ClaimSheet
from clearlane.exchange.remits.decide import REVERSAL, in_one_word, refused_lines


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision: its word, what it comes to, by which check, and where the payment stands."""

    word: str
    headline: str
    second: str
    href: str


def show_decided(sheet: ClaimSheet) -> tuple[Decided, ...]:
    """The newest first."""
    return tuple(map(_decided, sheet.around.decisions[::-1]))


def _decided(one: Decision) -> Decided:
    word = in_one_word(
        status=one.status, refused_lines=refused_lines(one.body), paid=one.paid, patient=one.patient
    ).capitalize()
    href = f"/payments/{one.payment}" if one.payment else ""
    return Decided(word, _headline(one), ", ".join(_seconds(one)), href)


def _headline(one: Decision) -> str:
    if one.status == REVERSAL:
        return f"{money(-one.paid)} taken back"
    return f"{money(one.paid)} paid of {money(one.charge)}"


def _seconds(one: Decision) -> Iterator[str]:
    if one.status != REVERSAL:
        yield f"the patient owes {money(one.patient)}"
    if one.check:
        yield f"payment {one.check}"
    if one.paid_on:
        yield f"dated {day(one.paid_on)}"
