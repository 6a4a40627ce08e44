"""Say in words and sums why a payment was not posted, for the one who receives it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap

from clearlane.exchange.replies.summary_lines import dollars
from clearlane.vocabulary.finding import Finding

WIDTH = 78


@dataclass(frozen=True, slots=True)
class PaymentHead:
    """Which payment it is: EFT or check number, payer, day, amount and provider adjustments in cents, claims."""

    trace: str
    payer: str
    paid_on: date | None
    cents: int
    adjusted_cents: int
    paid_cents: int
    claims: int


def explain_balance(head: PaymentHead, findings: Sequence[Finding]) -> str:
    """The arithmetic of a payment that does not add up, as a text of 78 columns."""
    return "\n".join(_lines(head, findings)) + "\n"


def _lines(head: PaymentHead, findings: Sequence[Finding]) -> Iterator[str]:
    yield "PAYMENT NOT POSTED: IT DOES NOT ADD UP"
    yield "=" * WIDTH
    yield f"Payment    {head.trace}"
    yield f"Payer      {head.payer}"
    yield f"Date       {head.paid_on or 'not given'}"
    yield ""
    yield f"{'Paid for ' + format(head.claims, ',') + ' claims':<44}{dollars(head.paid_cents):>34}"
    yield f"{'Less provider adjustments (PLB)':<44}{dollars(head.adjusted_cents):>34}"
    yield "-" * WIDTH
    yield f"{'Comes to':<44}{dollars(head.paid_cents - head.adjusted_cents):>34}"
    yield f"{'The payment says (BPR02)':<44}{dollars(head.cents):>34}"
    yield ""
    yield "WHAT DOES NOT ADD UP"
    yield "-" * WIDTH
    for finding in findings:
        at = f"segment {finding.place.segment}" if finding.place.segment else "the payment"
        yield from wrap(f"* {at}: {finding.what}", WIDTH, subsequent_indent="  ")
    yield ""
    yield from wrap(
        "The 835 is delivered unchanged beside this text. None of it was posted, since any posting would invent money. "
        "Ask the payer for a corrected 835.",
        WIDTH,
    )
