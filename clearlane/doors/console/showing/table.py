"""The table at the end: what happened to each claim, tied out in claims and dollars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clearlane.doors.console.showing.dollars import dollars
from clearlane.exchange.reading.claim_outcomes import ClaimOutcome
from clearlane.exchange.reading.progress import Progress
from clearlane.exchange.reading.tie_out import Sum, TieOut

MOST_ROWS = 200
_HEAD = f"{'claim':22} {'payer':10} {'charge':>10}  {'outcome':9} {'by':6} {'paid':>10} {'patient':>9}  why"
_WHERE_ALL_ARE = "the summary of each file, in /outbound of who sent it, has every claim"


def table(*, outcomes: Sequence[ClaimOutcome], tied: TieOut, moving: Progress | None = None) -> Iterator[str]:
    """Lines for a terminal; amounts in dollars. The first 200 claims are listed, and all are summed."""
    yield ""
    yield _HEAD
    yield from (_row(outcome) for outcome in outcomes[:MOST_ROWS])
    if len(outcomes) > MOST_ROWS:
        yield f"... and {len(outcomes) - MOST_ROWS:,} more: {_WHERE_ALL_ARE}"
    yield ""
    yield from _by_outcome(outcomes)
    yield ""
    yield from tied_out(tied, moving)


def _row(one: ClaimOutcome) -> str:
    return (
        f"{one.patient_control_number[:22]:22} {one.payer[:10]:10} {dollars(one.charge):>10}  {one.word:9} "
        f"{one.by_whom:6} "
        f"{dollars(one.paid):>10} {dollars(one.patient):>9}  {one.reason}"
    ).rstrip()


def _by_outcome(outcomes: Sequence[ClaimOutcome]) -> Iterator[str]:
    for word in sorted({one.word for one in outcomes}):
        chosen = [one for one in outcomes if one.word == word]
        charge, paid = sum(one.charge for one in chosen), sum(one.paid or 0 for one in chosen)
        yield f"  {word:10} {len(chosen):>6} claims  charged {dollars(charge):>14}  paid {dollars(paid):>14}"


def tied_out(tied: TieOut, moving: Progress | None = None) -> Iterator[str]:
    """The tie-out as lines; the last one says whether it closes, or that work is still going on."""
    yield f"  received            {_sum(tied.received)}"
    for place, one in tied.places.items():
        if one.count:
            yield f"    {place:17} {_sum(one)}"
    yield f"  payments            {_sum(tied.payments)}"
    yield f"    delivered         {_sum(tied.delivered)}"
    yield f"    unassigned        {_sum(tied.unassigned)}"
    if tied.adjusted.count:
        yield f"    taken off by PLB  {_sum(tied.adjusted)}"
    yield _end(tied, moving)


def _end(tied: TieOut, moving: Progress | None) -> str:
    """A claim that stands nowhere is an alarm at once; a payment that is not delivered only where no work is left."""
    if tied.closes:
        return "the tie-out closes"
    if tied.uncounted:
        noun = "file or set stands" if tied.uncounted == 1 else "files or sets stand"
        return f"THE TIE-OUT DOES NOT CLOSE: {tied.uncounted} {noun} still, its claims unknown: clearlane worklist"
    if moving and moving.is_working and tied.is_placed:
        late = tied.payments.count - tied.delivered.count - tied.unassigned.count
        claims, payments = (f"{n:,} {noun}{'s' * (n != 1)}" for n, noun in ((moving.open, "claim"), (late, "payment")))
        return f"still working: {claims} and {payments} on their way; look again"
    return "THE TIE-OUT DOES NOT CLOSE"


def _sum(one: Sum) -> str:
    return f"{one.count:>6}  {dollars(one.cents):>14}"
