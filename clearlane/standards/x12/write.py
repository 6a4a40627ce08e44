"""Write an interchange: segments in, bytes out, with envelopes, control numbers and counts that are right by making."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.text import encode

Value = str | tuple[str, ...]
"""One element: a text, or the components of a composite."""
HIGHEST = 999_999_999
"""The highest control number."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who writes to whom. application_sender, application_receiver: GS02 and GS03, the interchange ids where empty."""

    sender: str
    receiver: str
    sender_qualifier: str = "ZZ"
    receiver_qualifier: str = "ZZ"
    application_sender: str = ""
    application_receiver: str = ""

    def turned(self) -> Identity:
        """The way back."""
        return Identity(
            sender=self.receiver,
            receiver=self.sender,
            sender_qualifier=self.receiver_qualifier,
            receiver_qualifier=self.sender_qualifier,
            application_sender=self.application_receiver,
            application_receiver=self.application_sender,
        )


class Writer:
    """Gathers one interchange. Opening a group or a set ends the one before; `bytes` ends all and gives the result.

    control: ISA13, 1 to 999,999,999. usage: P or T. at: its local calendar is written as it is.
    Raises ValueError for a value that holds a delimiter or is not Latin-1, or does not fit an ISA: nothing is
    substituted here.
    """

    def __init__(
        self,
        *,
        identity: Identity,
        control: int,
        usage: str,
        at: datetime,
        delimiters: Delimiters | None = None,
        ack_requested: bool = False,
    ) -> None:
        self._identity, self._control, self._at = identity, f"{control:09d}", at
        self._delimiters = delimiters or Delimiters()
        self._marks = frozenset(self._delimiters.as_text() + "\r\n")
        self._out: list[bytes] = []
        self._groups = self._sets = self._segments = 0
        self._group_at = self._set_at = 0
        self._group_control = self._set_control = ""
        self._isa(usage, ack_requested)

    def _isa(self, usage: str, ack_requested: bool) -> None:
        one = self._identity
        _fit_an_isa(one, int(self._control), usage)
        stamp = (self._at.strftime("%y%m%d"), self._at.strftime("%H%M"))
        sender, receiver = one.sender.ljust(15), one.receiver.ljust(15)
        names = (one.sender_qualifier, sender, one.receiver_qualifier, receiver)
        head = ("00", " " * 10, "00", " " * 10, *names, *stamp)
        self._checked(head)
        repetition = self._delimiters.repetition.decode("latin-1") or "^"
        component = self._delimiters.component.decode("latin-1")
        tail = (repetition, "00501", self._control, "1" if ack_requested else "0", usage, component)
        self._join(("ISA", *head, *tail))

    def ta1(self, *, control: str, date: str, time: str, code: str, note: str) -> None:
        """A TA1, before the first group: the received ISA13, ISA09, ISA10, A, E or R, and the note code."""
        self._line(("TA1", control, date, time, code, note))

    def group(self, functional_id: str, version: str, *, control: int | None = None) -> None:
        """Open a group. control: GS06, else counted from the interchange's own number (beyond the highest, from 1)."""
        self._end_group()
        self._groups += 1
        self._sets = 0
        counted = (int(self._control) + self._groups - 2) % HIGHEST + 1
        self._group_control = str(control if control is not None else counted)
        self._group_at = len(self._out)
        one = self._identity
        sender, receiver = one.application_sender or one.sender, one.application_receiver or one.receiver
        stamp = (self._at.strftime("%Y%m%d"), self._at.strftime("%H%M"))
        self._line(("GS", functional_id, sender, receiver, *stamp, self._group_control, "X", version))

    def set(self, set_id: str, *, control: str = "", version: str = "") -> None:
        """Open a set. control: ST02, else counted from 0001. version: ST03, none where empty (835)."""
        self._end_set()
        self._sets += 1
        self._set_control = control or f"{self._sets:04d}"
        self._segments, self._set_at = 0, len(self._out)
        self.segment("ST", set_id, self._set_control, version)

    def segment(self, *values: Value) -> None:
        """One segment of the open set; empty values at its end, and at the end of composites, are left out."""
        self._segments += 1
        self._line(values)

    def raw(self, segments: Iterable[bytes]) -> None:
        """Segments as they are, without terminators, in these delimiters: what must stay byte-equal."""
        lines = list(segments)
        self._segments += len(lines)
        self._out.extend(lines)

    def whole(self, content: bytes) -> None:
        """One ST..SE as it stands, its line ends too, in this interchange's delimiters: not a byte of it changes."""
        self._end_set()
        self._sets += 1
        self._out.append(content.rstrip(b"\r\n").removesuffix(self._delimiters.segment))

    @property
    def count(self) -> int:
        """How many segments the open set has so far, ST included."""
        return self._segments

    @property
    def opening(self) -> tuple[bytes, ...]:
        """What leads to the next segment of the open set: ISA, GS, and the set from its ST on."""
        return self._out[0], self._out[self._group_at], *self._out[self._set_at :]

    def bytes(self) -> bytes:
        """End everything that is open. Returns the interchange."""
        self._end_group()
        self._line(("IEA", str(self._groups), self._control))
        terminator = self._delimiters.segment
        return terminator.join(self._out) + terminator

    def _end_set(self) -> None:
        if self._set_control:
            self._line(("SE", str(self._segments + 1), self._set_control))
            self._set_control = ""

    def _end_group(self) -> None:
        self._end_set()
        if self._group_control:
            self._line(("GE", str(self._sets), self._group_control))
            self._group_control = ""

    def _line(self, values: Iterable[Value]) -> None:
        component = self._delimiters.component.decode("latin-1")
        texts = []
        for value in values:
            parts = (value,) if isinstance(value, str) else value
            self._checked(parts)
            texts.append(component.join(_trimmed(parts)))
        self._join(_trimmed(texts))

    def _join(self, texts: Iterable[str]) -> None:
        self._out.append(encode(self._delimiters.element.decode("latin-1").join(texts)))

    def _checked(self, parts: Iterable[str]) -> None:
        for part in parts:
            if not self._marks.isdisjoint(part):
                raise ValueError("a value holds a delimiter or a line end")


def _fit_an_isa(who: Identity, control: int, usage: str) -> None:
    if not 1 <= control <= HIGHEST or max(len(who.sender), len(who.receiver)) > 15:
        raise ValueError("an interchange has ids of at most 15 characters and a number from 1, of at most nine digits")
    if len(who.sender_qualifier) != 2 or len(who.receiver_qualifier) != 2:
        raise ValueError("the qualifier of an id has two characters")
    if usage not in ("P", "T"):
        raise ValueError("an interchange is for production or a test: P or T")


def _trimmed(parts: Iterable[str]) -> list[str]:
    texts = list(parts)
    while texts and not texts[-1]:
        texts.pop()
    return texts


def clean(text: str, delimiters: Delimiters | None = None) -> str:
    """The text with each delimiter, control character and character beyond Latin-1 made a blank; blanks trimmed."""
    if delimiters is None and text.isalnum() and text.isascii():
        return text
    marks = (delimiters or Delimiters()).as_text()
    kept = (
        char if " " <= char <= "\xff" and not "\x7f" <= char <= "\xa0" and char not in marks else " " for char in text
    )
    return " ".join("".join(kept).split())
