"""Date a payment: each claim of a made 835 has a day, the same in all its lines; the payment is of today."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from clearlane.standards.x12.generate.line import Line

WRITTEN, RECEIVED = "405", "050"
BEGAN, ENDED, DONE = "232", "233", "472"
CLAIM, SERVICE, SPAN = (BEGAN, ENDED), (DONE, "150", "151"), ("150", "151")
"""DTM01 of the days of a claim; of a line, which has one day or the first and the last."""
BOUNDS, BEHIND = ("CLP", "LX", "PLB", "SE"), ("DTM", "PER", "AMT", "QTY")
"""What begins or ends a claim; what stands with its days or behind them."""
TO_ARRIVE, LEAST, MOST = 3, 7, 28
"""Days from a service to its claim; from a service of which no day was drawn to its payment."""


def date_payment(lines: list[Line], today: dt.date) -> list[Line]:
    """The same lines; what is no payment of claims stays as it is. today: the day of the file."""
    starts = [at for at, line in enumerate(lines) if line.values[0] in BOUNDS]
    if all(line.values[0] != "CLP" for line in lines):
        return lines
    kept = lines[: starts[0]]
    for line in kept:
        if line.values[:2] == ["DTM", WRITTEN]:
            line.values[2] = f"{today:%Y%m%d}"
    for number, (start, end) in enumerate(pairwise([*starts, len(lines)])):
        claim = lines[start:end]
        kept += _dated(claim, today, number) if claim[0].values[0] == "CLP" else claim
    return kept


def _dated(claim: list[Line], today: dt.date, number: int) -> list[Line]:
    starts = [at for at, line in enumerate(claim) if line.values[0] == "SVC"]
    first = starts[0] if starts else len(claim)
    own = claim[:first]
    services = [_once(claim[start:end]) for start, end in pairwise([*starts, len(claim)])]
    _begins(own)
    is_dated = bool(services) and all(_days(service, SERVICE) for service in services)
    if not is_dated and not _days(own, CLAIM):
        at = next((at for at, line in enumerate(own) if line.values[0] in BEHIND), len(own))
        day = today - dt.timedelta(days=LEAST + number % (MOST - LEAST))
        own.insert(at, Line(["DTM", BEGAN, f"{day:%Y%m%d}"], own[0].loop, path=own[0].path))
    whole = [*own, *(line for service in services for line in service)]
    _of_one_day(whole, today)
    return whole


def _days(part: list[Line], codes: tuple[str, ...]) -> list[Line]:
    return [line for line in part if line.values[0] == "DTM" and line.values[1] in codes]


def _once(service: list[Line]) -> list[Line]:
    """A line that was done on one day, or else from one day to another, and not both."""
    told = _days(service, SERVICE)
    if told and {line.values[1] for line in told} != set(SPAN):
        told[0].values[1] = DONE
        dropped = {id(line) for line in told[1:]}
        return [line for line in service if id(line) not in dropped]
    return service


def _begins(own: list[Line]) -> None:
    """A claim that ended began, too."""
    told = _days(own, CLAIM)
    if len(told) == 1:
        told[0].values[1] = BEGAN


def _of_one_day(claim: list[Line], today: dt.date) -> None:
    """All that dates a claim is its first day; it came in after that."""
    days = _days(claim, (*CLAIM, *SERVICE))
    first = days[0].values[2]
    for line in days:
        line.values[2] = first
    day = dt.date(int(first[:4]), int(first[4:6]), int(first[6:]))
    for line in _days(claim, (RECEIVED,)):
        line.values[2] = f"{min(today, day + dt.timedelta(days=TO_ARRIVE)):%Y%m%d}"
