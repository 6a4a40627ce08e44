"""Enrolled: the members of a made 834 hang together: a subscriber is himself, and those behind him are his."""

from __future__ import annotations

import datetime as dt

from clearlane.standards.x12.generate.balance import parts
from clearlane.standards.x12.generate.line import Line
from clearlane.standards.x12.generate.settle import CHILD, OLDEST_CHILD, SPOUSE, age_on

SELF = "18"
ENDS = "024"
"""INS03 of who is enrolled no longer."""
DIED = slice(11, 13)
"""INS11 and INS12: the day of a death."""
WORKS = slice(8, 9)
"""INS08: how the subscriber is employed."""
ADULT, YEARS = 18, 28
"""A subscriber who is younger than that is as much older: so many years keep a leap day one."""


def enroll(lines: list[Line], today: dt.date) -> list[Line]:
    """The same lines. The first member is a subscriber; coverage is changed as its member is."""
    subscriber = ""
    for member in parts(lines, "INS", ("SE",)):
        values = member[0].values
        own = next(line for line in member if line.values[:2] == ["REF", "0F"])
        if values[2] == SELF or not subscriber:
            values[1:3], subscriber = ["Y", SELF], own.values[2]
            _grow_up(member, today)
        else:
            values[1:3], own.values[2] = ["N", _relation(member, today)], subscriber
            values[WORKS] = [""] * len(values[WORKS])
        if values[3] != ENDS:
            values[DIED] = [""] * len(values[DIED])
        for coverage in (line for line in member if line.values[0] == "HD"):
            coverage.values[1] = values[3]
    return lines


def _relation(member: list[Line], today: dt.date) -> str:
    """A child or a spouse, by the age where it is told."""
    born = _birth(member)
    return SPOUSE if born and age_on(today, born.values[2]) > OLDEST_CHILD else CHILD


def _grow_up(member: list[Line], today: dt.date) -> None:
    """A subscriber is no child."""
    born = _birth(member)
    if born and age_on(today, born.values[2]) < ADULT:
        day = born.values[2]
        born.values[2] = f"{int(day[:4]) - YEARS}{day[4:]}"


def _birth(member: list[Line]) -> Line | None:
    return next((line for line in member if line.values[0] == "DMG" and len(line.values) > 2), None)
