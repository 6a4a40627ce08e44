"""Claim status inquiries (276) and answers (277) as offices and payers write them; not made from the guides.

Shapes that the trade uses must be clean. Rows as in `test_837p_by_hand`.
"""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from tests.standards.guides.test_837p_by_hand import Row, shown
from tests.standards.x12.x12_texts import changed, check, counted, join, lines

ASK = """
GS*HR*OFFICE*CLEARLANE*20261124*0930*1*X*005010X212
ST*276*0001*005010X212
BHT*0010*13*ASK1*20261124*0930
HL*1**20*1
NM1*PR*2*HARBOR MUTUAL*****PI*12345
HL*2*1*21*1
NM1*41*2*OAK BILLING*****46*SUBMITTER
HL*3*2*19*1
NM1*1P*2*OAK FAMILY CARE*****XX*1234567893
HL*4*3*22*0
DMG*D8*19800102*F
NM1*IL*1*DOE*JANE****MI*W1
TRN*1*T1
REF*1K*P77
REF*EJ*ACCOUNT 7
AMT*T3*150
DTP*472*D8*20261101
SE*17*0001
GE*1*1
IEA*1*000000101
"""
ASK_MORE = """
GS*HR*OFFICE*CLEARLANE*20261124*0930*1*X*005010X212
ST*276*0001*005010X212
BHT*0010*13*ASK1*20261124*0930
HL*1**20*1
NM1*PR*2*HARBOR MUTUAL*****XV*12345
HL*2*1*21*1
NM1*41*1*HART*ANN****46*SUBMITTER
HL*3*2*19*1
NM1*1P*1*HART*ANN****FI*123456789
NM1*1P*1*HART*ANN****XX*1234567893
HL*4*3*22*1
NM1*IL*2*MILL WORKS*****24*123456789
HL*5*4*23
DMG*D8*20150304*M
NM1*QC*1*DOE*ROBIN
TRN*1*T2
REF*BLT*111
REF*6P*GROUP9
REF*LU*WEST
DTP*472*RD8*20261101-20261103
SVC*HC:99213:25*100*****1
REF*FJ*L1
DTP*472*D8*20261101
SVC*NU:0450*50**0450
DTP*472*D8*20261102
TRN*1*T3
HL*6*3*22*0
DMG*D8*19800102
NM1*IL*1*ROE*LEE****MI*W2
TRN*1*T4
TRN*1*T5
SE*1*0001
GE*1*1
IEA*1*000000101
"""
TOLD = """
GS*HN*HARBOR*OFFICE*20261124*0930*1*X*005010X212
ST*277*0001*005010X212
BHT*0010*08*ASK1*20261124*0931*DG
HL*1**20*1
NM1*PR*2*HARBOR MUTUAL*****PI*12345
PER*IC*HELP DESK*TE*8005550101
HL*2*1*21*1
NM1*41*2*OAK BILLING*****46*SUBMITTER
HL*3*2*19*1
NM1*1P*2*OAK FAMILY CARE*****XX*1234567893
HL*4*3*22*0
NM1*IL*1*DOE*JANE****MI*W1
TRN*2*T1
STC*F1:65*20261110**150*120*20261112**20261115*EFT1
REF*1K*P77
REF*EJ*ACCOUNT 7
DTP*472*D8*20261101
SVC*HC:99213*100*80***1*1
STC*F1:65*20261110
REF*FJ*L1
DTP*472*D8*20261101
SE*21*0001
GE*1*1
IEA*1*000000101
"""
TOLD = TOLD.replace("SVC*HC:99213*100*80***1*1", "SVC*HC:99213*100*80****1")
TOLD_OF_CHILD = """
GS*HN*HARBOR*OFFICE*20261124*0930*1*X*005010X212
ST*277*0001*005010X212
BHT*0010*08*ASK1*20261124*0931*DG
HL*1**20*1
NM1*PR*2*HARBOR MUTUAL*****PI*12345
HL*2*1*21*1
NM1*41*2*OAK BILLING*****46*SUBMITTER
HL*3*2*19*1
NM1*1P*2*OAK FAMILY CARE*****XX*1234567893
HL*4*3*22*1
NM1*IL*1*DOE*JANE****MI*W1
HL*5*4*23
NM1*QC*1*DOE*ROBIN
TRN*2*T2
STC*P3:317:1P*20261110**200******A1:20
STC*R4:297::RX*20261111
TRN*2*T3
STC*A4:35*20261110
HL*6*2*19*0
NM1*1P*2*ELM CLINIC*****XX*1245319599
TRN*1*0
STC*E0:24:1P*20261110
SE*1*0001
GE*1*1
IEA*1*000000101
"""
TOLD_OF_NOTHING = """
GS*HN*HARBOR*OFFICE*20261124*0930*1*X*005010X212
ST*277*0001*005010X212
BHT*0010*08*ASK1*20261124*0931*DG
HL*1**20*1
NM1*PR*2*HARBOR MUTUAL*****PI*12345
HL*2*1*21*0
NM1*41*2*OAK BILLING*****46*SUBMITTER
TRN*2*ASK1
STC*E0:24:41*20261124
SE*1*0001
GE*1*1
IEA*1*000000101
"""
ASKED: list[Row] = [
    ("GS*HR", "GS*HN*OFFICE*CLEARLANE*20261124*0930*1*X*005010X212", "ST01 st_set_id"),
    ("BHT*", "BHT*0010*13**20261124*0930", "ST BHT03 missing"),
    ("BHT*", "BHT*0010*13*ASK1*20261124*0930*DG", "ST BHT06 not_used"),
    ("NM1*PR", "NM1*PR*1*HARBOR MUTUAL*****PI*12345", "2100A NM102 other_code"),
    ("NM1*PR", "NM1*PR*2*HARBOR MUTUAL*****46*12345", "2100A NM108 other_code"),
    ("NM1*41", "NM1*41*2******46*SUBMITTER", ""),
    ("NM1*1P", "NM1*85*2*OAK FAMILY CARE*****XX*1234567893", "2100C NM101 other_code"),
    ("NM1*1P", "\n".join(["NM1*1P*2*OAK*****XX*1234567893"] * 3), "2100C NM1 too_many_loops"),
    ("HL*4", "HL*4*3*22", "2000D HL04 missing"),
    ("HL*4", "HL*4*3*22*1", "2000D HL04 level_child"),
    ("DMG*", "DMG*D8*19800102*U", "2000D DMG03 other_code"),
    ("DMG*", "DMG*D8", "2000D DMG02 missing"),
    ("DMG*", "", ""),
    ("NM1*IL", "NM1*IL*1*DOE*JANE", "2100D NM108 missing; 2100D NM109 missing"),
    ("NM1*IL", "NM1*IL*1*DOE*JANE****MI*W1\nDMG*D8*19800102", "2000D DMG too_many_segments"),
    ("TRN*", "", "2200D TRN missing_segment"),
    ("TRN*", "TRN*2*T1", "2200D TRN01 other_code"),
    ("TRN*", "TRN*1*T1*9OFFICE001", "2200D TRN03 not_used"),
    ("REF*1K", "REF*BLT*131\nREF*1K*P77\nREF*D9*T9", ""),
    ("REF*1K", "REF*1K*P77\nREF*1K*P78", "2200D REF too_many_segments"),
    ("REF*1K", "REF*VV*V1", "2200D REF01 other_code"),
    ("AMT*", "AMT*T3*TEN", "2200D AMT02 not_a_number"),
    ("DTP*472", "DTP*472*D8*20261101\nREF*LU*WEST", "2200D REF late_segment"),
    ("DTP*472", "DTP*232*D8*20261101", "2200D DTP01 other_code"),
    ("DTP*472", "SVC*HC:99213*100", "2210D DTP missing_segment"),
    ("DTP*472", "SVC*XX:99213*100\nDTP*472*D8*20261101", "2210D SVC01-1 bad_code"),
]
ANSWERED: list[Row] = [
    ("BHT*", "BHT*0010*08*ASK1*20261124*0931", "ST BHT06 missing"),
    ("BHT*", "BHT*0010*08*ASK1*20261124*0931*TH", "ST BHT06 other_code"),
    ("BHT*", f"BHT*0010*08*{'A' * 31}*20261124*0931*DG", "ST BHT03 [longer_than_kept]"),
    ("PER*", "PER*IC*HELP DESK*TE*8005550101*EX", "2100A PER06 missing_by_note"),
    ("HL*2", "HL*2*1*21*0", "2000B HL04 level_child"),
    ("NM1*41", "NM1*41*2*OAK BILLING*****46*SUBMITTER\nTRN*2*ASK1\nSTC*A1:19*20261124", ""),
    ("NM1*41", "NM1*41*2*OAK BILLING*****46*SUBMITTER\nTRN*2*ASK1", "2200B STC missing_segment"),
    ("NM1*1P", "NM1*1P*2*OAK FAMILY CARE*****XX*1234567893\nTRN*1*0\nSTC*E0:24:85*20261110", ""),
    (
        "NM1*1P",
        "NM1*1P*2*OAK FAMILY CARE*****XX*1234567893\nTRN*1*0\nSTC*E0:24:41*20261110",
        "2200C STC01-3 other_code",
    ),
    ("TRN*2", "TRN*1*T1", "2200D TRN01 other_code"),
    ("STC*", "", "2200D STC missing_segment"),
    ("STC*", "STC*F1:65:PR*20261110", "2200D STC01-3 [off_list]"),
    ("STC*", "STC*F2:80*20261110", "2200D STC01-2 [off_list]"),
    ("STC*", "STC*F2:80::RX*20261110", ""),
    ("STC*", "STC*F2:M1::RX*20261110", ""),
    ("STC*", "STC*F1:65*20261110********F2:80::RX", ""),
    ("STC*", "STC*F1:65*20261110********F2:80", "2200D STC10-2 [off_list]"),
    ("STC*", "STC*F2:80:PR:RX*20261110", "2200D STC01-3 [off_list]"),
    ("STC*", "STC*F1*20261110", "2200D STC01-2 missing"),
    ("STC*", "STC*F1:65", "2200D STC02 missing"),
    ("STC*", "STC*F1:65*20261110*WQ*150", "2200D STC03 not_used"),
    ("STC*", "STC*F1:65*20261110**TEN", "2200D STC04 not_a_number"),
    ("STC*", "STC*F1:65*20261110**150*120*20261332", "2200D STC06 bad_date"),
    ("STC*", "STC*F1:65*20261110**150*120*20261112*CHK", "2200D STC07 not_used"),
    ("DTP*472", "DTP*472*D8*20261101\nREF*VV*V1", "2200D REF late_segment"),
    ("SVC*", "SVC*HC:99213*100*80", "2220D SVC07 missing"),
    ("SVC*", "SVC*HC:99213*100**0450***1", "2220D SVC03 missing"),
    ("REF*FJ", "REF*6R*L1", "2220D REF01 other_code"),
]
CLEAN = {
    "a subscriber's claim": ASK, "an employer's, with lines": ASK_MORE, "paid": TOLD, "a child's": TOLD_OF_CHILD,
    "nothing could be read": TOLD_OF_NOTHING,
}  # fmt: skip
CHANGES = [(ASK, *row) for row in ASKED] + [(TOLD, *row) for row in ANSWERED]
LAST = {
    ASK: ["TRN*1*T1", "REF*1K*P77", "REF*EJ*ACCOUNT 7", "AMT*T3*150", "DTP*472*D8*20261101"],
    TOLD_OF_NOTHING: ["TRN*2*ASK1", "STC*E0:24:41*20261124"],
    TOLD_OF_CHILD: ["TRN*1*0", "STC*E0:24:1P*20261110"],
}


@pytest.mark.parametrize("what", CLEAN)
def test_a_file_as_the_trade_writes_it_is_clean(what: str) -> None:
    report = check(join(counted(lines(CLEAN[what]))))
    assert [shown(one) for one in report.findings] == []
    assert [one.verdict for one in report.sets] == ["accepted"]


@pytest.mark.parametrize("what", CLEAN)
def test_each_segment_is_placed_where_the_walk_takes_it(what: str) -> None:
    """A segment with elements too many is told in the loop in which `place` finds it."""
    segments = counted(lines(CLEAN[what]))
    (version,) = {one.version for one in check(join(segments)).sets}
    placed = x12.place(join(segments[2:-2]), delimiters=x12.Delimiters(), version=version)
    for n, one in list(enumerate(placed, 2))[1:-1]:
        spoiled = [*segments[:n], segments[n] + "*" * 30 + "X", *segments[n + 1 :]]
        told = {found.place.loop for found in check(join(spoiled)).findings if found.place.segment == one.number}
        assert told == {one.loop}, segments[n]


@pytest.mark.parametrize(("text", "old", "new", "expected"), CHANGES, ids=[row[2][:40] or row[1] for row in CHANGES])
def test_a_change_of_the_clean_file_is_told_so(text: str, old: str, new: str, expected: str) -> None:
    assert "; ".join(map(shown, check(changed(old, new, text)).findings)) == expected


@pytest.mark.parametrize(("text", "loop"), [(ASK, "2200D"), (TOLD_OF_NOTHING, "2200B"), (TOLD_OF_CHILD, "2200C")])
def test_a_level_that_ends_must_ask_or_answer(text: str, loop: str) -> None:
    left = [one for one in lines(text) if one not in LAST[text]]
    (found,) = check(join(counted(left))).findings
    assert (found.rule, found.place.loop) == ("segment.missing_segment_by_rule", loop)
