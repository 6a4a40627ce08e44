"""Count finding: what is told of a trailer that counts otherwise than what came."""

from __future__ import annotations

from clearlane.standards.x12.envelope_rules import finding
from clearlane.vocabulary.finding import Finding, Place

_COUNTED = {"se_count": "segment", "ge_count": "transaction set", "iea_count": "group"}


def count_finding(name: str, place: Place, *, found: str, received: int) -> Finding:
    """The finding of a trailer that counts otherwise than what came. found: what it says."""
    what = _COUNTED[name]
    if not (found.isascii() and found.isdigit()):
        loss = f"Without a number nobody can see whether a {what} was lost"
    elif int(found[:20]) > received:
        loss = f"A {what} may have been lost"
    else:
        loss = f"More came than was counted: a {what} may stand there twice, or was added without being counted"
    came = f"{received} {what} was" if received == 1 else f"{received} {what}s were"
    return finding(name, place, found=found or "empty", expected=str(received), came=came, loss=loss)
