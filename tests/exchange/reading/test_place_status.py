"""Where in a claim the value stands that a payer's status is about."""

from __future__ import annotations

import pytest

from clearlane.exchange.reading.place_status import place_status
from clearlane.exchange.reading.plain_codes import is_known
from clearlane.exchange.reading.read_segments import ReadSegment
from clearlane.standards.x12.name_elements import Names

HEAD = """\
2000A|PRV*BI*PXC*207Q00000X
2010AA|NM1*85*2*ELM STREET*****XX*1100733579
2010AA|N3*1 ELM STREET
2010AA|N4*PORTLAND*ME*04101
2010AA|REF*EI*123456789
2010BA|NM1*IL*1*DOE*JANE****MI*HM1
2010BA|N3*2 OAK STREET
2010BA|N4*SALEM*MA*01970
2010BA|DMG*D8*19800101*F
2010BB|NM1*PR*2*HARBOR MUTUAL*****PI*HARBOR
2300|CLM*A1*125***11:B:1*Y*A*Y*Y
2300|REF*F8*ICN1
2300|HI*ABK:J069*ABF:R05
2310B|NM1*82*1*HALL*ANN****XX*1245319599
2310B|PRV*PE*PXC*207R00000X"""
ONE_LINE = "\n2400|LX*1\n2400|SV1*HC:99213*125*UN*1***1\n2400|DTP*472*D8*20260302"
TWO_LINES = ONE_LINE + "\n2400|LX*2\n2400|SV1*HC:87880*30*UN*1***1\n2400|DTP*472*D8*20260303"


def _segments(text: str) -> tuple[ReadSegment, ...]:
    rows = (line.split("|") for line in text.splitlines())
    return tuple(ReadSegment(n, loop, tuple(one.split("*")), Names()) for n, (loop, one) in enumerate(rows, start=3))


def _told(status: str, text: str = HEAD + ONE_LINE) -> str:
    place = place_status(_segments(text), status)
    if place is None:
        return ""
    segment, element = place
    return f"{segment.loop} {segment.elements[0]}{element:02d} {segment.elements[element]}"


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("A3:33:IL", "2010BA NM109 HM1"),
        ("A3:33", "2010BA NM109 HM1"),
        ("A7:164:IL", "2010BA NM109 HM1"),
        ("A7:562:85", "2010AA NM109 1100733579"),
        ("A7:562:82", "2310B NM109 1245319599"),
        ("A3:116", "2010BB NM109 HARBOR"),
        ("A3:97:QC", "2010BA NM103 DOE"),
        ("A7:125:IL", "2010BA NM103 DOE"),
        ("A7:158:IL", "2010BA DMG02 19800101"),
        ("A7:157:QC", "2010BA DMG03 F"),
        ("A7:126:85", "2010AA N301 1 ELM STREET"),
        ("A7:500:IL", "2010BA N403 01970"),
        ("A7:500:85", "2010AA N403 04101"),
        ("A7:128:85", "2010AA REF02 123456789"),
        ("A7:145:85", "2000A PRV03 207Q00000X"),
        ("A7:145:82", "2310B PRV03 207R00000X"),
        ("A7:178", "2300 CLM02 125"),
        ("A3:54", "2300 CLM01 A1"),
        ("A7:535", "2300 CLM05 11:B:1"),
        ("A7:464", "2300 REF02 ICN1"),
        ("A7:254", "2300 HI01 ABK:J069"),
        ("A7:255", "2300 HI00 HI"),
        ("A7:454", "2400 SV101 HC:99213"),
        ("A3:88", "2400 DTP03 20260302"),
    ],
)
def test_a_status_is_placed_at_the_value_it_speaks_of(status: str, told: str) -> None:
    assert _told(status) == told


@pytest.mark.parametrize("status", ["A7:562:77", "A7:158:82", "A7:77777", "A7:189", "A3", "", "A7:562", "A7:126"])
def test_what_a_status_does_not_say_or_a_claim_does_not_hold_is_placed_nowhere(status: str) -> None:
    assert _told(status) == ""


@pytest.mark.parametrize("status", ["A7:454", "A3:88", "A7:476"])
def test_a_status_of_a_line_among_several_is_not_guessed(status: str) -> None:
    assert _told(status, HEAD + TWO_LINES) == ""


def test_a_value_that_was_not_sent_has_no_place() -> None:
    assert _told("A7:164:IL", HEAD.replace("*MI*HM1", "")) == ""


def test_the_patient_who_is_not_the_member_has_his_own_name() -> None:
    own = HEAD + "\n2010CA|NM1*QC*1*ROE*TIM\n2010CA|DMG*D8*20100101*M"
    assert [_told("A3:97:QC", own), _told("A7:158:QC", own)] == ["2010CA NM103 ROE", "2010CA DMG02 20100101"]


def test_a_segment_without_elements_is_passed_over() -> None:
    assert _told("A3:33:IL", "2010BA|NM1\n2300|HI\n" + HEAD) == "2010BA NM109 HM1"


def test_each_status_that_has_a_place_has_words_too() -> None:
    from clearlane.exchange.reading.place_status import _WHERE

    assert [code for code in _WHERE if not is_known(f"A7:{code}")] == []
