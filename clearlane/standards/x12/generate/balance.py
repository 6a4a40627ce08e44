"""Balance: the sums of a made set are right: a claim is its lines, a payment its claims, a premium what is remitted."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import pairwise

from clearlane.standards.x12.generate.draw import between
from clearlane.standards.x12.generate.line import Line
from clearlane.standards.x12.generate.render import dollars

CHARGES = {"SV1": 2, "SV2": 3, "SV3": 2}
"""Where a line's charge stands."""
REASONS = (2, 5, 8, 11, 14, 17)
ALLOWED = ("AU", "B6")
"""AMT01 of what is covered of a claim, and allowed of a line."""
WITH_MONEY = {"H": "I", "NON": "CHK"}
"""BPR01 and BPR04 where nothing is paid, and what stands there where something is."""
COMPANY = 10
"""The element of BPR that says whose the money is."""
PAID, DENIED, NEVER_PAID = "1", "4", ("4", "22", "23", "25")
"""CLP02: paid as the first payer, denied; and what goes with no payment."""


def balance(lines: list[Line], rng: random.Random) -> list[Line]:
    """The same lines with sums that fit."""
    for claim in parts(lines, "CLM"):
        _claim(claim, rng)
    if any(line.values[0] == "CLP" for line in lines):
        _payment(lines, rng)
    elif any(line.values[0] == "RMR" for line in lines):
        _premium(lines)
    return lines


def parts(lines: Sequence[Line], first: str, ends: Sequence[str] = ("HL", "SE")) -> Iterator[list[Line]]:
    """Each stretch that begins with a segment and ends before the next such or one of the others."""
    starts = [at for at, line in enumerate(lines) if line.values[0] in (first, *ends)]
    for start, end in pairwise([*starts, len(lines)]):
        if lines[start].values[0] == first:
            yield list(lines[start:end])


def _claim(lines: list[Line], rng: random.Random) -> None:
    """CLM02 is the sum of the lines, each points to diagnoses that are there, what others paid and cut is the line."""
    total, decided = 0, list[dict[str, int]]()
    heads = [line for line in lines if line.text().startswith(("HI*ABK", "HI*BK"))]
    diagnoses = sum(len(list(filter(None, line.values[1:]))) for line in heads)
    covers = list(_covers(lines))
    payers = list(dict.fromkeys(filter(None, map(_payer_of, covers))))
    for service in parts(lines, "LX"):
        charge = 0
        for line in service:
            if line.values[0] in CHARGES:
                charge = cents(line.values[CHARGES[line.values[0]]])
                _point(line, diagnoses)
        total += charge
        decided.append(_decide(service, payers, charge, rng))
    if total:
        lines[0].values[2] = dollars(total)
    for cover in covers:
        _settle(cover, decided, cents(lines[0].values[2]), rng)


def _covers(lines: list[Line]) -> Iterator[list[Line]]:
    """The other coverages (2320) of a claim, each with its names."""
    claim = lines[: next((at for at, line in enumerate(lines) if line.values[0] == "LX"), len(lines))]
    yield from parts(claim, "SBR", ())


def _payer_of(cover: list[Line]) -> str:
    return next((line.values[9] for line in cover if line.values[:2] == ["NM1", "PR"] and len(line.values) > 9), "")


def _decide(service: list[Line], payers: list[str], charge: int, rng: random.Random) -> dict[str, int]:
    """What the other payers decided of a line, as many as did, paid and cut are its charge. Returns what each cut."""
    cut: dict[str, int] = {}
    for lines, payer in zip(parts(service, "SVD"), payers, strict=False):
        lines[0].values[1] = payer
        taken = _cut([line for line in lines if line.values[0] == "CAS"], charge, rng)
        lines[0].values[2] = dollars(charge - taken)
        cut[payer] = taken
    return cut


def _settle(cover: list[Line], decided: list[dict[str, int]], total: int, rng: random.Random) -> None:
    """What another payer paid for the whole claim is its charge less what he cut, of the lines and of the claim."""
    payer = _payer_of(cover)
    taken = sum(line.get(payer, 0) for line in decided)
    own = _cut([line for line in cover if line.values[0] == "CAS"], total - taken, rng)
    for line in cover:
        if line.values[:2] == ["AMT", "D"]:
            line.values[2] = dollars(total - taken - own)


def _point(line: Line, diagnoses: int) -> None:
    """SV107 and SV311 name diagnoses of the claim, each once."""
    position = {"SV1": 7, "SV3": 11}.get(line.values[0], 0)
    if position == 11 and not diagnoses and len(line.values) > position:
        line.values[position] = ""  # a dental claim may have none
    elif position and len(line.values) > position and line.values[position] and diagnoses:
        count = min(len(list(filter(None, line.values[position].split(":")))), diagnoses)
        line.values[position] = ":".join(str(number) for number in range(1, count + 1))


def _cut(adjustments: list[Line], charge: int, rng: random.Random) -> int:
    """Give each reason an amount, all together less than the charge; returns their sum in cents."""
    left = charge
    for line in adjustments:
        for at in REASONS:
            if at + 1 < len(line.values) and line.values[at]:
                amount = between(rng, 1, max(1, left // 8)) if left > 1 else 0
                line.values[at + 1] = dollars(amount)
                left -= amount
    return charge - left


def _payment(lines: list[Line], rng: random.Random) -> None:
    paid = 0
    for claim in parts(lines, "CLP", ("LX", "PLB", "SE")):
        paid += _paid(claim, rng)
    for section in parts(lines, "LX", ("PLB", "SE")):
        _sum_up(section)
    provided = sum(
        cents(line.values[at]) for line in lines if line.values[0] == "PLB" for at in range(4, len(line.values), 2)
    )
    if provided > paid:
        for line in [line for line in lines if line.values[0] == "PLB"]:
            line.values[4::2] = ["0" if value else "" for value in line.values[4::2]]
        provided = 0
    lines[1].values[2:4] = [dollars(paid - provided), "C"]
    if paid > provided:
        lines[1].values[1:5] = [WITH_MONEY.get(value, value) for value in lines[1].values[1:5]]
    _trace(*lines[1:3])


def _trace(money: Line, trace: Line) -> None:
    """The trace (TRN03) is of the payer of the money (BPR10), where both are sent."""
    if len(money.values) > COMPANY and money.values[COMPANY]:
        trace.values[3] = money.values[COMPANY]


def _sum_up(section: list[Line]) -> None:
    """The summary of a provider counts the claims that follow, and their charges."""
    charges = [cents(line.values[3]) for line in section if line.values[0] == "CLP"]
    for line in section:
        if line.values[0] == "TS3":
            line.values[4:6] = [str(len(charges)), dollars(sum(charges))]


def _paid(claim: list[Line], rng: random.Random) -> int:
    """A claim of a payment: charge, what is cut, what is paid; returns the last."""
    head = claim[0].values
    services = list(parts(claim, "SVC", ()))
    own = [line for line in claim[: len(claim) - sum(map(len, services))] if line.values[0] == "CAS"]
    charge = sum(cents(service[0].values[2]) for service in services) or cents(head[3])
    left = 0
    for service in services:
        cut = _cut([line for line in service if line.values[0] == "CAS"], cents(service[0].values[2]), rng)
        service[0].values[3] = dollars(cents(service[0].values[2]) - cut)
        left += cents(service[0].values[3])
    left = left if services else charge
    left -= _cut(own, left, rng)
    head[3], head[4] = dollars(charge), dollars(left)
    if charge and not left:
        head[2] = DENIED
    elif head[2] in NEVER_PAID:
        head[2] = PAID
    owed = sum(_amounts(line) for line in claim if line.values[0] == "CAS" and line.values[1] == "PR")
    head[5] = dollars(owed) if owed else ""
    for part in (claim[: len(claim) - sum(map(len, services))], *services):
        _allow(part, charge if part[0] is claim[0] else cents(part[0].values[2]))
    return left


def _allow(part: list[Line], charge: int) -> None:
    """What is allowed of a claim or line is what is paid and owed; no other amount of it is above its charge."""
    paid = cents(part[0].values[4 if part[0].values[0] == "CLP" else 3])
    owed = (
        cents(part[0].values[5])
        if part[0].values[0] == "CLP"
        else sum(_amounts(line) for line in part if line.values[0] == "CAS" and line.values[1] == "PR")
    )
    for line in part:
        if line.values[0] == "AMT":
            line.values[2] = dollars(paid + owed if line.values[1] in ALLOWED else min(charge, cents(line.values[2])))


def _amounts(line: Line) -> int:
    return sum(cents(line.values[at + 1]) for at in REASONS if at + 1 < len(line.values) and line.values[at + 1])


def _premium(lines: list[Line]) -> None:
    """BPR02 is what all premiums and adjustments of earlier ones come to."""
    remitted = sum(cents(line.values[4]) for line in lines if line.values[0] == "RMR")
    adjusted = sum(cents(line.values[1]) for line in lines if line.values[0] == "ADX" and line.loop.startswith("2200"))
    lines[1].values[2] = dollars(remitted + adjusted)


def cents(amount: str) -> int:
    """Dollars as X12 writes them, in cents."""
    whole, _, rest = amount.partition(".")
    return int(whole or 0) * 100 + int((rest + "00")[:2])
