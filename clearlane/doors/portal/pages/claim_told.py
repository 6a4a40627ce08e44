"""Why a claim stands where it does, and what happened to it, as cards and as a timeline."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from clearlane.doors.portal.parts import Event, FindingCard, Link
from clearlane.doors.portal.statuses import STATUS
from clearlane.exchange.reading.explain_claim import Reason
from clearlane.exchange.reading.tell_timeline import Told
from clearlane.exchange.reading.view_claim import ClaimSheet

_WORST_FIRST = ("bad", "warn", "note")


def show_cards(sheet: ClaimSheet) -> tuple[FindingCard, ...]:
    """A card for each reason, the worst first and hints last."""
    worst_first = sorted(enumerate(sheet.reasons), key=lambda one: (_WORST_FIRST.index(one[1].severity), one[0]))
    return tuple(_card(n, reason) for n, (_, reason) in enumerate(worst_first, start=1))


def _card(n: int, reason: Reason) -> FindingCard:
    links = (Link("Show in X12", f"#segment-{reason.marks}"),) if reason.marks else ()
    return FindingCard(
        id=f"finding-{n}",
        headline=reason.headline,
        what=reason.what,
        why=reason.why,
        todo=reason.todo,
        severity=reason.severity,
        cites=reason.cites,
        links=links,
    )


def show_events(sheet: ClaimSheet, *, asker: int) -> tuple[Event, ...]:
    """The timeline, as a member of the organization ``asker`` may follow its links."""
    minutes = Counter(_minute(one) for one in sheet.told)
    proofs = (_proof(sheet, one, is_sender=sheet.around.file_tenant == asker) for one in sheet.told)
    return tuple(
        _event(one, proof, to_the_second=minutes[_minute(one)] > 1)
        for one, proof in zip(sheet.told, proofs, strict=True)
    )


def _minute(one: Told) -> datetime:
    return one.at.replace(second=0, microsecond=0)


def _event(one: Told, proof: tuple[str, str], *, to_the_second: bool) -> Event:
    shown = STATUS[one.word]
    return Event(shown.icon, shown.role, one.headline, one.at, one.text, *proof, to_the_second)


def _proof(sheet: ClaimSheet, one: Told, *, is_sender: bool) -> tuple[str, str]:
    """Files and mailboxes are their sender's alone; who is none reads what is kept of them for the claim."""
    if one.event == "born" and is_sender:
        return f"/files/{sheet.claim.file_id}", "Open the file"
    if one.extract is not None:
        return f"/claims/{sheet.claim.id}/messages/{one.extract}", "Read the message"
    if one.mail is not None and is_sender:
        return f"/mailbox/{one.mail}", "Read the 277CA"
    return "", ""
