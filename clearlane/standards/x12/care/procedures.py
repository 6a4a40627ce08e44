"""Procedures, modifiers, places of service and adjustment reasons of a claim, on the day that matters (SNIP 5).

Of procedures and modifiers only lists that were brought in say more than how a code is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from clearlane.standards.codes.code_set import Answer, CodeSet
from clearlane.standards.codes.library import find_set, need_set
from clearlane.standards.codes.shapes import SHAPES, has_shape
from clearlane.standards.x12.balance.record import Spot
from clearlane.standards.x12.care.code_rules import code_finding
from clearlane.standards.x12.care.whole import IS_PAYER, Whole, dates, line_days, part_of
from clearlane.vocabulary.finding import Finding

PROCEDURES = {b"SV1": 1, b"SV2": 2, b"SV3": 1}
"""Where the procedure of a line stands."""
PLACES = {b"SV1": 5, b"SV3": 3}
_OF_LINES = ("hcpcs", "cpt", "cdt")
_LISTS = {b"HC": ("hcpcs", "cpt"), b"AD": ("cdt",)}
_WRITTEN = {
    b"HC": ("HCPCS or CPT", re.compile(rf"{SHAPES['cpt']}|[A-Z][0-9]{{4}}").fullmatch),
    b"AD": ("CDT", re.compile(SHAPES["cdt"]).fullmatch),
}
"""By qualifier: whose codes they are, and how they are written. States have codes with letters of their own."""
MODIFIERS = 5
"""So many components, with the procedure itself, are codes."""
REASONS = range(2, 20, 3)
DECIDED = b"573"


def lists_here() -> tuple[CodeSet, ...]:
    """The lists of procedures and modifiers that were brought in."""
    return tuple(codes for name in (*_OF_LINES, "modifier") if (codes := find_set(name)) is not None)


def is_off(codes: CodeSet, code: str, days: Sequence[date]) -> bool:
    """Whether a code certainly stands on no list of these days."""
    return bool(days) and all(codes.ask(code, day) is Answer.NO for day in days)


def judge_procedures(whole: Whole) -> Iterator[Finding]:
    """The procedure and the modifiers of each line."""
    for line in whole.lines:
        for spot in line:
            element = PROCEDURES.get(spot.parts[0])
            days = line_days(line, whole) if element else ()
            for rule, component, code, known in off_codes(spot.part(element), days) if element else ():
                place = part_of(spot.place("2400", element or 0), component)
                day = days[0].isoformat() if days else ""
                yield code_finding(rule, place, found=code, list=known, day=day)


def off_codes(composite: bytes, days: Sequence[date]) -> Iterator[tuple[str, int, str, str]]:
    """What of a procedure with its modifiers is no code, or stands on no list: rule, component, code, whose list."""
    qualifier, *codes = composite.split(b":")
    texts = [code.decode("latin-1") for code in codes[:MODIFIERS]]
    kind, is_written = _WRITTEN.get(qualifier, ("", None))
    if is_written and texts and texts[0] and not is_written(texts[0]):
        yield "procedure_written", 2, texts[0], kind
    shaped = [name for name in _LISTS.get(qualifier, ()) if texts and has_shape(name, texts[0])]
    known = next((one for name in shaped if (one := find_set(name))), None)
    if known is not None and is_off(known, texts[0], days):
        yield "procedure", 2, texts[0], known.name
    modifiers = find_set("modifier")
    for at, text in enumerate(texts[1:], 3):
        if text and modifiers is not None and is_off(modifiers, text, days):
            yield "modifier", at, text, modifiers.name
        elif text and text in texts[1 : at - 2]:
            yield "modifier_repeated", at, text, ""


def judge_places(whole: Whole) -> Iterator[Finding]:
    """The place of service of a professional or dental claim, and of its lines. The day is the first of the service."""
    known = need_set("place_of_service")
    code, qualifier = (one.decode("latin-1") for one in whole.place[:2])
    days = (line_days(whole.lines[0], whole) if whole.lines else whole.days)[:1]
    if qualifier == "B" and is_off(known, code, days):
        place = part_of(whole.head[0].place("2300", 5), 1)
        yield code_finding("place_of_service", place, found=code, day=days[0].isoformat())
    for line in whole.lines:
        for spot in line:
            element = PLACES.get(spot.parts[0], 0)
            code = spot.part(element).decode("latin-1") if element else ""
            days = line_days(line, whole)[:1] if code else ()
            if code and is_off(known, code, days):
                place = spot.place("2400", element)
                yield code_finding("place_of_service", place, found=code, day=days[0].isoformat())


def judge_adjustments(whole: Whole) -> Iterator[Finding]:
    """The reasons of what other payers adjusted, for the claim (2320) and for lines (2430), on the day they decided."""
    for stretch, loop in whole.decided:
        for group in of_payers(stretch):
            for day in dates(group, DECIDED)[:1]:
                yield from _reasons(group, day, loop)


def payer_id(segments: list[Spot]) -> bytes:
    """The id of the payer of a stretch (NM109 of 2330B); empty without one."""
    return next((spot.part(9) for spot in segments if spot.parts[:2] == IS_PAYER), b"")


def of_payers(segments: list[Spot]) -> Iterator[list[Spot]]:
    """Stretches of one payer: each begins with SBR or SVD."""
    starts = [at for at, spot in enumerate(segments) if spot.parts[0] in (b"SBR", b"SVD")]
    for start, end in pairwise([*starts, len(segments)]):
        yield segments[start:end]


def _reasons(group: list[Spot], day: date, loop: str) -> Iterator[Finding]:
    known = need_set("carc")
    for spot in group:
        for at in REASONS if spot.parts[0] == b"CAS" else ():
            code = spot.part(at).decode("latin-1")
            if code and is_off(known, code, (day,)):
                yield code_finding("adjustment_reason", spot.place(loop, at), found=code, day=day.isoformat())
