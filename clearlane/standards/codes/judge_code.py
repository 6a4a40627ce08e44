"""Judge a code of a dated list on the day, or days, that matter for it, and say in one word what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from clearlane.standards.codes.code_set import Answer, CodeSet
from clearlane.standards.codes.shapes import has_shape


class CodeVerdict(StrEnum):
    """VALID; UNCOVERED: the day, or the code, lies beyond what is here; the others say why it may not be used."""

    VALID = "valid"
    UNCOVERED = "uncovered"
    WRITTEN = "written"
    HEADING = "heading"
    NOT_YET = "not_yet"
    ENDED = "ended"
    UNKNOWN = "unknown"


def as_sent(code: str) -> str:
    """The code as it is sent: in capitals, without dots."""
    return code.replace(".", "").upper()


def judge_code(code: str, codes: CodeSet, days: Sequence[date]) -> CodeVerdict:
    """A code that may be used on any of the days is valid. No days: one that ever could be used is."""
    answers = {codes.ask(code, day) for day in days} or {Answer.YES if codes.knows(code) else Answer.NO}
    if Answer.YES in answers:
        return CodeVerdict.VALID
    if answers != {Answer.NO} and has_shape(codes.name, code):
        return CodeVerdict.UNCOVERED
    if as_sent(code) != code:
        return CodeVerdict.WRITTEN
    on = days[-1] if days else codes.periods[-1].start
    if codes.is_heading(code, on):
        return CodeVerdict.HEADING
    return _by_its_days(code, codes, on)


def _by_its_days(code: str, codes: CodeSet, on: date) -> CodeVerdict:
    spans = codes.days_of(code)
    if not spans:
        return CodeVerdict.UNKNOWN
    return CodeVerdict.NOT_YET if on < spans[0].start else CodeVerdict.ENDED
