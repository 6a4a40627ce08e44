"""Binary segments: BIN and BDS say how many bytes their payload has, and it may hold any byte, delimiters as well."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

LENGTH_AT = {b"BIN": 1, b"BDS": 2}
"""Which element says how long the payload is; the payload is the element behind it, and the last."""
LETTER = b"B"[0]
"""The byte with which both ids begin: the cheap test of all other segments."""
LONGEST_HEAD = 64
LONGEST_PAYLOAD = 64 << 20
"""What is kept of one payload; a longer one is passed over and told."""
MOST_DIGITS = 15
_LINE_ENDS_BETWEEN = 8
LOOK_BEHIND = 16 + _LINE_ENDS_BETWEEN
"""How many bytes behind a terminator tell whether a segment follows it."""


class Shortened(bytes):
    """Bytes of which the beginning alone is kept. size: of the whole payload."""

    size: int

    def __new__(cls, start: bytes, size: int) -> Shortened:
        """The beginning, and how long the payload is."""
        made = super().__new__(cls, start)
        made.size = size
        return made


class Marks(NamedTuple):
    """What a file's delimiters make of binary segments. starts: with what one begins; begins: finds the next of these,
    if there are any; follows: what may stand behind the terminator of a segment (the next segment, or nothing more)."""

    separator: bytes
    terminator: bytes
    starts: tuple[bytes, ...]
    begins: re.Pattern[bytes] | None
    follows: re.Pattern[bytes]


@lru_cache(maxsize=64)
def marks_of(separator: bytes, terminator: bytes, line_ends: bytes) -> Marks:
    """The marks of binary segments; none begins one where there is no separator."""
    between = rb"[%s]{0,%d}" % (re.escape(line_ends), _LINE_ENDS_BETWEEN) if line_ends else b""
    follows = re.compile(between + rb"(?:[A-Z][A-Z0-9]{1,2}" + re.escape(separator) + rb"|\Z)")
    starts = tuple(id + separator for id in LENGTH_AT) if separator else ()
    begins = re.compile(b"|".join(map(re.escape, starts))) if starts else None
    return Marks(separator, terminator, starts, begins, follows)


def payload_at(head: bytes, marks: Marks) -> tuple[int, int] | None:
    """Where the payload begins in a binary segment and how long it says it is; None where that cannot be read."""
    place = LENGTH_AT[head[:3]]
    parts = head.split(marks.separator, place + 1)
    if len(parts) < place + 2 or not says_length(parts[place]):
        return None
    begins = len(head) - len(parts[-1])
    return None if marks.terminator in head[:begins] else (begins, int(parts[place]))


def split_elements(raw: bytes, separator: bytes) -> list[bytes]:
    """The id and the elements of any segment; a payload is one of them, whatever bytes are in it."""
    own = split_binary(raw, separator) if raw[:1] == b"B" else None
    return own or raw.split(separator)


def split_binary(raw: bytes, separator: bytes) -> list[bytes] | None:
    """The elements of a binary segment, its payload in one; None for any other segment."""
    place = LENGTH_AT.get(raw[:3])
    return raw.split(separator, place + 1) if place and raw[3:4] == separator else None


def keeps_its_length(raw: bytes, separator: bytes) -> bool:
    """Whether this is a binary segment whose payload is as long as it says."""
    parts = split_binary(raw, separator)
    if not parts or len(parts) < LENGTH_AT[parts[0]] + 2:
        return False
    stated, payload = parts[-2:]
    return says_length(stated) and int(stated) == len(payload)


def says_length(stated: bytes) -> bool:
    """Whether an element can be read as a length."""
    return stated.isdigit() and len(stated) <= MOST_DIGITS


def payload_fault(payload: bytes, stated: bytes) -> str:
    """The rule that a payload breaks: too long to be kept, or not as long as it says; "" for none.

    Where the length cannot be read, that alone is the fault.
    """
    size = payload.size if isinstance(payload, Shortened) else len(payload)
    if size > LONGEST_PAYLOAD:
        return "binary_too_long"
    if not says_length(stated.removeprefix(b"-")) or int(stated) == size:
        return ""
    return "binary_shorter" if size < int(stated) else "binary_longer"


def shorten(raw: bytes, parts: list[bytes], most: int, there: bytes | None) -> tuple[bytes, list[bytes]]:
    """A binary segment as it is judged and remembered: what stands before its payload, and the elements.

    Of the payload only the beginning is kept, which knows how long the whole was. there: the table that makes
    delimiters canonical, for all but the payload.
    """
    before = LENGTH_AT[parts[0]] + 1
    head = [one.translate(there) for one in parts[:before]]
    if len(parts) <= before:
        return b"*".join(head), head
    size = raw.size if isinstance(raw, Shortened) else len(parts[-1])
    return b"*".join(head), [*head, Shortened(parts[-1][:most], size)]
