"""What came of checking a form: values that may be kept, and what is wrong with which field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Answers = TypeVar("Answers")


@dataclass(frozen=True, slots=True)
class Checked(Generic[Answers]):
    """``problems``: field -> one word for what is wrong with it. ``answers`` are good where there are none."""

    answers: Answers
    problems: Mapping[str, str] = field(default_factory=dict)


def digits_of(text: str) -> str:
    """The digits of what somebody typed with blanks, dashes and parentheses."""
    return "".join(each for each in text if each.isascii() and each.isdigit())


def line_of(text: str, *, longest: int = 80) -> str:
    """One line: no control characters, no blanks that nobody sees."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())[:longest]
