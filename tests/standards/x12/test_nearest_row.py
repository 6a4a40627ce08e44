"""A segment whose code is wrong is taken for the row that the rest of it resembles, so that it is told once."""

from __future__ import annotations

import pytest

from clearlane.standards.x12.frame import Frame
from clearlane.standards.x12.library import load_machine
from clearlane.standards.x12.machine import Loop, Member, Target
from clearlane.standards.x12.nearest_row import nearest_row

BILL = load_machine(("837i.txt",))


def _claim() -> Loop:
    return next(loop for loop in BILL.loops() if loop.id == "2300")


def _codes(id: bytes, name: str) -> Member:
    return next(one for one in _claim().members if one.row.id == id and one.name == f"Claim: {name}")


def _nearest(segment: bytes, taken_for: str, *, seen: tuple[str, ...] = ("principal diagnosis",)) -> str:
    """The name of the row that is chosen, where the repair has taken the segment for another."""
    frame = Frame(_claim(), None, 1, 0)
    parts = segment.split(b"*")
    for name in seen:
        frame.counts[_codes(parts[0], name).index] = 1
    chosen = nearest_row(Target(_codes(parts[0], taken_for), 0, ()), parts, frame)
    return chosen.member.name.removeprefix("Claim: ")


RESEMBLING = {
    b"HI*XX:80:::4": "values",
    b"HI*:80:::4*BE:81:::5": "values",
    b"HI*XX:11:D8:20261101*BH:A1:D8:20261101": "occurrences",
    b"HI*XX:70:RD8:20261101-20261105": "occurrence spans",
    b"HI*XX:I10:::::::Y*ABF:E119:::::::N": "other diagnoses",
    b"HI*XX:C1*BG:C2": "conditions",
    b"HI*XX:R079": "admitting diagnosis",
}


@pytest.mark.parametrize("segment", RESEMBLING)
def test_a_code_that_is_wrong_leaves_the_rest_to_tell_the_row(segment: bytes) -> None:
    assert _nearest(segment, "admitting diagnosis") == RESEMBLING[segment]


def test_a_code_that_is_right_is_believed() -> None:
    assert _nearest(b"HI*ABJ:80:::4", "admitting diagnosis") == "admitting diagnosis"


def test_a_required_row_that_has_not_come_is_the_likeliest() -> None:
    assert _nearest(b"HI*XX:80:::4", "principal diagnosis", seen=()) == "principal diagnosis"


def test_a_row_that_has_come_as_often_as_it_may_is_not_chosen() -> None:
    seen = ("principal diagnosis", "diagnosis related group")
    assert _nearest(b"HI*XX:R079", "diagnosis related group", seen=seen[:1]) == "diagnosis related group"
    assert _nearest(b"HI*XX:80:D8:20261101", "admitting diagnosis", seen=seen) == "principal procedure"


def test_a_date_of_unknown_kind_is_one_of_its_format() -> None:
    dates = ("dates of the statement",)
    assert _nearest(b"DTP*999*TM*1430", "date and hour of admission", seen=dates) == "hour of discharge"
    assert _nearest(b"DTP*999*D8*20261101", "hour of discharge", seen=dates) == "date and hour of admission"


def test_loops_are_left_to_the_repair() -> None:
    provider = next(one for one in _claim().members if one.loop and one.loop.id == "2310A")
    target = Target(provider, 0, ())
    assert nearest_row(target, b"NM1*QQ*2*OAK".split(b"*"), Frame(_claim(), None, 1, 0)) is target
