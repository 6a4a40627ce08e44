"""Acknowledgments (999, TA1) as other translators write them; from knowledge of the trade, all invented."""

from __future__ import annotations

import pytest

from tests.standards.guides.byhand.wrapped import turned, wrapped
from tests.standards.guides.test_837p_by_hand import Row, shown
from tests.standards.x12.x12_texts import ISA, check, join

GROUP = "AK1*HC*101*005010X222A1\n"
SET = "AK2*837*0001*005010X222A1\n"
TAKEN = GROUP + SET + "IK5*A\nAK9*A*1*1*1\n"
WITHOUT_SETS = GROUP + "AK9*A*3*3*3\n"
THREE = GROUP + "".join(f"AK2*837*000{n}*005010X222A1\nIK5*A\n" for n in (1, 2, 3)) + "AK9*A*3*3*3\n"
NOTED = GROUP + SET + "IK3*N4*14*2010*8\nIK4*3*116*5\nIK5*E*5\nAK9*E*1*1*1\n"
REFUSED = (
    GROUP
    + SET
    + """IK3*NM1*8*2010*8
CTX*CLM01:A1
IK4*9*67*2
IK5*R*5
AK9*R*1*1*0
"""
)
PARTLY = (
    GROUP
    + SET
    + """IK5*A
AK2*837*0002*005010X222A1
IK3*CLM*22*2300*8
CTX*CLM01:A1
IK4*5:1*1331*7*1X
IK5*R*5
AK9*P*2*2*1
"""
)
SITUATIONAL = (
    GROUP
    + SET
    + """IK3*REF*19*2010*I6
CTX*SITUATIONAL TRIGGER*NM1*17*2010*9
CTX*CLM01:A1
IK5*R*I5
AK9*R*1*1*0
"""
)
MANY = (
    GROUP
    + SET
    + """IK3*HI*22*2300*8
CTX*PATIENT NAME NM109:W1
IK4*1:2*1271*I12*Q999
CTX*SITUATIONAL TRIGGER*HI*22**1
IK4*2:1*1270*7*ZZ
IK3*DTP*27*2400*3
IK3*SV1*30*2400*8
IK4*2*782*6*12O
IK4*7**1
IK5*R*5*3
AK9*R*1*1*0
"""
)
COUNTS = GROUP + SET + "IK5*R*4\nAK9*R*1*1*0*5\n"
TRAILERS = GROUP + SET + "IK5*R*2*3\nAK9*R*2*1*0*3*5\n"
DOUBLE = GROUP + SET + "IK5*R*23\nAK9*R*1*1*0\n"
NOT_A_GROUP = "AK1*HC*101*005010X222\nAK9*R*1*1*0*2\n"
OF_A_PAYMENT = "AK1*HP*12*005010X221A1\nAK2*835*0001\nIK5*A\nAK9*A*1*1*1\n"
UNPLACED = GROUP + SET + "IK3*ZZZ*9**1\nIK5*R*5\nAK9*R*1*1*0\n"
ANSWERS = {
    "taken": TAKEN,
    "taken, no set named": WITHOUT_SETS,
    "three sets taken": THREE,
    "taken with errors noted": NOTED,
    "refused": REFUSED,
    "one of two refused": PARTLY,
    "a situation not met": SITUATIONAL,
    "several segments, several elements": MANY,
    "a count that is wrong": COUNTS,
    "trailers that are wrong": TRAILERS,
    "a set number twice": DOUBLE,
    "a group that is not read": NOT_A_GROUP,
    "a payment": OF_A_PAYMENT,
    "a segment that no loop holds": UNPLACED,
}
OF_MANY: list[Row] = [
    ("AK1*", "AK1*HC*101*005010X222A1*X", "ST AK104 too_many_elements"),
    ("AK1*", "AK1*QQ*101*005010X222A1", ""),
    ("AK2*", "AK2**0001*005010X222A1", "2000 AK201 missing"),
    ("IK3*HI", "IK3*HI*22*2300*11", "2100 IK304 bad_code"),
    ("IK3*HI", "IK3**22*2300*8", "2100 IK301 missing"),
    ("IK3*HI", "IK3*HI**2300*8", "2100 IK302 missing"),
    ("IK3*HI", "AK3*HI*22*2300*8", "2100 AK3 unknown_segment"),
    ("IK4*1:2", "IK4*1:2*1271*14*Q999", "2110 IK403 bad_code"),
    ("IK4*1:2", "IK4*1:2*1271", "2110 IK403 missing"),
    ("IK4*1:2", "IK4**1271*I12*Q999", "2110 IK401 missing"),
    ("IK4*1:2", "IK4*X*1271*I12*Q999", "2110 IK401-1 not_whole"),
    ("IK5*R", "IK5*P*5*3", "2000 IK501 bad_code"),
    ("IK5*R", "IK5*R*99", "2000 IK502 bad_code"),
    ("IK5*R", "AK5*R*5*3", "2000 AK5 unknown_segment"),
    ("AK9*R", "AK9*R*1*1", "ST AK904 missing"),
    ("AK9*R", "AK9*R*ONE*1*0", "ST AK902 not_whole"),
    ("AK9*R", "AK9*Z*1*1*0", "ST AK901 bad_code"),
    ("AK9*R", "", "ST AK9 missing_segment"),
]
ENVELOPES = {
    "taken": "TA1*000000905*261123*0930*A*000",
    "taken with an error": "TA1*000000905*261123*0930*E*018",
    "refused for its receiver": "TA1*000000905*261123*0930*R*007",
    "refused for its trailer": "TA1*000000905*261123*0930*R*023",
    "refused as a duplicate": "TA1*000000905*261123*0930*R*025",
    "two answers": "TA1*000000905*261123*0930*A*000\nTA1*000000906*261123*0931*R*001",
}


def acknowledgment(body: str) -> list[str]:
    """The file of a 999."""
    return wrapped(body, kind="999", group="FA", version="005010X231A1")


def answer(text: str) -> bytes:
    """A file with nothing in it but TA1."""
    return join([ISA, *text.split("\n"), "IEA*0*000000101"])


@pytest.mark.parametrize("what", ANSWERS)
def test_an_acknowledgment_of_another_translator_is_clean(what: str) -> None:
    assert [shown(one) for one in check(join(acknowledgment(ANSWERS[what]))).findings] == []


@pytest.mark.parametrize(("old", "new", "expected"), OF_MANY, ids=[row[1] or row[0] for row in OF_MANY])
def test_a_wrong_word_of_an_acknowledgment_is_told(old: str, new: str, expected: str) -> None:
    assert "; ".join(map(shown, check(join(turned(acknowledgment(MANY), old, new))).findings)) == expected


@pytest.mark.parametrize("what", ENVELOPES)
def test_an_answer_to_an_envelope_is_clean(what: str) -> None:
    report = check(answer(ENVELOPES[what]))
    assert report.findings == ()
    assert report.sets == ()
