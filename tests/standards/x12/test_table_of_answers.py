"""Where a fault lies decides who is told and how: nothing, a TA1, AK9, IK5, IK3 or IK4, each with its code.

The table is that of the trade: an envelope that cannot be trusted gets a TA1 and no 999; a group is refused by AK9, a
set by IK5, a segment or element is named, and what only warns is never told.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest

from clearlane.standards import x12

AT = dt.datetime(2026, 11, 29, 9, 30, tzinfo=dt.UTC)
CLAIM = b"""\
ISA*00*          *00*          *ZZ*OFFICE         *ZZ*CLEARLANE      *261102*0930*^*00501*000000001*0*P*:~
GS*HC*OFFICE*CLEARLANE*20261102*0930*1*X*005010X222A1~
ST*837*0001*005010X222A1~
BHT*0019*00*B1*20261102*0957*CH~
NM1*41*2*OAK BILLING*****46*OFFICE~
PER*IC*DESK*TE*8005550138~
NM1*40*2*CLEARLANE*****46*CLEARLANE~
HL*1**20*1~
NM1*85*2*OAK FAMILY CARE*****XX*1234567893~
N3*75 SYCAMORE ST~
N4*ALBANY*NY*122071234~
REF*EI*123456789~
HL*2*1*22*0~
SBR*P*18*******CI~
NM1*IL*1*DOE*JANE****MI*W1~
N3*1 ELM ST~
N4*EUGENE*OR*97401~
DMG*D8*19800122*F~
NM1*PR*2*HARBOR MUTUAL*****PI*HARBOR~
CLM*A1*150***11:B:1*Y*A*Y*Y~
HI*ABK:J069~
LX*1~
SV1*HC:99213*150*UN*1***1~
DTP*472*D8*20261001~
SE*23*0001~
GE*1*1~
IEA*1*000000001~
"""
Change = Callable[[bytes], bytes]


def swap(old: str, new: str) -> Change:
    """Another text for the first place where one stands."""

    def changed(data: bytes) -> bytes:
        assert old.encode() in data
        return data.replace(old.encode(), new.encode("latin-1"), 1)

    return changed


def count_anew(data: bytes) -> bytes:
    """The file with SE01 as it should be."""
    return re.sub(rb"SE\*\d+", b"SE*%d" % (data.count(b"~") - 4), data)


def answers(data: bytes) -> tuple[str, list[str]]:
    """The TA1 segment, if one is due, and what the 999 says beneath AK2."""
    ta1, told = "", list[str]()
    for interchange in x12.report([data]).interchanges:
        note = x12.ta1(interchange, control=1, at=AT) or b""
        ta1 += "".join(one.decode() for one in note.split(b"~") if one.startswith(b"TA1"))
        answer = x12.acknowledge(interchange, control=2, at=AT) or b""
        told += [one.decode() for one in answer.split(b"~") if one[:3] in (b"AK9", b"IK5", b"IK3", b"IK4")]
    return ta1, told


def test_a_clean_file_is_accepted_in_two_lines() -> None:
    assert answers(CLAIM) == ("", ["IK5*A", "AK9*A*1*1*1"])


@pytest.mark.parametrize("data", [b"", b"HELLO", b"\x00" * 400, b"GS*HC*A*B~", CLAIM[:60]])
def test_without_an_interchange_there_is_nobody_to_answer(data: bytes) -> None:
    assert answers(data) == ("", [])


INTERCHANGE: list[tuple[str, Change, str]] = [
    ("another number at the end", swap("IEA*1*000000001", "IEA*1*000000002"), "001"),
    ("another count of groups", swap("IEA*1*", "IEA*3*"), "021"),
    ("cut off within a claim", lambda data: data[: data.index(b"HI*") + 5], "023"),
    ("no IEA", lambda data: data[: data.index(b"IEA*")], "023"),
]


@pytest.mark.parametrize(("what", "change", "code"), INTERCHANGE)
def test_an_interchange_is_refused_by_its_note_and_gets_no_999(what: str, change: Change, code: str) -> None:
    ta1, told = answers(change(CLAIM))
    assert (ta1.split("*")[4:], told) == (["R", code], []), what


GROUP: list[tuple[str, Change, str]] = [
    ("GS01 of another set", swap("GS*HC", "GS*HP"), "1"),
    ("a version that nobody reads", swap("*X*005010X222A1", "*X*004010X098A1"), "2"),
    ("no GE", swap("GE*1*1~\n", ""), "3"),
    ("another number in GE02", swap("GE*1*1~", "GE*1*9~"), "4"),
    ("another count in GE01", swap("GE*1*1~", "GE*2*1~"), "5"),
]


@pytest.mark.parametrize(("what", "change", "code"), GROUP)
def test_a_group_is_refused_by_its_code(what: str, change: Change, code: str) -> None:
    ta1, told = answers(change(CLAIM))
    *_, last = told
    assert (ta1, last.split("*")[1], last.split("*")[5]) == ("", "R", code), what


SET: list[tuple[str, Change, str]] = [
    ("no SE", swap("SE*23*0001~\n", ""), "2"),
    ("another number in SE02", swap("SE*23*0001", "SE*23*0009"), "3"),
    ("another count in SE01", swap("SE*23", "SE*3"), "4"),
    ("a set that is not of the group", swap("ST*837", "ST*835"), "6"),
    ("a set that nobody takes", swap("ST*837", "ST*850"), "1"),
    ("what is the id of no set", swap("ST*837", "ST*XYZ"), "6"),
]


@pytest.mark.parametrize(("what", "change", "code"), SET)
def test_a_set_is_refused_by_its_code(what: str, change: Change, code: str) -> None:
    told = answers(change(CLAIM))[1]
    assert told[-2:] == [f"IK5*R*{code}", "AK9*R*1*1*0"], what


NUMBER: list[tuple[str, Change, str]] = [
    ("no ST02", swap("ST*837*0001", "ST*837*"), "R*7*5"),
    ("an ST02 that is too short", lambda data: data.replace(b"*0001", b"*001"), "R*7*5"),
    ("an ST02 that is too long", lambda data: data.replace(b"*0001", b"*1234567890"), "R*7*5"),
]


@pytest.mark.parametrize(("what", "change", "codes"), NUMBER)
def test_a_set_without_a_number_that_is_one_is_refused_for_it(what: str, change: Change, codes: str) -> None:
    assert answers(change(CLAIM))[1][-2:] == [f"IK5*{codes}", "AK9*R*1*1*0"], what


SEGMENT: list[tuple[str, Change, str, str]] = [
    ("an id of no standard", swap("HI*", "ZZZ*1~\nHI*"), "ZZZ", "1"),
    ("an id of another set", swap("HI*", "CLP*1*1*1*1~\nHI*"), "CLP", "6"),
    ("a day left out", swap("DTP*472*D8*20261001~\n", ""), "DTP", "3"),
    ("a diagnosis left out", swap("HI*ABK:J069~\n", ""), "HI", "3"),
    ("a service left out", swap("SV1*HC:99213*150*UN*1***1~\n", ""), "SV1", "3"),
    ("a street left out", swap("N3*75 SYCAMORE ST~\n", ""), "N3", "3"),
    ("a street twice", swap("N3*75 SYCAMORE ST~\n", "N3*75 SYCAMORE ST~\nN3*2 OAK ST~\n"), "N3", "5"),
    ("diagnoses twice", swap("HI*ABK:J069~\n", "HI*ABK:J069~\nHI*ABK:J020~\n"), "HI", "5"),
]


@pytest.mark.parametrize(("what", "change", "id", "code"), SEGMENT)
def test_a_segment_is_named_with_its_code(what: str, change: Change, id: str, code: str) -> None:
    told = [one.split("*") for one in answers(count_anew(change(CLAIM)))[1] if one.startswith("IK3")]
    assert [(one[1], one[4]) for one in told] == [(id, code)], what


ELEMENT: list[tuple[str, Change, str, str]] = [
    ("left out", swap("*Y*A*Y*Y", "*Y**Y*Y"), "7", "1"),
    ("of components that it does not have", swap("*UN*", "*UN:X*"), "3", "13"),
    ("too long", swap("*UN*1***1", "*UN*123456789***1"), "4", "5"),
    ("a letter in an amount", swap("CLM*A1*150*", "CLM*A1*1X0*"), "2", "6"),
    ("a code that nobody knows", swap("*Y*A*Y*Y", "*Q*A*Y*Y"), "6", "7"),
    ("a code of other places", swap("*UN*", "*DA*"), "3", "I6"),
    ("a day that is in no calendar", swap("D8*20261001", "D8*20260230"), "3", "8"),
    ("a value that is not used", swap("CLM*A1*150***", "CLM*A1*150*X**"), "3", "I10"),
]


@pytest.mark.parametrize(("what", "change", "position", "code"), ELEMENT)
def test_an_element_is_named_with_its_code(what: str, change: Change, position: str, code: str) -> None:
    told = [one.split("*") for one in answers(change(CLAIM))[1] if one.startswith("IK4")]
    expected = [(position, code)] if code else []
    assert [(one[1], one[3]) for one in told] == expected, what


WARNINGS: list[tuple[str, Change]] = [
    ("a state that is none", swap("ALBANY*NY", "ALBANY*QQ")),
    ("a number that fails its check digit", swap("XX*1234567893", "XX*1234567890")),
    ("separators behind the last value", swap("HI*ABK:J069~", "HI*ABK:J069**~")),
    ("a claim number longer than twenty", swap("CLM*A1*", "CLM*A12345678901234567890*")),
]


@pytest.mark.parametrize(("what", "change"), WARNINGS)
def test_what_only_warns_is_not_told_in_the_999(what: str, change: Change) -> None:
    assert answers(change(CLAIM))[1] == ["IK5*A", "AK9*A*1*1*1"], what
    assert x12.report([change(CLAIM)]).findings, what


def test_a_claim_that_does_not_add_up_is_no_matter_of_the_999() -> None:
    changed = swap("CLM*A1*150*", "CLM*A1*151*")(CLAIM)
    assert answers(changed) == ("", ["IK5*A", "AK9*A*1*1*1"])
    assert not x12.report([changed]).accepted


def test_one_bad_claim_of_two_leaves_the_set_accepted_with_errors() -> None:
    claim = CLAIM[CLAIM.index(b"CLM*") : CLAIM.index(b"SE*")]
    other = claim.replace(b"CLM*A1*", b"CLM*A2*").replace(b"*Y*A*Y*Y", b"*Q*A*Y*Y")
    two = count_anew(CLAIM.replace(claim, claim + other))
    told = answers(two)[1]
    assert (told[-2].split("*")[1], told[-1]) == ("E", "AK9*E*1*1*1")
