"""Services reviews (278), segment by segment, as practices and reviewers would get them wrong.

Shapes are those of the public X12 examples of the 278 and of companion guides. Rows as in `test_837p_by_hand`.
"""

from __future__ import annotations

import pytest

from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.parse_set import parse_set
from tests.standards.guides.services_review_texts import (
    ADMISSION,
    AMBULANCE,
    CERTIFIED,
    CLEAN,
    HOME_CARE_OF_A_CHILD,
    INQUIRY,
    NOTIFICATION,
    PENDED_FOR_A_CHILD,
    RECEIPT,
    REFUSED,
    TWO_EVENTS_FOUND,
)
from tests.standards.guides.test_837p_by_hand import Row, shown
from tests.standards.x12.x12_texts import changed, check, join, lines


@pytest.mark.parametrize("what", CLEAN)
def test_what_is_written_as_in_the_examples_is_accepted(what: str) -> None:
    report = check(join(lines(CLEAN[what])))
    assert [shown(one) for one in report.findings] == []
    assert [one.verdict for one in report.sets] == ["accepted"]


REQUEST: list[Row] = [
    ("ST*", "ST*278*0001", "ST ST03 missing"),
    ("BHT*", "BHT*0007*01*REVIEW1*20261124*0930", ""),
    ("BHT*", "BHT*0007*36*REVIEW1*20261124*0930", ""),
    ("BHT*", "BHT*0007*15*REVIEW1*20261124*0930", "ST BHT02 other_code"),
    ("BHT*", "BHT*0007*QQ*REVIEW1*20261124*0930", "ST BHT02 bad_code"),
    ("BHT*", "BHT*0007**REVIEW1*20261124*0930", "ST BHT02 missing"),
    ("BHT*", "BHT*0078*13*REVIEW1*20261124*0930", "ST BHT01 bad_code"),
    ("BHT*", "BHT*0007*13*REVIEW1*20261124*0930*AR", "ST BHT06 bad_code"),
    ("BHT*", "", "ST BHT missing_segment"),
    ("HL*1", "HL*1**20*0", "2000A HL04 other_code"),
    ("NM1*X3", "", "2010A NM1 missing_loop"),
    ("NM1*X3", "NM1*PR*2*HARBOR MUTUAL*****PI*HARBOR", ""),
    ("NM1*X3", "NM1*X3*2*HARBOR MUTUAL", "2010A NM108 missing; 2010A NM109 missing"),
    ("NM1*1P", "NM1*FA*2*HARBOR HOSPITAL*****46*SUBMITTER", ""),
    ("NM1*1P", "NM1*1P*1*HART*ANN****MI*W1", "2010B NM108 other_code"),
    ("PRV*PC", "PRV*PC*ZZ*207Q00000X", "2010B PRV02 other_code"),
    ("PRV*PC", "PRV*PC*PXC*207Q", "2010B PRV03 [off_list]"),
    ("DMG*", "DMG*D8*19810229*F", "2010C DMG02 bad_format"),
    ("DMG*", "DMG*D8*19800229*F\nINS*Y*18******AO", ""),
    ("NM1*IL", "NM1*IL*2*DOE*****MI*W12345", "2010C NM102 other_code"),
    ("HL*4", "HL*4*2*EV*1", "2000E HL02 level_parent"),
    ("HL*4", "HL*4*3*EV*0", "2000E HL04 level_child"),
    ("TRN*1*TRACE1", "TRN*2*TRACE1*9123456789", "2000E TRN01 other_code"),
    ("TRN*1*TRACE1", "TRN*1*TRACE1*912345678", "2000E TRN03 too_short"),
    ("UM*AR", "", "2000E UM missing_segment"),
    ("UM*AR", "UM*AR*I*30*21:B**03***Y", "2000E UM03 [off_list]"),
    ("UM*AR", "UM*AD*I*2*21:B**03***Y", "2000E UM01 bad_code"),
    ("UM*AR", "UM*AR**2*21:B**03***Y", "2000E UM02 missing"),
    ("UM*AR", "UM*AR*I*2*21**03***Y", "2000E UM04-2 missing"),
    ("UM*AR", "UM*AR*I*2*21:B*AA:::ID*03***Y", ""),
    ("DTP*435", "DTP*435*RD8*20261201-20261203", ""),
    ("DTP*435", "DTP*435*D8*20261231\nDTP*096*D8*20261301", "2000E DTP03 bad_format"),
    ("DTP*435", "DTP*096*D8*20261203\nDTP*435*D8*20261201", ""),
    ("HI*ABK", "HI*ABK:K3580*ABK:I10", "2000E HI02-1 other_code"),
    ("HI*ABK", "HI*ABK:K3580:D8", "2000E HI01-4 missing_by_note"),
    ("HI*ABK", "HI*ABK:k35.80", "2000E HI01-2 [off_list]"),
    ("HI*ABK", "HI*ABK:K3580*ABF:I10*ABF:QQQ", "2000E HI03-2 [off_list]"),
    ("HI*ABK", "HI*BK:5409*DR:470", ""),
    ("HSD*DY", "HSD*DY", "2000E HSD02 missing_by_note"),
    ("HSD*DY", "HSD*VS*1*WK**7*4", ""),
    ("CL1*", "CL1*1*1*01*10", "2000E CL104 bad_code"),
    ("NM1*71", "NM1*71*1*ROE*MARK****XX", "2010EA NM109 missing_by_note"),
    ("NM1*71", "NM1*82*1*ROE*MARK****XX*1245319599", "2010EA NM101 other_code"),
    ("HL*5", "HL*5*3*SS*0", "2000F HL02 level_parent"),
    ("HL*5", "HL*5*4*SS*1", "2000F HL04 other_code"),
    ("SV2*", "SV2*0450*AD:44970*900*UN*1", "2000F SV202-1 [off_list]"),
    ("SV2*", "SV2***900", "2000F SV201 none_sent"),
    ("SV1*HC:99223", "SV1*HC:99223*150*UN", "2000F SV104 missing_by_note"),
    ("SV1*HC:99223", "SV1*HC:99223*150*UN*1*11", "2000F SV105 not_used"),
    ("NM1*SJ", "HCR*A1*AUTH\nNM1*SJ*1*ROE*MARK****XX*1245319599", "2000F HCR foreign_segment"),
]
CHILD: list[Row] = [
    ("NM1*QC", "NM1*QC*1*ROE*TIM****MI*W3", "2010D NM108 not_used; 2010D NM109 not_used"),
    ("INS*N", "INS*N*G8", ""),
    ("INS*N", "INS*N*99", "2010D INS02 [off_list]"),
    ("INS*N", "INS*Y*19", "2010D INS01 other_code"),
    ("HL*5", "HL*5*3*EV*1", "2000E HL02 level_parent"),
    ("HL*4", "HL*4*3*23*0", "2000D HL04 other_code"),
    ("CRC*75", "CRC*75*Y*26*99", "2000E CRC04 [off_list]"),
    ("CRC*75", "CRC*75*Y*26\nCRC*11*N*33\nCRC*08*N*14", ""),
    ("CRC*75", "CRC*75*Y*26\nCRC*75*N*02", "2000E CRC too_many_segments"),
    ("CR6*", "CR6*1*20261201*RD8****W*I", "2000E CR604 missing_by_note"),
    ("CR6*", "CR6*1*20261201*****W", "2000E CR608 missing"),
    ("CR6*", "CR5***A***2***********A\nCR6*1*20261201*****W*I", ""),
    ("CR6*", "CR2*1*3*L1*L5\nCR6*1*20261201*****W*I", ""),
    ("PWK*77", "PWK*77*AA", ""),
    ("PWK*77", "PWK*77*QQ***AC*ATT1", "2000E PWK02 bad_code"),
    ("MSG*", "MSG", "2000E MSG01 missing"),
    ("SV3*", "SV3*AD:D0150***10***1\nTOO*JP*9*Q", "2000F TOO03-1 bad_code"),
    ("TOO*", "", ""),
]
RIDE: list[Row] = [
    ("CR1*", "CR1*LB*140**D*DH*27", "2000E CR103 missing"),
    ("CR1*", "CR1*LB**X*D*DH*27", "2000E CR102 missing_by_note"),
    ("NM1*PW", "NM1*PW*1*HOME", "2010EB NM102 other_code"),
    ("N3*2 MAIN", "", "2010EB N3 missing_segment"),
    ("REF*ZZ", "", ""),
    ("DTP*598", "DTP*598*RD8*20261120-20261121", "2010EC DTP02 other_code"),
    ("REF*BB", "REF*BB*AUTH1\nREF*NT*ADMIN1", ""),
    ("REF*BB", "REF*BB*AUTH1\nREF*BB*AUTH2", "2000E REF too_many_segments"),
]
ANSWER: list[Row] = [
    ("BHT*", "BHT*0007*11*REVIEW1*20261124*1030", ""),
    ("BHT*", "BHT*0007*11*REVIEW1*20261124*1030*XX", "ST BHT06 bad_code"),
    ("BHT*", "", "ST BHT missing_segment"),
    ("HCR*A2", "", ""),
    ("HCR*A2", "HCR*A9*AUTH2", "2000E HCR01 bad_code"),
    ("HCR*A2", "HCR*A2*AUTH2*01^02^03^04^05", ""),
    ("HCR*A2", "HCR*A2*AUTH2*01^02^03^04^05^06", "2000E HCR03 too_many_repeats"),
    ("HCR*A1", "HCR*A2*AUTH2", "2000F HCR01 other_code"),
    ("HCR*A1", "HCR*A1*AUTH2\nHCR*A1*AUTH3", "2000F HCR too_many_segments"),
    ("UM*AR", "UM*AR*I*2*21:B*AA", "2000E UM05 not_used"),
    ("DTP*007", "DTP*007*D8*20261201\nDTP*036*D8*20261204\nDTP*102*D8*20261124", ""),
    ("TRN*2*TRACE1", "TRN*1*OURS*9123456789\nTRN*2*TRACE1*9123456789", ""),
    ("N3*1 HARBOR", "N3*1 HARBOR WAY\nAAA*N**49*C", ""),
    ("NM1*FA", "NM1*L5*2*REVIEW DESK", ""),
]
MORE: list[Row] = [
    ("NM1*L5", "NM1*L5*2*REVIEW DESK*****MI*12", "2010EB NM108 other_code"),
    ("HI*LOI:18657-7*", "HI*ABK:K3580", "2000F HI01-1 other_code"),
    ("NM1*QC", "NM1*QC*1*ROE*TIM****MI*W3", ""),
    ("PWK*77", "PWK*77*AA", "2000E PWK02 other_code"),
]
NO: list[Row] = [
    ("AAA*N**72", "AAA*N**99*C", "2010C AAA03 [off_list]"),
    ("AAA*N**72", "AAA*N**72*Q", "2010C AAA04 bad_code"),
    ("AAA*N**72", "AAA***72*C", "2010C AAA01 missing"),
    ("HL*3", "HL*3*2*22*1", "2000C HL04 level_child"),
]
ASKING: list[Row] = [
    ("BHT*", "BHT*0007*13*ASK1*20261124*0940", "ST BHT02 [off_list]"),
    ("BHT*", "BHT*0007**ASK1*20261124*0940", "ST BHT02 missing"),
    ("UM*AR", "", ""),
    ("REF*NT", "REF*BB*AUTH1", ""),
    ("REF*NT", "REF*D9*AUTH1", "2000E REF01 other_code"),
    ("NM1*IL", "", "2010C NM1 missing_loop"),
]
FOUND: list[Row] = [
    ("HL*7", "HL*7*5*EV*1", ""),
    ("HL*7", "HL*7*2*EV*1", "2000E HL02 level_parent"),
    ("HL*8", "HL*8*6*SS*0", "2000F HL02 level_parent"),
    ("HCR*A4", "", ""),
]
TOLD: list[Row] = [
    ("BHT*", "BHT*0007*14*NOTE1*20261124*0950", ""),
    ("BHT*", "BHT*0007*13*NOTE1*20261124*0950", "ST BHT02 [off_list]"),
    ("NM1*FA", "NM1*FA*2*HARBOR HOSPITAL", "2010A NM108 missing; 2010A NM109 missing"),
    ("NM1*FA", "NM1*QC*2*HARBOR HOSPITAL*****XX*1245319599", "2010A NM101 other_code"),
    ("REF*6P", "REF*QQ*G1", "2010C REF01 other_code"),
]
TAKEN: list[Row] = [
    ("BHT*", "BHT*0007*06*NOTE1*20261124*0952", ""),
    ("REF*NT*RECEIPT1", "REF*NT*RECEIPT1\nREF*NT*RECEIPT3", "2000C REF too_many_segments"),
    ("HL*4", "HL*4*2*EV*0", "2000E HL02 level_parent"),
]
PARTS: dict[str, tuple[str, list[Row]]] = {
    "request": (ADMISSION, REQUEST),
    "request for a child": (HOME_CARE_OF_A_CHILD, CHILD),
    "request for a ride": (AMBULANCE, RIDE),
    "response": (CERTIFIED, ANSWER),
    "response that asks for more": (PENDED_FOR_A_CHILD, MORE),
    "response that refuses": (REFUSED, NO),
    "inquiry": (INQUIRY, ASKING),
    "answer to an inquiry": (TWO_EVENTS_FOUND, FOUND),
    "notification": (NOTIFICATION, TOLD),
    "receipt": (RECEIPT, TAKEN),
}


@pytest.mark.parametrize(("part", "number"), [(part, n) for part, (_, rows) in PARTS.items() for n in range(len(rows))])
def test_a_change_of_a_clean_review_is_told_so(part: str, number: int) -> None:
    text, rows = PARTS[part]
    old, new, expected = rows[number]
    assert "; ".join(map(shown, check(changed(old, new, text)).findings)) == expected


@pytest.mark.parametrize("text", [ADMISSION, CERTIFIED, INQUIRY, RECEIPT])
def test_a_set_without_its_bht_has_one_finding_and_is_rejected(text: str) -> None:
    report = check(changed("BHT*", "", text))
    assert [shown(one) for one in report.findings] == ["ST BHT missing_segment"]
    assert [one.verdict for one in report.sets] == ["rejected"]


def test_a_set_that_ends_behind_its_st_is_told_to_lack_its_end() -> None:
    segments = [*lines(ADMISSION)[:3], "GE*1*101", "IEA*1*000000101"]
    report = check(join(segments))
    assert [one.rule for one in report.findings] == ["envelope.se_missing"]
    assert [one.verdict for one in report.sets] == ["rejected"]


def test_request_and_response_of_one_version_are_placed_each_by_its_guide() -> None:
    for text, loops in ((ADMISSION, {"2010F"}), (CERTIFIED, set()), (PENDED_FOR_A_CHILD, {"2010EB"})):
        found = set()
        todo = [parse_set(join(lines(text)[2:-2]), delimiters=Delimiters(), version="005010X217")]
        while todo:
            loop = todo.pop()
            found.add(loop.id)
            todo += loop.children
        assert {"2000E", "2000F"} | loops <= found
        assert "" not in found
