"""TA1s by themselves: an interchange without groups that answers others."""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.generate.answer_interchange import NOTES, TA1
from clearlane.standards.x12.generate.family import make_family
from clearlane.standards.x12.generate.from_guide import TODAY, GuideOrder, from_guide


def answers(seed: int, units: int = 3) -> list[list[str]]:
    """The TA1s of a made file."""
    data = from_guide(GuideOrder(kind=TA1, seed=seed, units=units)).decode("ascii")
    return [one.split("*") for one in data.replace("\n", "").split("~") if one.startswith("TA1")]


@pytest.mark.parametrize("seed", range(8))
def test_it_is_accepted_and_holds_nothing_but_answers(seed: int) -> None:
    data = from_guide(GuideOrder(kind=TA1, seed=seed, units=4))
    report = x12.report([data])
    assert [one.what for one in report.findings] == []
    assert report.accepted is True
    assert report.interchanges[0].groups == ()
    assert [one[:3] for one in data.split(b"\n") if one] == [b"ISA", *[b"TA1"] * 4, b"IEA"]


def test_most_interchanges_are_taken_and_the_others_have_a_note_that_says_why() -> None:
    told = [(code, note) for seed in range(60) for _, _, _, _, code, note in answers(seed)]
    assert 0.75 < told.count(("A", "000")) / len(told) < 0.95
    assert {code for code, _ in told} == set("AER")
    assert all(note in NOTES[code] for code, note in told if code != "A")


def test_each_answers_another_interchange_that_came_before_it() -> None:
    came = answers(2, units=50)
    assert len({one[1] for one in came}) == 50
    assert [one[2:4] for one in came] == sorted(one[2:4] for one in came)
    assert {one[2] for one in came} == {f"{TODAY:%y%m%d}"}
    assert came[-1][3] < "0930"


def test_the_same_order_is_the_same_bytes_and_another_seed_is_another_file() -> None:
    assert answers(5) == answers(5) != answers(6)


def test_the_envelope_is_that_of_the_order_and_nothing_answers_it() -> None:
    order = GuideOrder(kind=TA1, seed=1, control=77, sender="PLAN", receiver="OFFICE", usage="T")
    (report,) = x12.report([from_guide(order)]).interchanges
    assert (report.control, report.usage, report.elements[5].strip()) == ("000000077", "T", "PLAN")
    assert make_family(order) == {TA1: from_guide(order)}
