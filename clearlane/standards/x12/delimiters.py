"""Delimiters: the four single bytes that an interchange declares in its ISA segment, by position."""

from __future__ import annotations

from dataclasses import dataclass

ISA_LENGTH = 106
SEPARATORS_AT = (3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103)
"""Where the element separators of a well-made ISA stand: its elements are of fixed width."""
ISA_WIDTHS = (2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1)
FIRST_VERSION_WITH_REPETITION = b"00402"


@dataclass(frozen=True, slots=True)
class Delimiters:
    """Single bytes. repetition is b"" where there is none: before version 00402, or where ISA11 is a letter (U)."""

    element: bytes = b"*"
    component: bytes = b":"
    repetition: bytes = b"^"
    segment: bytes = b"~"

    def __post_init__(self) -> None:
        if any(len(one) != 1 for one in (self.element, self.component, self.segment)) or len(self.repetition) > 1:
            raise ValueError("each delimiter is one byte")

    @property
    def component_text(self) -> str:
        """The component separator as it stands in decoded elements."""
        return self.component.decode("latin-1")

    @property
    def repetition_text(self) -> str:
        """The repetition separator as it stands in decoded elements, "" where the version has none."""
        return self.repetition.decode("latin-1")

    def as_text(self) -> str:
        """The four as one text: element, component, segment, and last repetition, which may be missing."""
        return (self.element + self.component + self.segment + self.repetition).decode("latin-1")

    def as_words(self) -> str:
        """What each of the four is, for a person."""
        named = {"element": self.element, "component": self.component, "segment": self.segment}
        named["repetition"] = self.repetition or b"none"
        return ", ".join(f"{name} {one.decode('latin-1')}" for name, one in named.items())

    @classmethod
    def from_text(cls, text: str) -> Delimiters:
        """What `as_text` wrote. Raises ValueError."""
        one = [text[n : n + 1].encode("latin-1") for n in range(4)]
        return cls(element=one[0], component=one[1], segment=one[2], repetition=one[3])

    def clashes(self) -> bool:
        """Whether one byte serves as two delimiters, or could stand in an identifier (a letter or digit)."""
        given = [one for one in (self.element, self.component, self.repetition, self.segment) if one]
        return len(set(given)) < len(given) or any(one.isalnum() or one == b" " for one in given)


@dataclass(frozen=True, slots=True)
class Isa:
    """An ISA segment as it stands: its bytes with the terminator, its delimiters, its sixteen padded elements."""

    raw: bytes
    delimiters: Delimiters
    elements: tuple[bytes, ...]

    @property
    def is_fixed(self) -> bool:
        """Whether each element has the width that the standard fixes."""
        return tuple(map(len, self.elements)) == ISA_WIDTHS

    @property
    def is_wrapped(self) -> bool:
        """Whether a line ends within it: the file was cut into lines of one length, in the midst of values."""
        return b"\n" in self.raw[:-1]

    @property
    def is_readable(self) -> bool:
        """Whether what stands behind it can be told apart."""
        return not (self.is_wrapped or self.delimiters.clashes())


def read_isa(data: bytes) -> Isa | None:
    """The ISA at the start of data, or None where none can be read: too short, or no sixteen elements.

    An ISA whose elements have wrong widths is read by its separators, so that it can still be answered.
    """
    if data[:3] != b"ISA" or len(data) < 4 or data[3:4].isalnum():
        return None
    separator = data[3:4]
    head = data[:ISA_LENGTH]
    if len(head) == ISA_LENGTH and all(head[at : at + 1] == separator for at in SEPARATORS_AT):
        return _isa(head, head[:-1].split(separator, 16))
    parts = data[:260].split(separator, 16)
    if len(parts) < 17 or len(parts[16]) < 2 or not (parts[12].isdigit() or parts[13].isdigit()):
        return None
    length = sum(map(len, parts[:16])) + 16 + 2
    if data.find(b"ISA" + separator, 3, length) > 0:
        return None  # it was cut off, and the next interchange begins within
    return _isa(data[:length], [*parts[:16], parts[16][:1]])


def _isa(raw: bytes, parts: list[bytes]) -> Isa | None:
    repeats = parts[12] >= FIRST_VERSION_WITH_REPETITION and len(parts[11]) == 1 and not parts[11].isalnum()
    segment, component = raw[-1:], parts[16]
    if len(component) != 1:
        return None
    delimiters = Delimiters(raw[3:4], component, parts[11] if repeats else b"", segment)
    return Isa(raw=raw, delimiters=delimiters, elements=tuple(parts[1:]))
