"""What a message says, in sentences: a TA1, a 999, a 277CA or an 835, whole or the part about one claim.

Words are ours; the codes stand behind them, for who looks them up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from clearlane.exchange.reading.tell_answers import tell_277ca
from clearlane.exchange.reading.tell_formats import tell_999, tell_envelope
from clearlane.exchange.reading.tell_payments import tell_835
from clearlane.exchange.reading.telling import Telling
from clearlane.standards.x12.pieces import Piece

_TELL: dict[str, Callable[..., Telling]] = {"999": tell_999, "277": tell_277ca, "835": tell_835}


def tell_message(pieces: Sequence[Piece], *, who: str) -> Telling:
    """``who`` says it: a payer's name, or our own. Of a kind that we have no words for nothing is said."""
    told = [_tell(piece, who) for piece in pieces]
    return Telling(
        tuple(f"{sentence[:1].upper()}{sentence[1:]}" for one in told for sentence in one.sentences),
        tuple(about for one in told for about in one.claims),
        next((one.kind for one in told if one.kind), ""),
    )


def _tell(piece: Piece, who: str) -> Telling:
    if not piece.version:
        return tell_envelope(piece.segments, who=who)
    head = piece.segments[0]
    tell = _TELL.get(head.element(1)) if head.id == "ST" else None
    return tell(piece.segments, who=who, component=piece.delimiters.component_text) if tell else Telling()
