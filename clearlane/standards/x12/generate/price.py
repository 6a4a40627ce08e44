"""Price: what a made service costs goes with what it is, as often as it is done. The prices are ours (pools)."""

from __future__ import annotations

import random

from clearlane.standards.x12.generate import pools
from clearlane.standards.x12.generate.balance import cents
from clearlane.standards.x12.generate.draw import between, pick
from clearlane.standards.x12.generate.line import Line
from clearlane.standards.x12.generate.render import dollars

PRICES = dict(
    [*pools.DENTAL, *pools.ADD_ONS, *(one for visit in pools.VISITS for one in (*visit.leads, *visit.extras))]
)
"""Cents by procedure."""
TWICE = 20
"""One of so many services is done twice."""
BASE, A_MINUTE = 20_000, 150
"""Cents of an anesthesia, and of each minute of it."""
STAYS = ("11", "12", "18", "21", "41")
"""Types of bill of who stays over night: the revenue code alone is billed."""
LINE, WITHIN, A_PART = "2400", ("T", "F4", "GT", "N8"), 20
"""Taxes and postage of a line are a small part of its charge."""
ROOM = "01"
"""What the revenue codes of a room begin with: it is billed by the day."""


def price(lines: list[Line], rng: random.Random) -> list[Line]:
    """The same lines: each service of a claim or payment has its price and a likely count.

    What else names services, such as a question about them, is left as it is.
    """
    bill, charge = "", 0
    for line in lines:
        id = line.values[0]
        if id in ("CLM", "CLP"):
            bill = line.values[5][:2] if id == "CLM" else id
        elif bill and id in PRICED:
            PRICED[id](line.values, bill, rng)
            charge = cents(line.values[3 if id == "SV2" else 2])
        elif id == "AMT" and line.loop == LINE and line.values[1] in WITHIN:
            line.values[2] = dollars(charge // A_PART)
    return lines


def _professional(values: list[str], bill: str, rng: random.Random) -> None:
    """SV1: by pieces, or an anesthesia by minutes."""
    if values[3] == "MJ":
        minutes = between(rng, 3, 18) * 10
        values[2], values[4] = dollars(BASE + A_MINUTE * minutes), str(minutes)
    elif values[3] == "UN":
        count = 2 if between(rng, 1, TWICE) == 1 else 1
        values[4] = str(count)
        _charge(values, 2, _code(values[1]), count)


def _institutional(values: list[str], bill: str, rng: random.Random) -> None:
    """SV2: of who comes and goes with a procedure that goes with the revenue code, of who stays without."""
    revenue = pools.REVENUES.get(values[1])
    if revenue is None:
        return
    qualifier, *told = values[2].split(":")
    each, count = revenue.cents, between(rng, 1, 2)
    if bill not in STAYS and revenue.procedures and qualifier in ("", "HC"):
        code, each = pick(rng, revenue.procedures)
        values[2] = ":".join(["HC", code, *told[1:]])
    values[4] = "DA" if values[1].startswith(ROOM) else "UN"
    values[3], values[5] = dollars(each * count), str(count)


def _dental(values: list[str], bill: str, rng: random.Random) -> None:
    """SV3: once."""
    if len(values) > 6 and values[6]:
        values[6] = "1"
    _charge(values, 2, _code(values[1]), 1)


def _paid(values: list[str], bill: str, rng: random.Random) -> None:
    """SVC of a payment: once."""
    if len(values) > 5 and values[5]:
        values[5] = "1"
    _charge(values, 2, _code(values[1]), 1)


PRICED = {"SV1": _professional, "SV2": _institutional, "SV3": _dental, "SVC": _paid}
"""By the id of the segment."""


def _code(procedure: str) -> str:
    """The procedure of a composite, "" where it has none."""
    return (*procedure.split(":"), "")[1]


def _charge(values: list[str], at: int, code: str, count: int) -> None:
    """Its price, where it has one here."""
    if code in PRICES:
        values[at] = dollars(PRICES[code] * count)
