"""What came of checking a form: values that may be kept, and what is wrong with which field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

_NUMBER = re.compile(r"[0-9 ()+./-]*")
_SEPARATORS, _PRINTED = "*~:^|", "\u2018\u2019\u201c\u201d\u2013\u2014\u00b7"
_LATIN = ("LATIN", "COMBINING")
_BLANKS = " \t\r\n\u00a0"
Answers = TypeVar("Answers")


@dataclass(frozen=True, slots=True)
class Checked(Generic[Answers]):
    """``problems``: field -> one word for what is wrong with it. ``answers`` are good where there are none."""

    answers: Answers
    problems: Mapping[str, str] = field(default_factory=dict)


def digits_of(text: str) -> str:
    """The digits of what somebody typed with blanks, dashes and parentheses."""
    return "".join(each for each in text if each.isascii() and each.isdigit())


def is_number(text: str) -> bool:
    """Whether nothing stands in it but digits and what people write between them."""
    return _NUMBER.fullmatch(text.strip()) is not None


def line_problem(text: str, *, longest: int) -> str:
    """One word for what is wrong with a name as typed: missing, odd_signs (or markup), not_latin, too_long; else
    nothing."""
    line = line_of(text, longest=longest + 1)
    if not line:
        return "missing"
    if any(each in "<>" or not (each.isprintable() or each in _BLANKS) for each in text):
        return "odd_signs"
    if not all(map(_is_latin, unicodedata.normalize("NFKC", line))):
        return "not_latin"
    return "too_long" if len(line) > longest else ""


def claim_line_problem(text: str, *, longest: int) -> str:
    """The same for what stands in claims: separator, where it holds a sign that parts one value from the next there."""
    return line_problem(text, longest=longest) or ("separator" if any(each in _SEPARATORS for each in text) else "")


def _is_latin(letter: str) -> bool:
    """Whether claims and papers can show it: of these letters the accent may get lost, and nothing else."""
    return letter.isascii() or letter in _PRINTED or unicodedata.name(letter, "").startswith(_LATIN)


def line_of(text: str, *, longest: int = 80) -> str:
    """One line: no control characters, no blanks that nobody sees."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())[:longest]
