"""Each element in words: what it is called, what its code means, with components and repetitions apart."""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.library import choose, load_machine
from clearlane.standards.x12.machine import Row
from clearlane.standards.x12.tell_elements import tell_elements

USUAL = x12.Delimiters()
OTHER = x12.Delimiters(b"|", b">", b"!", b"\n")


def row(id: str, loop: str, version: str = "005010X222A1", set_id: str = "837") -> Row:
    entry = choose(version=version, set_id=set_id).entry
    assert entry is not None
    loops = [one for one in load_machine(entry.files).loops() if one.id == loop]
    return next(member.row for member in loops[0].members if not member.loop and member.row.spec.id == id)


def told(segment: str, of: Row | None = None, delimiters: x12.Delimiters = USUAL) -> dict[str, tuple[str, str]]:
    texts = segment.split(delimiters.element.decode())
    return {one.place: (one.value, one.meaning) for one in tell_elements(texts, row=of, delimiters=delimiters)}


def test_components_are_told_one_by_one() -> None:
    said = told("CLM*A1*150***11:B:1*Y*A*Y*Y", row("CLM", "2300"))
    assert said["CLM05-1"] == ("11", "office")
    assert said["CLM05-2"] == ("B", "place of service")
    assert said["CLM05-3"] == ("1", "original claim")
    assert "CLM03" not in said


def test_delimiters_are_the_senders() -> None:
    assert told("CLM|A1|150|||11>B>1", row("CLM", "2300"), OTHER)["CLM05-1"] == ("11", "office")


def test_repetitions_are_counted() -> None:
    texts = "CTX*CLM01:A1^SITUATIONAL TRIGGER*REF*3".split("*")
    found = list(tell_elements(texts, row=None, delimiters=USUAL))
    assert [(one.place, one.repeat, one.value) for one in found][:3] == [
        ("CTX01-1", 1, "CLM01"),
        ("CTX01-2", 1, "A1"),
        ("CTX01-1", 2, "SITUATIONAL TRIGGER"),
    ]


@pytest.mark.parametrize(
    ("segment", "place", "said"),
    [
        ("DTP*472*D8*20261110", "DTP03", "2026-11-10"),
        ("DTP*472*RD8*20261110-20261112", "DTP03", "2026-11-10 to 2026-11-12"),
        ("DTP*472*TM*0930", "DTP03", ""),
        ("DTP*472*D8*2026111", "DTP03", ""),
        ("DTP*472*D8*\xb2026111\xb9", "DTP03", ""),
        ("DMG*D8*19800229*F", "DMG02", "1980-02-29"),
        ("BHT*0019*00*X*20261124*0930*CH", "BHT04", "2026-11-24"),
        ("REF*D9*20261124", "REF02", ""),
        ("TRN*1*EFT1*1999999999", "TRN01", "trace of this transaction"),
        ("TA1*000000101*261124*0930*R*023", "TA105", "end of file reached too early"),
    ],
)
def test_codes_and_dates_are_told_in_words(segment: str, place: str, said: str) -> None:
    assert told(segment)[place][1] == said


def test_a_segment_that_no_standard_knows_has_values_only() -> None:
    found = list(tell_elements(["ZZZ", "1:2", "", "x"], row=None, delimiters=USUAL))
    assert [(one.place, one.name, one.value, one.meaning) for one in found] == [
        ("ZZZ01", "", "1:2", ""),
        ("ZZZ03", "", "x", ""),
    ]


def test_more_elements_than_the_standard_has_are_told_too() -> None:
    assert told("SE*3*0001*more")["SE03"] == ("more", "")


def test_more_components_than_the_standard_has_are_told_too() -> None:
    assert told("CLM*A1*1***11:B:1:9", row("CLM", "2300"))["CLM05-4"] == ("9", "")
