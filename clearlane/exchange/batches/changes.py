"""The closed list of what may change in an outgoing claim. All else leaves as it came, byte for byte.

HL is renumbered; in 2010BB NM103 and NM109, and by the same map 2330B NM109 and 2430 SVD01; 2300 REF*D9 is ours;
delimiters are translated. Envelopes, BHT, 1000A and 1000B are written anew (``build``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from clearlane.standards.x12 import Delimiters

_AFTER_REFERENCES = frozenset(
    {b"K3", b"NTE", b"CR1", b"CR2", b"CR3", b"CRC", b"HI", b"HCP", b"NM1", b"SBR", b"LX", b"PRV"}
)


class Collides(Exception):
    """A value holds a character that is a delimiter on the way out: the claim cannot leave as it is."""


@dataclass(frozen=True, slots=True)
class Renamed:
    """What a payer is called on a connection."""

    id: bytes
    name: bytes


@dataclass(frozen=True, slots=True)
class Translation:
    """From a sender's delimiters to a connection's: segments without terminators and line ends."""

    source: Delimiters
    target: Delimiters

    def segments(self, text: bytes) -> list[bytes]:
        """The segments of a block in the target's delimiters. Raises Collides."""
        segments = [raw for one in text.split(self.source.segment) if (raw := one.strip(b"\r\n"))]
        if self.source == self.target:
            return segments
        foreign = self._foreign()
        if any(mark in raw for raw in segments for mark in foreign):
            raise Collides
        table = bytes.maketrans(*self._pairs())
        return [raw.translate(table) for raw in segments]

    def _pairs(self) -> tuple[bytes, bytes]:
        source, target = self.source, self.target
        repetition = (source.repetition, target.repetition) if source.repetition and target.repetition else (b"", b"")
        return source.element + source.component + repetition[0], target.element + target.component + repetition[1]

    def _foreign(self) -> list[bytes]:
        """Delimiters of the target that mean nothing at the source: as data they would be misread."""
        source = set(self.source.as_text().encode("latin-1"))
        return [bytes([mark]) for mark in self.target.as_text().encode("latin-1") if mark not in source]


def subscriber(segments: list[bytes], *, mark: bytes, payers: Mapping[bytes, Renamed]) -> list[bytes]:
    """A subscriber block without its HL, the payer of 2010BB called as the connection calls it.

    ``payers`` are by their ids in capitals; a sender may write them in small letters.
    """
    return [_payer(raw, mark, payers) if raw.startswith(b"NM1" + mark + b"PR" + mark) else raw for raw in segments[1:]]


def claim(segments: list[bytes], *, mark: bytes, trace: bytes, payers: Mapping[bytes, Renamed]) -> list[bytes]:
    """A claim with our trace number as its REF*D9 and the other payers renamed by the same map."""
    return list(_claim(segments, mark, trace, payers))


def _claim(segments: list[bytes], mark: bytes, trace: bytes, payers: Mapping[bytes, Renamed]) -> Iterator[bytes]:
    ours = mark.join((b"REF", b"D9", trace))
    sent = b"REF" + mark + b"D9" + mark
    is_in_head = True
    for raw in segments:
        if is_in_head and raw.split(mark, 1)[0] in _AFTER_REFERENCES:
            is_in_head = False
            yield ours
        if is_in_head and raw.startswith(sent):
            continue
        yield raw if is_in_head else _renamed(raw, mark, payers)
    if is_in_head:
        yield ours


def _renamed(raw: bytes, mark: bytes, payers: Mapping[bytes, Renamed]) -> bytes:
    if raw.startswith(b"NM1" + mark + b"PR" + mark):
        return _payer(raw, mark, payers, with_name=False)
    if raw.startswith(b"SVD" + mark):
        elements = raw.split(mark)
        known = payers.get(elements[1].upper())
        return mark.join((elements[0], known.id, *elements[2:])) if known else raw
    return raw


def _payer(raw: bytes, mark: bytes, payers: Mapping[bytes, Renamed], *, with_name: bool = True) -> bytes:
    elements = raw.split(mark)
    known = payers.get(elements[9].upper()) if len(elements) > 9 else None
    if known is None:
        return raw
    elements[9] = known.id
    if with_name and known.name:
        elements[3] = known.name
    return mark.join(elements)
