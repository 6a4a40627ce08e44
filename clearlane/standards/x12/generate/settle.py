"""Settle: the days of a made claim follow one another, and what another payer decided is of one whom the claim names.

A file made by chance draws each day and each payer by itself; here they come into the order of a real case.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from clearlane.standards.x12.generate.date_payment import date_payment
from clearlane.standards.x12.generate.line import Line
from clearlane.standards.x12.generate.medicare_id import FILING, OF_MEDICARE, with_medicare_ids
from clearlane.standards.x12.generate.tell_apart import tell_apart

BEFORE = frozenset(
    "090 196 297 304 360 431 435 439 441 444 446 452 453 454 455 461 463 471 484 607 738 739 011".split()
)
"""DTP01 of what lies on the first day of service or before: onset, accident, admission, tests, certificates."""
AFTER = frozenset("050 091 096 198 296 361 573".split())
"""DTP01 of what lies on it or later: discharge, return to work, what another payer decided."""
SERVICE, STATEMENT, CYCLE, DECIDED = "472", "434", "484", "573"
DIED = 6
"""Where a PAT tells the day of a death."""
STAY = frozenset(("435", "096"))
"""Admission and discharge."""
OFFICE, INPATIENT, HOSPITALS = "11", "21", ("21", "51", "61")
"""Places of service."""
ABOVE = ("SBR", "DMG", "PAT")
"""What a claim has of the levels above it."""
SPOUSE, CHILD, OLDEST_CHILD, YOUNGEST_SPOUSE = "01", "19", 25, 18
LONGEST = 3
"""So many days an inpatient claim of a physician takes."""
TYPE, ANOTHER_INSURANCE = 5, "47"
"""SBR05, and that another insurance pays first."""
ORDER = "PTABCDEFGH"
"""SBR01 of other payers where ours is the second: the first, the third and so on."""
Claim = list[Line]


def settle(lines: list[Line], today: dt.date) -> list[Line]:
    """The same lines with claims and payments whose days and payers fit. today: the day of the file."""
    starts = [at for at, line in enumerate(lines) if line.values[0] in ("CLM", "HL", "SE")]
    kept, above, ranked = lines[: starts[0]] if starts else lines, dict[str, Line](), set[int]()
    for start, end in pairwise([*starts, len(lines)]):
        part = lines[start:end]
        if part[0].values[0] == "CLM":
            part = list(_plausible(part, above.get("DMG")))
            _days(part, today)
            _outlive(above.get("PAT"), part)
            _rank([line for line in part if line.values[0] == "SBR"], above.get("SBR"), ranked)
            part = list(_with_payments(list(_decided_by_named(part))))
        else:
            above.pop("PAT", None)
            above |= {line.values[0]: line for line in part if line.values[0] in ABOVE}
            _relate(part, today)
        kept += part
    return with_medicare_ids(tell_apart(date_payment(kept, today)))


def _plausible(claim: Claim, patient: Line | None) -> Iterator[Line]:
    """Without the days of what is not so: no admission outside of a hospital, no cycle of a man; teeth at a dentist's.

    Another payer decided on a day of the claim, or on one of each line, and not both.
    patient: the DMG of who is treated, where there is one.
    """
    ids = {line.values[0] for line in claim}
    unlikely = set[str]()
    if "SV1" in ids and claim[0].values[5].split(":")[0] not in HOSPITALS:
        unlikely |= STAY
    if patient is None or patient.values[3:4] != ["F"]:
        unlikely.add(CYCLE)
    if "SV3" in ids:
        claim[0].values[5] = ":".join([OFFICE, *claim[0].values[5].split(":")[1:]])
    if any(line.loop == "2430" for line in claim):
        claim = [line for line in claim if (line.loop, *line.values[:2]) != ("2330B", "DTP", DECIDED)]
    return (line for line in claim if line.values[0] != "DTP" or line.values[1] not in unlikely)


def _outlive(patient: Line | None, claim: Claim) -> None:
    """Nobody is treated after his death. patient: the PAT that may tell of it."""
    days = [line.values[3][-8:] for line in claim if line.values[0] == "DTP" and line.values[1] in (SERVICE, STATEMENT)]
    if patient and patient.values[DIED : DIED + 1] > [""]:
        patient.values[DIED] = max(patient.values[DIED], *days)


def _relate(level: list[Line], today: dt.date) -> None:
    """A patient's relation to the subscriber goes with his age."""
    relation = next((line for line in level if line.values[0] == "PAT" and line.values[1] in (SPOUSE, CHILD)), None)
    born = next((line for line in level if line.values[0] == "DMG" and len(line.values) > 2), None)
    if relation and born and born.values[2].isdigit():
        years = age_on(today, born.values[2])
        if years > OLDEST_CHILD or years < YOUNGEST_SPOUSE:
            relation.values[1] = SPOUSE if years > OLDEST_CHILD else CHILD


def age_on(day: dt.date, born: str) -> int:
    """Whole years, about. born: CCYYMMDD."""
    return (day - _date(born)).days // 365


def _rank(others: list[Line], coverage: Line | None, ranked: set[int]) -> None:
    """Another payer that is named has decided before: he is the first, and ours the second.

    coverage: the SBR of who is asked to pay; ranked: those that have claims already. One of whose claims only some name
    another payer is of an unknown rank.
    """
    for other, rank in zip(others, ORDER, strict=False):
        other.values[1] = rank
    if coverage:
        ours = "S" if others else "P"
        coverage.values[1] = ours if id(coverage) not in ranked or coverage.values[1] == ours else "U"
        ranked.add(id(coverage))
        _say_why_second(coverage)


def _say_why_second(coverage: Line) -> None:
    """Medicare that does not pay first says why, where its guide has a place for it."""
    has_place = coverage.spec is not None and any(one.position == TYPE for one in coverage.spec.elements)
    is_second = coverage.values[1] == "S" and len(coverage.values) > FILING
    if has_place and is_second and coverage.values[FILING] in OF_MEDICARE:
        coverage.values[TYPE] = coverage.values[TYPE] or ANOTHER_INSURANCE


def _decided_by_named(claim: Claim) -> Iterator[Line]:
    """The claim without decisions (2430) of payers that it does not name."""
    named, seen = sum(line.loop == "2330B" and line.values[0] == "NM1" for line in claim), 0
    for line in claim:
        if line.values[0] == "LX":
            seen = 0
        seen += line.values[0] == "SVD"
        if line.loop != "2430" or seen <= named:
            yield line


def _with_payments(claim: Claim) -> Iterator[Line]:
    """The claim with what each other payer paid (AMT*D) where lines tell of decisions; how much, is reckoned later."""
    starts = [at for at, line in enumerate(claim) if line.values[0] in ("SBR", "LX")]
    lacks = {
        id(claim[start])
        for start, end in pairwise(starts)
        if claim[start].values[0] == "SBR" and not any(line.values[:2] == ["AMT", "D"] for line in claim[start:end])
    }
    due: Line | None = None
    for line in claim:
        if due is not None and line.values[0] != "CAS":
            yield Line(["AMT", "D", "0"], due.loop, None, due.path)
            due = None
        yield line
        if id(line) in lacks and any(one.values[0] == "SVD" for one in claim):
            due = line


def _days(claim: Claim, today: dt.date) -> None:
    """All days of a claim around its first day of service."""
    dated = [line for line in claim if line.values[0] == "DTP" and line.values[2] in ("D8", "RD8", "DT")]
    services = [line for line in dated if line.values[1] == SERVICE]
    first = next((line for line in dated if line.values[1] == STATEMENT), services[0] if services else None)
    if first is None:
        return
    day = min(_read(first), today - max(map(_span, services), default=dt.timedelta()))
    is_stay = claim[0].values[5].startswith(INPATIENT)
    for line in services:
        _move(line, min(day + dt.timedelta(days=abs(_read(line) - day).days % LONGEST if is_stay else 0), today))
    for line in dated:
        away = abs(_read(line) - day)
        if line.values[1] in BEFORE:
            _move(line, day - away)
        elif line.values[1] in AFTER:
            _move(line, min(day + away, today))


def _span(line: Line) -> dt.timedelta:
    """How many days behind its first a DTP goes on."""
    return _date(line.values[3][-8:]) - _read(line) if line.values[2] == "RD8" else dt.timedelta()


def _read(line: Line) -> dt.date:
    """The first day of a DTP."""
    return _date(line.values[3])


def _date(text: str) -> dt.date:
    """The day with which a text begins: CCYYMMDD."""
    return dt.date(int(text[:4]), int(text[4:6]), int(text[6:8]))


def _move(line: Line, day: dt.date) -> None:
    """Let it begin on that day; a span stays as long as it is."""
    begins, text = _read(line), line.values[3]
    if line.values[2] != "RD8":
        line.values[3] = f"{day:%Y%m%d}{text[8:]}"
        return
    line.values[3] = f"{day:%Y%m%d}-{day + (_date(text[9:]) - begins):%Y%m%d}"
