"""275 files written by hand as public companion guides of Medicare and of payers show them, and broken ones."""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.check import check
from clearlane.standards.x12.tier import Tier
from clearlane.vocabulary.finding import Finding, Severity
from tests.standards.guides.attachment_texts import interchange, rules
from tests.standards.x12.small_files import AT

UNASKED = """
BGN*02*ATT1*20261124
NM1*PR*2*HARBOR MUTUAL*****PI*HARBOR
NM1*41*2*OAK BILLING*****46*SUBMITTER
NM1*1P*2*OAK FAMILY CARE*****XX*1234567893
NM1*QC*1*DOE*JANE****MI*W1
REF*EJ*A1
REF*X1*CLAIM42
DTP*472*D8*20261110
LX*1
TRN*1*ACN778899
DTP*368*D8*20261124
CAT*AE*TX
"""
ANSWER = """
BGN*11*ATT2*20261124*0930
NM1*PR*2*HARBOR MUTUAL*****PI*HARBOR
PER*IC*MEDICAL REVIEW
NM1*1P*1*HART*ANN****XX*1245319599
NM1*QC*1*DOE*JANE****MI*W1
REF*EJ*A1
REF*EA*M77
DTP*472*RD8*20261110-20261112
LX*1
TRN*2*ICN0042
STC*R4:18842-5::LOI
CAT*AE*HL
{first}
LX*2
TRN*2*ICN0042
STC*R4:11506-3::LOI
REF*FJ*2
CAT*AE*TX
{second}
"""
REVIEW = """
BGN*11*0001*20261124
NM1*PR*2*HARBOR MUTUAL*****PI*HARBOR
PER*IC*REVIEW DESK
NM1*85*2*OAK HOSPITAL*****FI*364015560
NM1*41*2*OAK HOSPITAL*****SV*00500
NM1*QC*1*ROE*TIM****HN*111223333A
REF*IK*1722634842
DTP*472*RD8*20261101-20261104
LX*01
STC*R3:18594-2
DTP*097*D8*20261120
CAT*UL*HL
EFI*09
{first}
"""
TEXT = "note~with*all:of^the marks"
BIN = f"BIN*{len(TEXT)}*{TEXT}"
BDS = f"BDS*ASC*{len(TEXT)}*{TEXT}"
MIME = "BDS*B64*12*QUJDREVGR0g="
OBJECT = "OOI*1*47*ATTACHMENT\n"

LEGAL = {
    "an attachment that nobody asked for": ("005010X210", UNASKED + BIN),
    "an attachment in two payloads of one document": ("005010X210", UNASKED + f"EFI*09\n{BIN}\nEFI*09\n{BIN}"),
    "an answer to two questions": ("005010X210", ANSWER.format(first="EFI*05\n" + BIN, second=BIN)),
    "the same in the newer version": ("006020X314", UNASKED + OBJECT + MIME),
    "an answer in the newer version": ("006020X314", ANSWER.format(first=OBJECT + MIME, second=BDS)),
    "records for a review": ("005010X211", REVIEW.format(first=BIN)),
    "records for a review in the newer version": ("006020X316", REVIEW.format(first=BDS).replace("EFI*09\n", OBJECT)),
}


@pytest.mark.parametrize("name", LEGAL)
def test_a_file_of_a_companion_guide_has_no_finding(name: str) -> None:
    version, text = LEGAL[name]
    report = x12.report([interchange("PI", version, text)])
    assert report.findings == ()
    assert report.sets[0].verdict == "accepted"


@pytest.mark.parametrize("name", LEGAL)
def test_it_may_come_byte_by_byte(name: str) -> None:
    version, text = LEGAL[name]
    data = interchange("PI", version, text)
    assert x12.report(data[at : at + 1] for at in range(len(data))) == x12.report([data])


LOOKS_LIKE_MORE = "~LX*9~TRN*1*X~CAT*AE*TX~SE*1*0001~GE*1*101~"


def test_a_payload_that_looks_like_more_of_the_set_is_left_alone_by_each_tier() -> None:
    head, _, answer = UNASKED.partition("LX*1\n")
    payload = f"BIN*{len(LOOKS_LIKE_MORE)}*{LOOKS_LIKE_MORE}\n"
    data = interchange("PI", "005010X210", head + "".join(f"LX*{n}\n{answer}{payload}" for n in range(1, 120)))
    told = [list(check(iter([data]), tier=tier)) for tier in Tier]
    assert told[0] == told[1] == told[2]
    assert [one for one in told[0] if isinstance(one, Finding)] == []


def test_the_newer_version_may_come_in_the_older_interchange() -> None:
    assert rules(interchange("PI", "006020X314", UNASKED + MIME, isa12="00501")) == []


def test_parties_of_the_header_may_come_in_any_order() -> None:
    lines = UNASKED.strip().split("\n")
    moved = [lines[0], *lines[4:8], lines[3], lines[1], lines[2], *lines[8:]]
    assert rules(interchange("PI", "005010X210", "\n".join(moved) + "\n" + BIN)) == []


BROKEN = {
    "a length that is too short": (UNASKED + BIN.replace("*26*", "*20*"), [("element.binary_longer", "BIN02")]),
    "a length that is too long": (UNASKED + BIN.replace("*26*", "*99*"), [("element.binary_shorter", "BIN02")]),
    "a length of thousands": (UNASKED + BIN.replace("*26*", "*9999999*"), [("element.binary_shorter", "BIN02")]),
    "a length that is no number": (UNASKED + BIN.replace("*26*", "*2x*"), [("element.not_whole", "BIN01")]),
    "an empty payload": (UNASKED + "BIN*0*", [("element.missing", "BIN02")]),
    "no payload": (UNASKED, [("segment.missing_segment", "BIN00")]),
    "a payload of the newer version": (
        UNASKED + MIME,
        [("segment.foreign_segment", "BDS00"), ("segment.missing_segment", "BIN00")],
    ),
    "no trace": (UNASKED.replace("TRN*1*ACN778899\n", "") + BIN, [("segment.missing_segment", "TRN00")]),
    "no patient": (
        UNASKED.replace("NM1*QC*1*DOE*JANE****MI*W1\nREF*EJ*A1\nREF*X1*CLAIM42\nDTP*472*D8*20261110\n", "") + BIN,
        [("segment.missing_loop", "NM100")],
    ),
    "another purpose": (UNASKED.replace("BGN*02", "BGN*QQ") + BIN, [("element.bad_code", "BGN01")]),
    "no day of the calendar": (
        UNASKED.replace("*D8*20261124", "*D8*20261131") + BIN,
        [("element.bad_format", "DTP03")],
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_says_what_is_wrong_once(name: str) -> None:
    text, expected = BROKEN[name]
    assert rules(interchange("PI", "005010X210", text)) == expected


def test_the_answer_to_a_wrong_length_is_valid_and_holds_nothing_of_the_payload() -> None:
    (interchange_report,) = x12.report(
        [interchange("PI", "005010X210", UNASKED + BIN.replace("*26*", "*20*"))]
    ).interchanges
    answer = x12.acknowledge(interchange_report, control=1, at=AT)
    assert answer is not None
    assert x12.report([answer]).findings == ()
    assert b"IK3*BIN*14*2100*8~IK4*2*785*5~" in answer
    assert b"note" not in answer


def test_a_payload_that_is_cut_off_is_the_end_of_the_file() -> None:
    data = interchange("PI", "005010X210", UNASKED + BIN)
    cut = data[: data.index(b"note~with") + 9]
    assert rules(cut) == [("envelope.cut_off", "00")]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("CAT*AE*TX", "CAT*AE*QQ", ("element.off_list", "CAT02")),
        ("REF*X1*", "REF*ZZ*", ("element.off_list", "REF01")),
        ("DTP*368*", "DTP*050*", ("element.off_list", "DTP01")),
    ],
)
def test_what_one_reading_says_alone_only_warns(old: str, new: str, expected: tuple[str, str]) -> None:
    data = interchange("PI", "005010X210", UNASKED.replace(old, new) + BIN)
    assert rules(data) == []
    assert rules(data, severity=Severity.WARNING) == [expected]


def test_the_newer_version_needs_a_filter_that_it_knows() -> None:
    data = interchange("PI", "006020X314", UNASKED + MIME.replace("B64", "PDF"))
    assert rules(data) == [("element.bad_code", "BDS01")]


def test_the_group_of_an_attachment_is_its_own() -> None:
    data = interchange("PI", "005010X210", UNASKED + BIN).replace(b"GS*PI*", b"GS*HI*")
    assert rules(data) == [("envelope.gs_functional_id", "GS01")]
