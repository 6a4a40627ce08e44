"""Envelopes: GS, ST, SE, GE and IEA of one interchange: what they open and close, count, and say of each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clearlane.standards.x12.count_finding import count_finding
from clearlane.standards.x12.delimiters import Isa
from clearlane.standards.x12.envelope_rules import finding
from clearlane.standards.x12.envelope_slips import as_meant, is_told_besides, slip
from clearlane.standards.x12.envelope_values import (
    GS_CONTROL,
    gs_findings,
    is_older_envelope,
    length_findings,
    ta1_findings,
)
from clearlane.standards.x12.events import AcknowledgmentSeen, Event, GroupClosed, GroupOpened
from clearlane.standards.x12.find_guide import LOOKED_AT as LOOKED_BEHIND
from clearlane.standards.x12.find_joint import BEGINNINGS, Joint, find_joint
from clearlane.standards.x12.library import functional_ids_of, versions_of
from clearlane.standards.x12.meant_id import is_a_slip
from clearlane.standards.x12.reading import Reading
from clearlane.standards.x12.share_sets import BESIDE_GROUPS, ENVELOPE
from clearlane.standards.x12.stream import BLANKS, Stream
from clearlane.standards.x12.stretch import Stretch
from clearlane.standards.x12.text import decode
from clearlane.standards.x12.transaction import Transaction, same_number
from clearlane.vocabulary.finding import Finding, Place

EMPTY = "empty"


class Group:
    """What is known of the group that is open: its GS, how many sets came, their control numbers."""

    def __init__(self, offset: int, elements: tuple[str, ...]) -> None:
        self.offset = offset
        self.elements = (*elements, *[""] * 9)[: max(9, len(elements))]
        self.sets = 0
        self.controls: set[str] = set()


class Envelopes:
    """What is open in an interchange, and how far it has come. earlier: ISA13 of those before it in the file; stretch:
    the sets before it."""

    def __init__(self, stream: Stream, isa: Isa, earlier: set[str], reading: Reading, stretch: Stretch) -> None:
        self._stream, self._isa, self._stretch = stream, isa, stretch
        self._offset = stream.offset
        self._elements = tuple(map(decode, isa.elements))
        self.control = self._elements[12].strip()
        self._repeated = self.control in earlier
        self._is_misread = not isa.is_fixed  # which is told; its number is the same without its zeros
        self._separator = isa.delimiters.element
        self._group: Group | None = None
        self._set: Transaction | None = None
        self._groups = self._answers = 0
        self._group_controls: set[str] = set()
        self._ended = self._astray = False
        self._indented: set[str] = set()
        self._reading = reading

    def _kind(self, raw: bytes) -> str:
        """The id of a segment of the envelope, or that it holds nothing; an empty text for all others."""
        id = raw[:4].split(self._separator, 1)[0].decode("latin-1")
        if id in ENVELOPE:
            return id
        return "" if raw.strip(BLANKS) else EMPTY

    def _disturb(self) -> None:
        """Something that is no row stands here, and the open set does not hear of it as a segment."""
        if self._set is not None:
            self._set.disturb()

    def _envelope(self, kind: str, offset: int, raw: bytes) -> Iterator[Event]:
        """A segment of the envelope, and what ran into it."""
        joint = find_joint(kind, raw, self._separator)
        own = raw[: joint.length] if joint else raw
        end = offset + joint.begin if joint else self._stream.offset
        sent = tuple(decode(own).split(decode(self._separator)))
        elements = as_meant(sent, self._due(sent[0]))
        kind = kind if elements == sent else elements[0]
        if joint and kind == "SE" and self._set is not None:
            yield self._set.run_on(kind, offset, joint.id)
        yield from self._of_envelope(kind, offset, elements, own, end)
        is_told = kind in ("ST", "SE") or is_told_besides(sent, elements)  # those are rows of their guide
        if elements != sent and not is_told and not self._astray:
            yield slip(sent, elements, offset)
        if joint:
            yield from self._joined(kind, joint, offset, raw[joint.begin :])

    def _due(self, id: str) -> tuple[str, ...]:
        """What a trailer has to say here: the group's while one is open, unless it says to be the interchange's."""
        if self._set is not None and id[:2] not in ("GE", "IE"):
            return ()
        if self._group is not None and not id.startswith("IEA"):
            return ("GE", str(self._group.sets), self._group.elements[6])
        return ("IEA", str(self._groups), self.control)

    def _joined(self, kind: str, joint: Joint, offset: int, raw: bytes) -> Iterator[Event]:
        """What ran into a segment of the envelope that begins at the offset."""
        if kind == "ST" and self._set is not None:
            yield self._set.run_on(kind, offset, joint.id)
        elif kind != "SE" and not self._astray:
            yield finding("unterminated", Place(offset, None, kind), element=kind, found=joint.id)
        if joint.id in ENVELOPE:
            yield from self._envelope(joint.id, offset + joint.begin, raw)
        elif self._set is not None:
            yield from self._set.take(offset + joint.begin, raw)
            if self._set.trailer:
                yield from self._envelope("SE", *self._set.trailer)

    def _of_envelope(self, kind: str, offset: int, elements: tuple[str, ...], raw: bytes, end: int) -> Iterator[Event]:
        was_astray, self._astray = self._astray, False
        if kind == "ST" and self._group:
            yield from self._st(offset, elements, raw)
        elif kind == "SE" and self._set:
            yield from self._se(offset, elements, raw, end)
        elif kind == "GS":
            yield from self._gs(offset, elements)
        elif kind == "GE" and self._group:
            yield from self._ge(offset, elements, end)
        elif kind == "IEA":
            yield from self._iea(offset, elements)
        elif kind == "ISA":
            yield from self._isa_again(offset)
        elif kind in BESIDE_GROUPS and not self._group:
            yield from self._beside(kind, offset, elements, raw)
        else:
            yield from self._go_astray(kind, offset, elements[0], was_astray=was_astray)

    def _go_astray(self, kind: str, offset: int, id: str, *, was_astray: bool) -> Iterator[Finding]:
        """What is of no set and no place of the envelope is told once, until something is in its place again."""
        self._astray = True
        self._disturb()
        if id not in ENVELOPE and id.strip() in ENVELOPE:
            self._indented.add(id.strip())
        if was_astray:
            self._count_headless(kind)
        else:
            yield self._stray(kind, offset, id)

    def _beside(self, kind: str, offset: int, elements: tuple[str, ...], raw: bytes) -> Iterator[Event]:
        """An answer to an interchange; what is asked of its carrier (ISB, ISE) is kept, and nothing is said of it."""
        if kind == "TA1":
            self._answers += 1
            yield AcknowledgmentSeen(offset, len(raw) + 1, elements)
            yield from ta1_findings(elements, offset)

    def _count_headless(self, kind: str) -> None:
        """A trailer whose header is missing: what it ends is counted, so that this fault is no fault of the count."""
        if kind == "SE" and self._group:
            self._group.sets += 1
        elif kind == "GE" and not self._group:
            self._groups += 1

    def _stray(self, kind: str, offset: int, id: str) -> Finding:
        rule = "stray"
        if self._indented and id.strip() in ENVELOPE and not kind:
            rule, id = "indented", id.strip()
        elif kind == "ST":
            rule = "gs_missing"
        elif self._group and id in BEGINNINGS:
            rule = "st_missing"
        return finding(rule, Place(offset, None, id[:3]), found=id[:20] or "without an id")

    def _st(self, offset: int, elements: tuple[str, ...], raw: bytes) -> Iterator[Event]:
        assert self._group is not None
        if self._set is not None and self._set.is_begun_again(elements):
            yield self._set.begin_again(offset)
            return
        yield from self._end_set(offset)
        self._stretch.begin_set(offset, is_first=not self._group.sets)
        self._group.sets += 1
        behind, delimiters = self._stream.peek(LOOKED_BEHIND), self._isa.delimiters
        self._set = Transaction(
            delimiters, self._group.elements, offset, elements, self._reading, self._stretch, behind
        )
        yield from self._set.open(raw, repeated=self._set.control in self._group.controls)
        self._group.controls.add(self._set.control)

    def _se(self, offset: int, elements: tuple[str, ...], raw: bytes, end: int) -> Iterator[Event]:
        assert self._set is not None
        yield from self._set.close(offset, elements, raw, end)
        self._set = None

    def _gs(self, offset: int, elements: tuple[str, ...]) -> Iterator[Event]:
        if self._group is not None and not self._group.sets and elements[6:7] == self._group.elements[6:7]:
            yield finding("gs_twice", Place(offset, None, "GS", element=6), found=elements[6])
            return
        yield from self._end_group(offset)
        self._groups += 1
        self._group = Group(offset, elements)
        yield GroupOpened(offset, self._group.elements)
        yield from gs_findings(self._group.elements, offset)
        yield from length_findings(elements, offset)
        yield from self._version(self._group.elements, offset)
        control = self._group.elements[6]
        if control in self._group_controls:
            yield finding("gs06_repeated", Place(offset, None, "GS", element=6), found=control)
        self._group_controls.add(control)

    def _version(self, elements: tuple[str, ...], offset: int) -> Iterator[Event]:
        """Whether the guide of GS08 is installed, and goes with GS01."""
        version, functional_ids = elements[8], functional_ids_of(elements[8], self._reading.takes)
        if not functional_ids:
            place, expected = Place(offset, None, "GS", element=8), versions_of(elements[1], self._reading.takes)
            yield finding("gs_version", place, found=version[:40] or "empty", expected=expected)
        elif elements[1] not in functional_ids:
            place = Place(offset, None, "GS", element=1)
            expected = " or ".join(functional_ids)
            yield finding("gs_functional_id", place, found=elements[1][:40] or "empty", expected=expected)
        if functional_ids and is_older_envelope(self._elements[11], version):
            yield finding("isa_version", Place(self._offset, None, "ISA", element=12), found=self._elements[11])

    def _ge(self, offset: int, elements: tuple[str, ...], end: int) -> Iterator[Event]:
        yield from self._end_set(offset)
        group = self._group
        assert group is not None
        included, control = (*elements[1:3], "", "")[:2]
        if not same_number(included, str(group.sets)):
            place = Place(offset, None, "GE", element=1)
            yield count_finding("ge_count", place, found=included, received=group.sets)
        elif not group.sets:
            yield finding("group_empty", Place(group.offset, None, "GS"), found="no set")
        number = group.elements[6]
        is_told = not re.fullmatch(GS_CONTROL, number) and (not number or is_a_slip(control, number))
        if not is_told and not same_number(control, number):
            place = Place(offset, None, "GE", element=2)
            yield finding("ge_control", place, found=control or "empty", expected=number)
        yield from length_findings(elements, offset)
        yield self._group_closed(end, included)

    def _group_closed(self, end: int, included: str = "") -> GroupClosed:
        group = self._group
        assert group is not None
        self._group = None
        said = int(included) if included.isascii() and included.isdigit() and len(included) < 10 else -1
        return GroupClosed(group.offset, end - group.offset, said, group.sets)

    def _iea(self, offset: int, elements: tuple[str, ...]) -> Iterator[Event]:
        yield from self._end_group(offset)
        self._ended = True
        included, control = (*elements[1:3], "", "")[:2]
        if not same_number(included, str(self._groups)):
            place = Place(offset, None, "IEA", element=1)
            yield count_finding("iea_count", place, found=included, received=self._groups)
        elif not self._groups and not self._answers:
            yield finding("no_group", Place(offset, None, "IEA"))
        is_like = same_number(control, self.control) or is_a_slip(control, self.control)
        is_misread = self._is_misread and is_like
        if self.control.isdigit() and control.strip() != self.control and not is_misread:
            place = Place(offset, None, "IEA", element=2)
            yield finding("iea_control", place, found=control or "empty", expected=self.control)
        yield from length_findings(elements, offset)

    def _isa_again(self, offset: int) -> Iterator[Event]:
        """The next interchange begins before this one has ended: leave its ISA to the next reading."""
        self._stream.at = offset - self._stream.base
        yield from self._end_group(offset, said=True)
        self._ended = True
        yield finding("iea_missing", Place(offset, None, "ISA"))

    def _end_set(self, offset: int, *, said: bool = False) -> Iterator[Event]:
        if self._set:
            yield from self._set.decide()
            if self._set.trailer:
                yield from self._envelope("SE", *self._set.trailer)
                return
            yield from self._set.break_off(offset, said=said)
            self._set = None

    def _end_group(self, offset: int, *, said: bool = False) -> Iterator[Event]:
        """End what is open without its trailer; `said`: a finding of the interchange says it already."""
        yield from self._end_set(offset, said=said)
        if self._group:
            if not said and "GE" not in self._indented:
                yield finding("ge_missing", Place(offset, None, "GS"))
            yield self._group_closed(offset)
