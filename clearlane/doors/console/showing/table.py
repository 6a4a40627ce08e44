"""The table at the end: what happened to each claim, tied out in claims and dollars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clearlane.doors.console.showing.dollars import dollars
from clearlane.exchange.reading.claim_outcomes import ClaimOutcome
from clearlane.exchange.reading.tie_out import Sum, TieOut

MOST_ROWS = 200
_HEAD = f"{'claim':22} {'payer':10} {'charge':>10}  {'outcome':9} {'by':6} {'paid':>10} {'patient':>9}  why"
_WHERE_ALL_ARE = "the summary of each file, in /outbound of who sent it, has every claim"


def table(*, outcomes: Sequence[ClaimOutcome], tied: TieOut) -> Iterator[str]:
    """Lines for a terminal; amounts in dollars. The first 200 claims are listed, and all are summed."""
    yield ""
    yield _HEAD
    yield from (_row(outcome) for outcome in outcomes[:MOST_ROWS])
    if len(outcomes) > MOST_ROWS:
        yield f"... and {len(outcomes) - MOST_ROWS:,} more: {_WHERE_ALL_ARE}"
    yield ""
    yield from _by_outcome(outcomes)
    yield ""
    yield from tied_out(tied)


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


def tied_out(tied: TieOut) -> Iterator[str]:
    """The tie-out as lines; the last one says whether it closes."""
    yield f"  received            {_sum(tied.received)}"
    for place, one in tied.places.items():
        if one.count:
            yield f"    {place:17} {_sum(one)}"
    yield f"  payments            {_sum(tied.payments)}"
    yield f"    delivered         {_sum(tied.delivered)}"
    yield f"    unassigned        {_sum(tied.unassigned)}"
    if tied.adjusted.count:
        yield f"    taken off by PLB  {_sum(tied.adjusted)}"
    yield "the tie-out closes" if tied.closes else "THE TIE-OUT DOES NOT CLOSE"


def _sum(one: Sum) -> str:
    return f"{one.count:>6}  {dollars(one.cents):>14}"
