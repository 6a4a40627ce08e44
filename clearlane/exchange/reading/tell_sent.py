"""What stands otherwise in a claim as we sent it to the payer than in the claim as it came to us."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from clearlane.vocabulary.submitted_claim import SegmentText

MOST = 10
_OURS = frozenset({"ISA", "GS", "ST", "BHT", "HL", "SE", "GE", "IEA"})
_HEADER = frozenset({"1000A", "1000B"})
_SAME = "It says what you sent, unchanged."
_NUMBER, _ADDED = "REF*D9*", "We added"


def tell_sent(*, received: Iterable[SegmentText], sent: Iterable[SegmentText], component: str) -> tuple[str, ...]:
    """Sentences: what we added, what we left out; envelopes, levels, submitter and receiver are ours in any case.

    ``component`` is the separator within elements of what was received; that of what we send is a colon.
    """
    before, after = Counter(_texts(received, component)), Counter(_texts(sent, ":"))
    added, left = list((after - before).elements()), list((before - after).elements())
    told = (*_each(_ADDED, added), *_each("We left out", left))
    return told or (_SAME,)


def _texts(segments: Iterable[SegmentText], component: str) -> Iterator[str]:
    for one in segments:
        if one.elements[0] not in _OURS and one.loop not in _HEADER:
            yield "*".join(element.replace(component, ":") for element in one.elements)


def _each(verb: str, texts: list[str]) -> Iterator[str]:
    for text in texts[:MOST]:
        is_ours = verb == _ADDED and text.startswith(_NUMBER)
        why = ", the number by which we know the payer's answer again" if is_ours else ""
        yield f"{verb} {text}{why}."
    if len(texts) > MOST:
        yield f"{verb} {len(texts) - MOST} segments more."
