"""How a file's claims are counted: each state belongs to exactly one line, and the lines add up to what came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clearlane.exchange.replies.load_summary import ClaimLine
from clearlane.vocabulary.finding import Disposition, Finding

LINES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("dead", "Refused by the guide, see the 999", ("dead",)),
    ("rejected", "Rejected by our edits", ("rejected",)),
    ("held", "Held: a person must look", ("held",)),
    ("stuck", "Stuck: our operators must look", ("stuck",)),
    ("withdrawn", "Withdrawn", ("withdrawn",)),
    ("waiting", "Accepted, waiting to be sent", ("received", "ready", "batched")),
    (
        "sent",
        "Accepted and sent",
        ("in_doubt", "sent", "received_by_payer", "accepted_by_payer", "rejected_by_payer", "replaced"),
    ),
)
"""Key, words, states: received = the sum of all lines."""


@dataclass(frozen=True, slots=True)
class Count:
    """One line of the count."""

    key: str
    words: str
    claims: int
    cents: int


def count(claims: Sequence[ClaimLine]) -> list[Count]:
    """Every line with its claims and cents, also the empty ones."""
    return [
        Count(key, words, len(chosen), sum(claim.cents for claim in chosen))
        for key, words, states in LINES
        for chosen in [[claim for claim in claims if claim.state in states]]
    ]


def those(claims: Sequence[ClaimLine], *keys: str) -> list[ClaimLine]:
    """The claims of these lines, in the order of the file."""
    states = {state for key, _, states in LINES if key in keys for state in states}
    return [claim for claim in claims if claim.state in states]


def reasons(claim: ClaimLine) -> list[Finding]:
    """What keeps a claim from going on: its findings that reject or hold, those that reject first."""
    order = (Disposition.REJECT, Disposition.HOLD)
    return [finding for way in order for finding in claim.findings if finding.disposition is way]


def one_line(text: str) -> str:
    """A line of a summary with a blank for each line break, so that no value writes lines of its own."""
    return "".join(" " if char != "\t" and not char.isprintable() else char for char in text)


def dollars(cents: int) -> str:
    """An amount for people: $1,234.50."""
    sign = "-" if cents < 0 else ""
    return f"{sign}${abs(cents) // 100:,}.{abs(cents) % 100:02d}"
