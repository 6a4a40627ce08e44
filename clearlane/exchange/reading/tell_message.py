"""What a message says, in sentences: a TA1, a 999, a 277CA or an 835, whole or the part about one claim.

Words are ours; the codes stand behind them, for who looks them up.
"""

from __future__ import annotations

from collections.abc import Callable

from clearlane.exchange.reading.tell_answers import tell_277ca
from clearlane.exchange.reading.tell_formats import tell_999, tell_envelope
from clearlane.exchange.reading.tell_payments import tell_835
from clearlane.exchange.reading.telling import Telling
from clearlane.standards import x12
from clearlane.standards.x12.pieces import Piece, pieces

_TELL: dict[str, Callable[..., Telling]] = {"999": tell_999, "277": tell_277ca, "835": tell_835}


def tell_message(content: bytes, *, who: str) -> Telling:
    """``who`` says it: a payer's name, or our own. Of a kind that we have no words for nothing is said."""
    told = [_tell(piece, who) for piece in pieces(content)]
    return Telling(
        tuple(dict.fromkeys(f"{sentence[:1].upper()}{sentence[1:]}" for one in told for sentence in one.sentences)),
        tuple(about for one in told for about in one.claims),
    )


def _tell(piece: Piece, who: str) -> Telling:
    segments = list(x12.place(piece.content, delimiters=piece.delimiters, version=piece.version))
    if not piece.version:
        return tell_envelope(segments, who=who)
    tell = _TELL.get(segments[0].element(1)) if segments[0].id == "ST" else None
    return tell(segments, who=who, component=piece.delimiters.component_text) if tell else Telling()
