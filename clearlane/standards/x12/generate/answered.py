"""Answered: what a made 271, 277 or 278 says of one question is one answer: refused or told, paid or denied."""

from __future__ import annotations

from collections.abc import Iterator

from clearlane.standards.x12.generate.acknowledged_claims import same_days
from clearlane.standards.x12.generate.balance import cents, parts
from clearlane.standards.x12.generate.line import Line
from clearlane.standards.x12.generate.render import dollars

BENEFIT, DECISION = "2110", "HCR"
"""What the loops of benefits begin with; what decides of a review."""
CANNOT_SAY = "V"
"""EB01 of a benefit that cannot be told."""
PAID = "F1"
"""The category of a claim that is paid."""
CATEGORY = 2
"""So long is a category."""
WHEN_PAID, ADDED = slice(6, 10), slice(10, 12)
"""What an STC tells of a payment alone: days and number of it; its further statuses."""


def refuse(lines: list[Line]) -> list[Line]:
    """The same lines of a 271 or an answer of the 278: who is refused (AAA) is told no benefit and no decision.

    A level with others beneath it is not refused.
    """
    levels = list(parts(lines, "HL", ("SE",)))
    kept = lines[: len(lines) - sum(map(len, levels)) - 1]
    for level in levels:
        has_others = level[0].values[4:] == ["1"]
        own = [line for line in level if not _is_told(line)]
        _cannot_say(level)
        is_refused = not has_others and any(line.values[0] == "AAA" for line in own)
        kept += own if is_refused else [line for line in level if line.values[0] != "AAA" or _is_told(line)]
    return [*kept, lines[-1]]


def _cannot_say(level: list[Line]) -> None:
    """A benefit of which it is said why nothing can be said is none."""
    for benefit in parts(level, "EB", ()):
        if any(line.values[0] == "AAA" for line in benefit):
            benefit[0].values[1] = CANNOT_SAY


def _is_told(line: Line) -> bool:
    return line.values[0] == DECISION or any(id.startswith(BENEFIT) for id in line.path)


def decide(lines: list[Line]) -> list[Line]:
    """The same lines of a 277: what is said of a claim is of one category, and only one that is paid has a payment."""
    again = set[int]()
    for claim in (claim for level in parts(lines, "HL", ("SE",)) for claim in parts(level, "TRN", ())):
        services = list(parts(claim, "SVC", ()))
        own = claim[: len(claim) - sum(map(len, services))]
        same_days(own, services)
        _decide(claim)
        again.update(id(line) for part in (own, *services) for line in _said_again(part))
    return [line for line in lines if id(line) not in again]


def _said_again(part: list[Line]) -> Iterator[Line]:
    seen = set[str]()
    for line in part:
        if line.values[0] == "STC" and line.values[1] in seen:
            yield line
        seen.add(line.values[1])


def _decide(claim: list[Line]) -> None:
    said = [line.values for line in claim if line.values[0] == "STC"]
    status = said[0][1]
    done = max((line.values[3][-8:] for line in claim if line.values[0] == "DTP"), default="")
    is_paid = status.startswith(PAID)
    charge, paid = _charged(claim, is_paid=is_paid)
    if not charge:
        charge = cents((*said[0], "", "", "", "")[4])
        paid = charge if is_paid else 0
    for values in said:
        _of_one_category(values, status)
        values[2] = max(values[2], done)
        values[4:6] = [dollars(sum) if told else "" for told, sum in zip(values[4:6], (charge, paid), strict=False)]
        if not is_paid:
            values[WHEN_PAID] = [""] * len(values[WHEN_PAID])


def _of_one_category(values: list[str], status: str) -> None:
    """What is said of another category is left out, or is what was said first."""
    category = status[:CATEGORY]
    values[1] = values[1] if values[1].startswith(category) else status
    values[ADDED] = [one if one.startswith(category) and one != values[1] else "" for one in values[ADDED]]


def _charged(claim: list[Line], *, is_paid: bool) -> tuple[int, int]:
    """What the lines of a claim charge and are paid."""
    charge = paid = 0
    for line in claim:
        if line.values[0] == "SVC":
            own = cents(line.values[2])
            line.values[3] = dollars(min(own, cents(line.values[3]))) if is_paid else "0"
            charge, paid = charge + own, paid + cents(line.values[3])
    return charge, paid
