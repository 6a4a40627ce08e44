"""Acknowledged claims: a made 277CA agrees with itself, as if it answered a file of claims that came today.

By chance each status, action and amount is drawn by itself; here a claim is taken or refused in all that is said of it,
and providers and receiver are told how many claims, and of what amounts, that makes.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from clearlane.standards.x12.answer_claims import ACCEPTED, REJECTED
from clearlane.standards.x12.generate.balance import cents, parts
from clearlane.standards.x12.generate.line import Line
from clearlane.standards.x12.generate.render import dollars

SHARE_REFUSED = 0.15
"""So many of the claims of which no line is told are refused."""
ARRIVED = "A1:19"
"""Of a whole file or provider."""
TAKEN = ("A2:20", "A1:20")
REFUSED = ("A7:562:85", "A3:21", "A7:187", "A6:153:IL", "A8:254")
"""Statuses of a claim or line: the provider's NPI, what is missing or wrong, the days, the member id, the diagnosis."""
FIGURES = {"QTY": (("90", "AA"), ("QA", "QC")), "AMT": (("YU", "YY"), ("YU", "YY"))}
"""By segment, of a receiver and of a provider: the codes of what is taken and of what is refused."""
PROVIDER, PATIENT, SERVICE, ADDED, TEXT = "19", "PT", "472", 10, 12
"""HL03 of a provider and of a patient; DTP01 of days of service; where an STC has its second status, and its text."""
Charges = dict[str, list[int]]
"""The charges in cents of the claims beneath a level, by the action on them."""


def agree_claims(lines: list[Line], rng: random.Random, today: dt.date) -> list[Line]:
    """The same lines, with statuses, days and totals that fit; what fits nothing is left out. today: of the answer."""
    levels = list(parts(lines, "HL", ("SE",)))
    beneath: dict[str, Charges] = defaultdict(lambda: {ACCEPTED: [], REJECTED: []})
    told, day = list[list[Line]](), f"{today:%Y%m%d}"
    for level in reversed(levels):
        number, parent, code = level[0].values[1:4]
        if code == PATIENT:
            said, charges = _patient(level, rng, day)
        else:
            charges = beneath[number]
            said = list(_total(level, charges, day))
        for action, amounts in charges.items():
            beneath[parent][action] += amounts
        told.append(said)
    head = lines[: len(lines) - sum(map(len, levels)) - 1]
    return [*head, *(line for said in reversed(told) for line in said), lines[-1]]


def _total(level: list[Line], charges: Charges, day: str) -> Iterator[Line]:
    """A source, receiver or provider: the file arrived today, with so many claims."""
    figures = [line for line in level if line.values[0] in FIGURES]
    statuses = [line for line in level if line.values[0] == "STC"]
    for line in statuses[:1]:
        whole = dollars(sum(map(sum, charges.values())))
        line.values[1:] = [ARRIVED, day if line.values[2] else "", ACCEPTED, whole]
    for line in level:
        if line.values[0] == "DTP":
            line.values[3] = day
        if line not in figures and line not in statuses[1:]:
            yield line
    if figures:
        yield from _figures(figures, charges, is_provider=level[0].values[3] == PROVIDER)


def _figures(told: list[Line], charges: Charges, *, is_provider: bool) -> Iterator[Line]:
    """How many claims are taken and refused, and their charges, each where there is any."""
    for id, codes in FIGURES.items():
        for action, code in zip((ACCEPTED, REJECTED), codes[is_provider], strict=True):
            if amounts := charges[action]:
                known = next((line for line in told if line.values[:2] == [id, code]), told[0])
                figure = str(len(amounts)) if id == "QTY" else dollars(sum(amounts))
                yield replace(known, values=[id, code, figure])


def _patient(level: list[Line], rng: random.Random, day: str) -> tuple[list[Line], Charges]:
    """The claims of a patient, and their charges."""
    charges: Charges = {ACCEPTED: [], REJECTED: []}
    claims = list(parts(level, "TRN", ()))
    kept = level[: len(level) - sum(map(len, claims))]
    for claim in claims:
        services = list(parts(claim, "SVC", ()))
        action = REJECTED if services or rng.random() < SHARE_REFUSED else ACCEPTED
        own = claim[: len(claim) - sum(map(len, services))]
        charge = sum(cents(one[0].values[2]) for one in services)
        charge += cents(next(line.values[4] for line in own if line.values[0] == "STC"))
        charges[action].append(charge)
        for part in (own, *services):
            kept += _stated(part, action, rng, day, charge if part is own else 0)
        same_days(own, services)
    return kept, charges


def _stated(part: list[Line], action: str, rng: random.Random, day: str, charge: int) -> Iterator[Line]:
    """A claim or line with its statuses, each once. charge: of the claim, which a line does not repeat."""
    left = list(TAKEN if action == ACCEPTED else REFUSED)
    for line in part:
        if line.values[0] == "STC":
            if not left:
                continue
            line.values[1:4] = [_drawn(left, rng), day if charge or line.values[2] else "", action]
            line.values[4:5] = [dollars(charge)] if charge else line.values[4:5]
            _add(line.values, left if action == REJECTED else [], rng)
        yield line


def _drawn(left: list[str], rng: random.Random) -> str:
    """One of those that were not said yet."""
    return left.pop(int(rng.random() * len(left)))


def _add(values: list[str], left: list[str], rng: random.Random) -> None:
    """STC10 and STC12 of a refusal say more of it; nothing more is said of what is taken."""
    if len(values) > ADDED:
        second = _drawn(left, rng) if left and values[ADDED] else ""
        text = values[TEXT:] if second else []
        values[ADDED:] = [second, "", *text]


def same_days(own: list[Line], services: list[list[Line]]) -> None:
    """A line was done on the days of its claim."""
    days = next((line.values[2:] for line in own if line.values[:2] == ["DTP", SERVICE]), None)
    for line in (line for service in services for line in service):
        if days and line.values[0] == "DTP":
            line.values[2:] = days
