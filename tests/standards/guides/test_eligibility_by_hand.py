"""Eligibility inquiries (270) and answers (271) as offices and payers write them; not made from the guides.

Shapes that the trade uses must be clean. Rows as in `test_837p_by_hand`: a segment of a clean file, what stands in its
place, and what is said of it.
"""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from tests.standards.guides.test_837p_by_hand import Row, shown
from tests.standards.x12.x12_texts import changed, check, counted, join, lines

ASK = """
GS*HS*OFFICE*CLEARLANE*20261124*0930*1*X*005010X279A1
ST*270*0001*005010X279A1
BHT*0022*13*ASK1*20261124*0930
HL*1**20*1
NM1*PR*2*HARBOR MUTUAL*****PI*12345
HL*2*1*21*1
NM1*1P*2*OAK FAMILY CARE*****XX*1234567893
REF*EO*77
N3*12 ELM ST
N4*BOISE*ID*83702
PRV*PE*PXC*207Q00000X
HL*3*2*22*0
TRN*1*T1*9OFFICE001*DESK 4
NM1*IL*1*DOE*JANE****MI*W1
REF*6P*GROUP9
DMG*D8*19800102*F
DTP*291*D8*20261124
EQ*30
SE*18*0001
GE*1*1
IEA*1*000000101
"""
ASK_FOR_CHILD = """
GS*HS*OFFICE*CLEARLANE*20261124*0930*1*X*005010X279A1
ST*270*0001*005010X279A1
BHT*0022*13**20261124*0930
HL*1**20*1
NM1*PR*2*HARBOR MUTUAL*****PI*12345
HL*2*1*21*1
NM1*1P*1*HART*ANN****XX*1234567893
HL*3*2*22*1
NM1*IL*1*DOE*JANE****MI*W1
HL*4*3*23*0
TRN*1*T2*9OFFICE001
NM1*03*1*DOE*ROBIN
N4*BOISE*ID*83702
DMG*D8*20150304*M
INS*N*19
DTP*291*RD8*20261101-20261130
EQ*98^UC^AL
III*ZZ*11
EQ**HC:99213:25***1:2
HL*5*2*22*0
NM1*IL*1*ROE*LEE
DMG*D8*19901112
INS*Y*18***************2
HI*ABK:J020*ABF:R05
EQ*30**FAM
AMT*R*100
AMT*PB*150
REF*G1*A77
SE*1*0001
GE*1*1
IEA*1*000000101
"""
TOLD = """
GS*HB*HARBOR*OFFICE*20261124*0930*1*X*005010X279A1
ST*271*0001*005010X279A1
BHT*0022*11*ASK1*20261124*0931
HL*1**20*1
NM1*PR*2*HARBOR MUTUAL*****PI*12345
PER*IC*HELP DESK*TE*8005550101*UR*HARBOR.EXAMPLE
HL*2*1*21*1
NM1*1P*2*OAK FAMILY CARE*****XX*1234567893
HL*3*2*22*0
TRN*2*T1*9OFFICE001
TRN*1*H55*9HARBOR001
NM1*IL*1*DOE*JANE****MI*W1
REF*18*PLAN7*BLUE PLAN
N3*1 OAK ST
N4*BOISE*ID*83702
DMG*D8*19800102*F
INS*Y*18*001*25
DTP*346*D8*20260101
EB*1**30*PR*BLUE PLAN
DTP*291*RD8*20260101-20261231
EB*1**1^33^35^47^86^88^98^AL^MH^UC
EB*C*IND*30***23*500*****Y
EB*B**98***27*25*****W
HSD*VS*10***34*1
REF*1L*G9*GROUP NINE
MSG*REFERRAL NEEDED
III*ZZ*11
III*ZZ*22
LS*2120
NM1*P3*1*HART*ANN****XX*1245319599
N3*12 ELM ST
N4*BOISE*ID*83702
PER*IC**TE*8005550102
PRV*PC*PXC*207Q00000X
NM1*PR*2*OTHER PAYER
LE*2120
EB*A**47*****.2
EB*F**A6***29***VS*12
SE*38*0001
GE*1*1
IEA*1*000000101
"""
TOLD_OF_CHILD = """
GS*HB*HARBOR*OFFICE*20261124*0930*1*X*005010X279A1
ST*271*0001*005010X279A1
BHT*0022*11*ASK1*20261124*0931
HL*1**20*1
NM1*PR*2*HARBOR MUTUAL*****PI*12345
HL*2*1*21*1
NM1*1P*2*OAK FAMILY CARE*****XX*1234567893
HL*3*2*22*1
NM1*IL*1*DOE*JANE****MI*W1
HL*4*3*23*0
TRN*2*T2*9OFFICE001
NM1*03*1*DOE*ROBIN
DMG*D8*20150304*U
INS*N*19
EB*6**30
DTP*349*D8*20261031
LS*2120
NM1*SEP*2*NEXT PAYER
LE*2120
SE*1*0001
GE*1*1
IEA*1*000000101
"""
REFUSALS = {
    "the payer cannot answer": ("HL*1**20*0\nAAA*Y**42*R\nNM1*PR*2*HARBOR MUTUAL*****PI*12345",),
    "the payer is not there": ("HL*1**20*0\nNM1*PR*2*HARBOR MUTUAL*****PI*12345\nAAA*N**79*C",),
    "the provider is not known": (
        "HL*1**20*1\nNM1*PR*2*HARBOR MUTUAL*****PI*12345",
        "HL*2*1*21*0\nNM1*1P*2*OAK FAMILY CARE*****XX*1234567893\nAAA*N**51*C",
    ),
    "the member is not found": (
        "HL*1**20*1\nNM1*PR*2*HARBOR MUTUAL*****PI*12345",
        "HL*2*1*21*1\nNM1*1P*2*OAK FAMILY CARE*****XX*1234567893",
        "HL*3*2*22*0\nNM1*IL*1*DOE*JANE****MI*W1\nAAA*N**72*C\nAAA*N**73*C\nDMG*D8*19800102",
    ),
    "the service cannot be told": (
        "HL*1**20*1\nNM1*PR*2*HARBOR MUTUAL*****PI*12345",
        "HL*2*1*21*1\nNM1*1P*2*OAK FAMILY CARE*****XX*1234567893",
        "HL*3*2*22*0\nNM1*IL*1*DOE*JANE****MI*W1\nEB*V**30\nAAA*N**33*C",
    ),
}
ASKED: list[Row] = [
    ("GS*HS", "GS*HB*OFFICE*CLEARLANE*20261124*0930*1*X*005010X279A1", "ST01 st_set_id"),
    ("GS*HS", "GS*HC*OFFICE*CLEARLANE*20261124*0930*1*X*005010X279A1", "GS01 gs_functional_id"),
    ("ST*270", "ST*270*0001*005010X279", "ST03 st_unsupported"),
    ("BHT*", "BHT*0022*01*ASK1*20261124*0930*RT", ""),
    ("BHT*", "BHT*0022*11*ASK1*20261124*0930", "ST BHT02 other_code"),
    ("BHT*", "BHT*0022*13*ASK1*20261124", "ST BHT05 missing"),
    ("NM1*PR", "NM1*PR*2*HARBOR MUTUAL", "2100A NM108 missing; 2100A NM109 missing"),
    ("NM1*PR", "NM1*IL*2*HARBOR MUTUAL*****PI*12345", "2100A NM101 other_code"),
    ("HL*2", "HL*2*1*21*0", "2000B HL04 other_code"),
    ("HL*2", "", "2000B HL missing_segment"),
    ("NM1*1P", "NM1*1P*1*HART*ANN****SV*77", ""),
    ("NM1*1P", "NM1*41*2*OAK FAMILY CARE*****XX*1234567893", "2100B NM101 other_code"),
    ("N4*", "N4*BOISE", "2100B N402 missing_by_rule; 2100B N403 missing_by_rule"),
    ("PRV*", "PRV*PE*PXC", "2100B PRV03 missing_by_note"),
    ("PRV*", "PRV*PE", ""),
    ("HL*3", "HL*3*1*22*0", "2000C HL02 level_parent"),
    ("HL*3", "HL*3*2*22*1", "2000C HL04 level_child"),
    ("HL*3", "HL*3*2*23*0", "2000C HL03 other_code"),
    ("TRN*", "TRN*1*T1*9OFFICE001\nTRN*1*T2*9CLEAR0001", ""),
    ("TRN*", "TRN*1*T1*9OFFICE001\nTRN*1*T2*9CLEAR0001\nTRN*1*T3*9CLEAR0001", "2000C TRN too_many_segments"),
    ("TRN*", "TRN*1*T1", "2000C TRN03 missing"),
    ("TRN*", "TRN*2*T1*9OFFICE001", "2000C TRN01 other_code"),
    ("NM1*IL", "NM1*IL*1", ""),
    ("NM1*IL", "NM1*IL*1*DOE*JANE****MI", "2100C NM109 missing_by_note"),
    ("NM1*IL", "NM1*IL*1*DOE*JANE****XX*W1", "2100C NM108 other_code"),
    ("NM1*IL", "", "2100C NM1 missing_segment"),
    ("REF*6P", "REF*SY*123456789\nREF*IG*P1", ""),
    ("REF*6P", "REF*G1*A1", "2100C REF01 other_code"),
    ("DMG*", "DMG*D8*19801302*F", "2100C DMG02 bad_format"),
    ("DMG*", "DMG*D8*19800102*U", "2100C DMG03 other_code"),
    ("DMG*", "DMG*D8", "2100C DMG02 missing_by_note"),
    ("DMG*", "INS*Y*18\nDMG*D8*19800102*F", "2100C INS17 missing; 2100C DMG late_segment"),
    ("DTP*291", "DTP*291*RD8*20261124", "2100C DTP03 bad_format"),
    ("DTP*291", "DTP*472*D8*20261124", "2100C DTP01 other_code"),
    ("EQ*30", "", "2110C EQ missing_segment_by_rule"),
    ("EQ*30", "EQ", "2110C EQ01 none_sent"),
    ("EQ*30", "EQ*30*HC:99213", ""),
    ("EQ*30", "EQ**HC", "2110C EQ02-2 missing"),
    ("EQ*30", "EQ**XX:99213", "2110C EQ02-1 bad_code"),
    ("EQ*30", "EQ*30^QQ", "2110C EQ01 [off_list]"),
    ("EQ*30", f"EQ*{'^'.join(['30'] * 99)}", ""),
    ("EQ*30", f"EQ*{'^'.join(['30'] * 100)}", "2110C EQ01 too_many_repeats"),
    ("EQ*30", "EQ*30**IND", "2110C EQ03 other_code"),
    ("EQ*30", "EQ*30\nIII*ZZ*11\nREF*G1*A1\nDTP*291*D8*20261124", ""),
    ("EQ*30", "EQ*30\nDTP*291*D8*20261124\nREF*G1*A1", "2110C REF late_segment"),
    ("EQ*30", "EQ*30\nIII*BK*J020", "2110C III01 other_code; 2110C III02 [off_list]"),
    ("EQ*30", "\n".join(["EQ*30"] * 100), "2110C EQ too_many_loops"),
]
ANSWERED: list[Row] = [
    ("GS*HB", "GS*HS*HARBOR*OFFICE*20261124*0930*1*X*005010X279A1", "ST01 st_set_id"),
    ("BHT*", "BHT*0022*13*ASK1*20261124*0931", "ST BHT02 other_code"),
    ("PER*IC", "PER*IC*HELP DESK*TE", "2100A PER04 missing_by_note"),
    ("PER*IC", "PER*IC*HELP DESK*TE*8005550101\nAAA*N**42*R", ""),
    ("NM1*1P", "NM1*1P*2******XX*1234567893", ""),
    ("NM1*1P", "NM1*1P*2*OAK FAMILY CARE*****XX*1234567893\nAAA*N**72*C", "2100B AAA03 other_code"),
    ("TRN*2", "TRN*2*T1*9OFFICE001\nTRN*2*T2*9CLEAR0001", ""),
    ("N4*BOISE", "N4*BOISE*ID*83702\nAAA*N**75", "2100C AAA04 missing"),
    ("N4*BOISE", "N4*BOISE*ID*83702\nAAA*N**QQ*C", "2100C AAA03 bad_code"),
    ("N4*BOISE", "N4*BOISE*ID*83702\nAAA*X**75*C", "2100C AAA01 bad_code"),
    ("N4*BOISE", "N4*BOISE*ID*83702\nAAA*N*ZZ*75*C", "2100C AAA02 not_used"),
    ("INS*", "INS*N*18*001*25", "2100C INS01 other_code"),
    ("DTP*346", "DTP*346*D8*20260101\nMPI*A*AE*A**M5*RD8*20200101-20231231", ""),
    ("DTP*346", "DTP*346*D8*20260101\nMPI*A*AE*A**M5*RD8", "2100C MPI07 missing_by_note"),
    ("DTP*346", "DTP*346*D8*20260101\nMPI*A*AE*A\nMPI*A*AE*B", "2100C MPI [more_than_usual]"),
    ("EB*1**30", "EB*9**30", "2110C EB01 bad_code"),
    ("EB*1**30", "EB***30", "2110C EB01 missing"),
    ("EB*1**30", "EB*1*SELF*30", "2110C EB02 bad_code"),
    ("EB*1**30", "EB*1**QQ", "2110C EB03 [off_list]"),
    ("EB*1**30", "EB*1**30*QQ", "2110C EB04 bad_code"),
    ("EB*1**30", f"EB*1**30**{'P' * 51}", "2110C EB05 too_long"),
    ("EB*1**30", "EB*1**30***29*TEN", "2110C EB07 not_a_number"),
    ("EB*1**30", "EB*1**30******VS", "2110C EB10 missing_by_note"),
    ("EB*1**30", "EB*1***********Y*HC:99213**", "2110C EB15 [trailing_separators]"),
    ("EB*1**30", "EB*1***********Y*HC:99213*1:2:3:4", ""),
    ("HSD*", "HSD*VS*10***34", ""),
    ("HSD*", "HSD*VS", "2110C HSD02 missing_by_note"),
    ("HSD*", "HSD******2", "2110C HSD05 missing_by_note"),
    ("REF*1L", "REF*SY*123456789", "2110C REF01 other_code"),
    ("MSG*", f"MSG*{'M' * 264}", ""),
    ("MSG*", f"MSG*{'M' * 265}", "2110C MSG01 too_long"),
    ("MSG*", "\n".join(["MSG*M"] * 10), ""),
    ("MSG*", "\n".join(["MSG*M"] * 11), "2110C MSG too_many_segments"),
    ("MSG*", "MSG*M\nDTP*292*D8*20261124", "2110C DTP late_segment"),
    ("III*ZZ*22", "III*ZZ", "2115C III02 missing_by_note"),
    ("III*ZZ*22", "III***44*WHEN ASKED", ""),
    ("III*ZZ*22", "III***44", "2115C III04 missing_by_note"),
    ("LS*", "", "2110C LS missing_segment"),
    ("LE*", "", "2110C LE missing_segment"),
    ("LS*", "LS*2110", "2110C LS01 bad_code"),
    ("NM1*PR*2*OTHER", "NM1*PR*2*OTHER PAYER*****PI", "2120C NM109 missing_by_note"),
    ("NM1*PR*2*OTHER", "NM1*ZZ*2*OTHER PAYER", "2120C NM101 other_code"),
    ("NM1*PR*2*OTHER", "\n".join(["NM1*PR*2*OTHER"] * 23), "2120C NM1 too_many_loops"),
    ("EB*A", "EB*A**47*****ONE", "2110C EB08 not_a_number"),
]
CLEAN = {
    "a subscriber is asked about": ASK,
    "a child and a neighbour": ASK_FOR_CHILD,
    "coverage": TOLD,
    "none": TOLD_OF_CHILD,
}
OF_OTHER: list[Row] = [("HI*ABK", "HI*ABK:J02.0*ABF:R05", "2100C HI01-2 [off_list]"), ("HI*ABK", "HI*BK:462", "")]
CHANGES = (
    [(ASK_FOR_CHILD, *row) for row in OF_OTHER] + [(ASK, *row) for row in ASKED] + [(TOLD, *row) for row in ANSWERED]
)


@pytest.mark.parametrize("what", CLEAN)
def test_a_file_as_the_trade_writes_it_is_clean(what: str) -> None:
    report = check(join(counted(lines(CLEAN[what]))))
    assert [shown(one) for one in report.findings] == []
    assert [one.verdict for one in report.sets] == ["accepted"]


@pytest.mark.parametrize("why", REFUSALS)
def test_a_refusal_is_clean_at_each_level(why: str) -> None:
    head, tail = lines(TOLD)[:4], lines(TOLD)[-3:]
    body = [segment for part in REFUSALS[why] for segment in part.split("\n")]
    report = check(join(counted([*head, *body, *tail])))
    assert [shown(one) for one in report.findings] == []


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


def test_a_bracket_is_no_loop_of_its_own_for_who_reads_the_set() -> None:
    segments = counted(lines(TOLD))
    found = list(x12.place(join(segments[2:-2]), delimiters=x12.Delimiters(), version="005010X279A1"))
    loops = {one.id: one.loop for one in found if one.id in ("LS", "LE", "MSG", "III")}
    assert loops == {"LS": "2110C", "LE": "2110C", "MSG": "2110C", "III": "2115C"}
    tree = x12.parse_set(join(segments[2:-2]), delimiters=x12.Delimiters(), version="005010X279A1")
    source = tree.children[0]
    subscriber = source.children[1].children[1].children[0]
    assert [loop.id for loop in subscriber.children] == ["2110C"] * 6
    assert [loop.id for loop in subscriber.children[3].children] == ["2115C", "2115C", "2120C", "2120C"]
    assert [one.id for one in subscriber.children[3].segments] == ["EB", "HSD", "REF", "MSG", "LS", "LE"]
