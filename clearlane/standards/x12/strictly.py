"""Strictly: what was found, as a sender wants it who asks that a set with any fault is refused whole (IK5 R)."""

from __future__ import annotations

from dataclasses import replace

from clearlane.standards.x12.report import GroupReport, InterchangeReport, SetReport

PARTLY, REJECTED = "partly", "rejected"


def strictly(interchange: InterchangeReport) -> InterchangeReport:
    """The same interchange, of which no set is accepted in part; its answers are made from that.

    Claims of a set that is refused stand in the 999 alone, so no 277CA tells of them.
    """
    return replace(interchange, groups=tuple(map(_group, interchange.groups)))


def _group(group: GroupReport) -> GroupReport:
    return replace(group, sets=tuple(map(_set, group.sets)))


def _set(one: SetReport) -> SetReport:
    if one.verdict != PARTLY:
        return one
    return replace(one, verdict=REJECTED, claims=tuple(span._replace(dead=True) for span in one.claims))
