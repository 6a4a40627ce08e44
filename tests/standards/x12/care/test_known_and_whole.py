"""What is remembered of the right (`care.known`), and a claim taken apart (`care.whole`)."""

from __future__ import annotations

from datetime import date

import pytest

from clearlane.standards.codes.library import need_set
from clearlane.standards.x12.care import known as module
from clearlane.standards.x12.care.known import Known
from clearlane.standards.x12.care.whole import dates, days_of, line_days, part_of, read_day, read_whole
from clearlane.vocabulary.finding import Place

CLAIM = (
    b"CLM*A1*150***11:B:1~DTP*435*D8*20261101~HI*ABK:E119~NM1*82*1*HART~SBR*S*18~DTP*573*D8*20261115~"
    b"LX*1~SV1*HC:99213*100~DTP*472*RD8*20261105-20261107~LX*2~SV1*HC:81002*50~DTP*472*D8*20261103~LX*3~SV1*HC:1*1~"
)
STAY = b"CLM*S1*5***11:A:1~DTP*434*RD8*20261101-20261105~HI*ABK:E119~LX*1~SV2*0120~"


def test_a_claim_is_its_head_its_others_and_its_lines() -> None:
    whole = read_whole([(4, 100, CLAIM)])
    assert [one.parts[0] for one in whole.head] == [b"CLM", b"DTP", b"HI"]
    assert [one.parts[0] for one in whole.others] == [b"NM1", b"SBR", b"DTP"]
    assert [len(line) for line in whole.lines] == [3, 3, 2]
    assert whole.place[:3] == [b"11", b"B", b"1"]
    assert [(one.number, one.offset) for one in whole.of(b"HI")] == [(6, 100 + CLAIM.index(b"HI"))]


def test_the_days_of_a_claim_are_its_first_line_and_both_ends() -> None:
    whole = read_whole([(4, 100, CLAIM)])
    assert whole.days == (date(2026, 11, 3), date(2026, 11, 5), date(2026, 11, 7))
    assert whole.day == date(2026, 11, 7)
    assert line_days(whole.lines[1], whole) == (date(2026, 11, 3),) * 2
    assert line_days(whole.lines[2], whole) == whole.days
    assert dates(whole.others, b"573") == [date(2026, 11, 15)] * 2


def test_the_days_of_a_bill_are_its_statement() -> None:
    assert read_whole([(4, 0, STAY)]).days == (date(2026, 11, 5),)
    visit = STAY.replace(b"11:A:1", b"13:A:1")
    assert read_whole([(4, 0, visit)]).days == (date(2026, 11, 1), date(2026, 11, 5))
    assert read_whole([(4, 0, STAY[:18] + STAY[STAY.index(b"~HI") :])]).day is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (b"20261105", date(2026, 11, 5)),
        (b"202611050915", date(2026, 11, 5)),
        (b"20260229", None),
        (b"2026110", None),
        (b"", None),
        (b"2026-11-05", None),
        (b"\xff0261105", None),
    ],
)
def test_a_day_is_read_or_is_none(text: bytes, day: date | None) -> None:
    assert read_day(text) == day


def test_a_period_has_two_days_and_a_day_is_both() -> None:
    assert days_of(b"20261101-20261105") == [date(2026, 11, 1), date(2026, 11, 5)]
    assert days_of(b"20261101") == [date(2026, 11, 1)] * 2
    assert days_of(b"20261101-2026") == [date(2026, 11, 1)]
    assert days_of(b"") == []


def test_a_part_of_a_place_is_its_component() -> None:
    assert part_of(Place(1, 2, "CLM", "2300", 5), 1) == Place(1, 2, "CLM", "2300", 5, 1)


def asked_memory() -> tuple[Known, list[tuple[bytes, date]]]:
    """A memory that takes all that begins with A, and what it was asked."""
    asked: list[tuple[bytes, date]] = []

    def is_right(part: bytes, day: date) -> bool:
        asked.append((part, day))
        return part.startswith(b"A")

    return Known(is_right, [need_set("icd10cm"), need_set("place_of_service")]), asked


def test_what_is_right_is_asked_once_between_two_changes_of_the_lists() -> None:
    known, asked = asked_memory()
    assert known.holds([b"A1", b"A2"], b"D8*20261001")
    assert known.holds([b"A1"], b"RD8*20261105-20261107")
    assert known[b"D8*20261110"] == {b"A1", b"A2"}
    assert len(asked) == 2
    assert known.learn([b"A1"], b"D8*20260930")
    assert [day for _, day in asked] == [date(2026, 10, 1)] * 2 + [date(2026, 9, 30)]


def test_what_is_wrong_is_not_remembered() -> None:
    known, asked = asked_memory()
    assert not known.learn([b"B1"], b"D8*20261001")
    assert not known.learn([b"B1"], b"D8*20261001")
    assert (known[b"D8*20261001"], len(asked)) == (set(), 2)


@pytest.mark.parametrize("text", [b"D8*20261301", b"D8*", b"", b"20261001", b"TM*0930"])
def test_what_is_no_day_is_told(text: bytes) -> None:
    known, _ = asked_memory()
    with pytest.raises(KeyError):
        known[text]
    with pytest.raises(KeyError):
        known.learn([b"A1"], text)


def test_a_memory_does_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_DAYS", 2)
    monkeypatch.setattr(module, "MOST_PARTS", 3)
    known, _ = asked_memory()
    for number in range(1, 9):
        assert known.learn([b"A%d" % number], b"D8*2026110%d" % number)
    assert (len(known), len(known[b"D8*20261101"])) == (2, 3)
