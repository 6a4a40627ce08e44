"""Tell apart: the other payers of a made claim are not the one that is asked or pays, and each is another."""

from __future__ import annotations

from clearlane.standards.x12.generate.line import Line
from clearlane.standards.x12.generate.order import SANDBOX_PAYERS, Payer

ASKED, PAYS, OTHER = ("2010BB", "NM1", "PR"), ("1000A", "N1", "PR"), ("2330B", "2100")
"""Loop, segment and entity of a payer; the loops of others."""
ENTITIES = ("PR", "TT")
IDS = ("PI", "XV")
"""Qualifiers of an id that is the payer's own."""


def tell_apart(lines: list[Line]) -> list[Line]:
    """The same lines of claims or of a payment."""
    ours, rank = "", 0
    for line in lines:
        values = line.values
        where = (line.loop, *values[:2])
        if where in (ASKED, PAYS):
            ours = values[2] if values[0] == "N1" else values[3]
        elif values[0] in ("CLM", "CLP"):
            rank = 0
        elif ours and values[0] == "NM1" and line.loop in OTHER and values[1] in ENTITIES:
            _name(values, _other(ours, rank))
            rank += 1
    return lines


def _other(ours: str, rank: int) -> Payer:
    """The other payer of that rank, from 0."""
    others = [one for one in SANDBOX_PAYERS if one.name != ours]
    again, at = divmod(rank, len(others))
    suffix = str(again + 1) if again else ""
    return Payer(others[at].id + suffix, f"{others[at].name} {suffix}".rstrip())


def _name(values: list[str], payer: Payer) -> None:
    values[3] = payer.name
    if values[8] in IDS:
        values[9] = payer.id
