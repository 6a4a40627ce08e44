"""What came of a file that was just sent, in a note above the list."""

from __future__ import annotations

from dataclasses import dataclass

from clearlane.doors.portal.wording.amounts import exact, many, money
from clearlane.exchange.reading.page_files import FileRow

REPEAT = (
    "If you only sent it once more, nothing is to be done. If you meant to send corrected claims, correct them in your "
    "software and export a new file; a claim that its payer has already goes as a replacement (frequency 7)."
)
"""What to do about a file whose very bytes came before."""

_KINDS = {"Passed": "good", "Checking": "flow", "Received": "warn", "Held": "warn", "Mixed": "warn", "Failed": "bad"}
_SAYS = {
    "Passed": "passed",
    "Held": "is held",
    "Mixed": "went on in part",
    "Failed": "failed",
    "Received": "was received",
}


@dataclass(frozen=True, slots=True)
class Came:
    """A note: its colour, the file's name, what came of it, where to go on."""

    kind: str
    name: str
    text: str
    href: str


def tell_came(row: FileRow) -> Came:
    """The note on a file as it stands now."""
    return Came(_KINDS[row.word], row.name, _tell(row), f"/files/{row.id}")


def _tell(row: FileRow) -> str:
    if row.word == "Checking":
        return "is in our hands and is being checked. What comes of it stands here."
    if row.first:
        return f"came before. {row.told}. {REPEAT}"
    shares = ", ".join(f"{exact(share.claims)} {share.word.lower()}" for share in row.shares)
    counted = f"{many(row.claims, 'claim')}, {money(row.cents)}: {shares}" if shares else ""
    return f"{_SAYS[row.word]}: {row.told.rstrip('.') or counted}."
