"""Application advices as a payer would write them, and as it would get them wrong; by hand, not from the guide's text.

The shapes follow an example that public projects carry. Rows as in `test_837p_by_hand`.
"""

from __future__ import annotations

import pytest

from tests.standards.guides.test_837p_by_hand import Row, shown
from tests.standards.x12.x12_texts import changed, check, join, lines

TAKEN = """
GS*AG*HARBOR*CLEARLANE*20261124*0930*101*X*005010X186A1
ST*824*0001*005010X186A1
BGN*11*ADVICE1*20261124*0930**BATCH1**WQ
N1*41*HARBOR MUTUAL*46*HARBOR
PER*IC*HELP DESK*TE*8005550101*EX*12
N1*40*OAK MILLS*46*SUBMITTER
OTI*TA*TN*NA***20261123*0902*2*0001*834*005010X220A1
SE*7*0001
GE*1*101
IEA*1*000000101
"""
REFUSED = """
GS*AG*HARBOR*CLEARLANE*20261124*0930*101*X*005010X186A1
ST*824*0001*005010X186A1
BGN*11*ADVICE2*20261124*093015*ET*BATCH2**U
N1*41*HARBOR MUTUAL
REF*LU*WEST
N1*40**46*SUBMITTER
OTI*TR*TN*B2***20261123*0902*2*0001*834*005010X220A1
TED*024**INS*36*2
RED*NA**94**IBP*E054
OTI*TP*TN*B3***20261123*0902*2*0002*834*005010X220A1
AMT*1*120
QTY*46*1
NM1*IL*1*DOE*JANE****MI*W1
TED*007*NO BIRTH DATE*DMG*40*2*1251*19801331
CTX*INS01
NTE**BIRTH DATE IS NO DAY
RED*NA**94**IBP*E020
SE*17*0001
GE*1*101
IEA*1*000000101
"""
MANY = """
GS*AG*HARBOR*CLEARLANE*20261124*0930*101*X*005010X186A1
ST*824*0001*005010X186A1
BGN*11*ADVICE3*20261124
N1*40*OAK MILLS
N1*41*HARBOR MUTUAL
OTI*GA*TN*NA*OAK*HARBOR*20261123*0902*2
OTI*TE*TN*C1****0902*3*0001*820
REF*38*GROUP7
DTM*009*20261123
TED*ZZZ*LOOK AT THE SUM
SE*10*0001
GE*1*101
IEA*1*000000101
"""
CLEAN = {"a set that was taken": TAKEN, "two sets with faults": REFUSED, "a group and a set": MANY}
ADVICE: list[Row] = [
    ("ST*", "ST*824*0001", "ST ST03 missing"),
    ("BGN*", "BGN*00*ADVICE1*20261124*0930", "ST BGN01 [off_list]"),
    ("BGN*", "BGN*11*ADVICE1*20261124*0930****RX", "ST BGN08 [off_list]"),
    ("BGN*", "BGN*11**20261124*0930", "ST BGN02 missing"),
    ("BGN*", "BGN*11*ADVICE1*20261144", "ST BGN03 bad_date"),
    ("BGN*", "BGN*11*ADVICE1*20261124**ET", "ST BGN04 missing_by_note"),
    ("BGN*", "", "ST BGN missing_segment"),
    ("N1*41", "N1*41", "1000A N102 none_sent"),
    ("N1*41", "N1*41*HARBOR MUTUAL*46", "1000A N104 missing_by_note"),
    ("N1*40", "N1*PR*OAK MILLS*46*SUBMITTER", "1000B N101 other_code"),
    ("N1*40", "", "1000B N1 missing_loop"),
    ("PER*", "PER*IC*A*TE*1\nPER*IC*B*TE*2\nPER*IC*C*TE*3", "1000A PER [more_than_usual]"),
    ("PER*", "PER*IC*A*TE", "1000A PER04 missing_by_note"),
    ("OTI*", "OTI*XX*TN*NA", "2000 OTI01 [off_list]"),
    ("OTI*", "OTI*TA*TN", "2000 OTI03 missing"),
    ("OTI*", "OTI*TA*TN*NA***20261323", "2000 OTI06 bad_date"),
    ("OTI*", "OTI*TA*TN*NA******0001*834", "2000 OTI08 missing_by_note"),
    ("OTI*", "", "2000 OTI missing_loop"),
]
FAULTS: list[Row] = [
    ("TED*024", "TED**NO CODE", "2100 TED01 missing"),
    ("TED*024", "TED*0244", "2100 TED01 too_long"),
    ("TED*024", "TED*024**INS*36*2:1:3*1251:1251*A*B", ""),
    ("TED*024", "TED*024**INS*X", "2100 TED04 not_whole"),
    ("RED*NA**94**IBP*E054", "RED***94**IBP*E054", "2100 RED01 missing"),
    ("RED*NA**94**IBP*E054", "RED*NA**94**IBP", "2100 RED06 missing"),
    ("RED*NA**94**IBP*E054", "RED*NA***A*IBP*E054", "2100 RED03 missing_by_note"),
    ("RED*NA**94**IBP*E054", "", ""),
    ("AMT*1", "AMT*1", "2000 AMT02 missing"),
    ("QTY*46", "QTY*46*ONE", "2000 QTY02 not_a_number"),
    ("NTE**", "RED*NA**94**IBP*E1\nNTE**BIRTH DATE IS NO DAY", "2100 NTE late_segment"),
    ("NM1*IL", "LM*94", "2000 LM unknown_segment"),
]
PARTS = {"advice": (TAKEN, ADVICE), "faults": (REFUSED, FAULTS)}


@pytest.mark.parametrize("name", CLEAN)
def test_an_advice_as_a_payer_writes_it_is_clean(name: str) -> None:
    report = check(join(lines(CLEAN[name])))
    assert report.findings == ()
    assert [one.verdict for one in report.sets] == ["accepted"]


@pytest.mark.parametrize(("part", "number"), [(part, n) for part, (_, rows) in PARTS.items() for n in range(len(rows))])
def test_a_change_of_a_clean_advice_is_told_so(part: str, number: int) -> None:
    text, rows = PARTS[part]
    old, new, expected = rows[number]
    assert "; ".join(map(shown, check(changed(old, new, text)).findings)) == expected


def test_an_advice_under_the_bare_standard_is_not_supported() -> None:
    one = check(join(lines(TAKEN.replace("101*X*005010X186A1", "101*X*005010"))))
    assert [shown(fault) for fault in one.findings] == ["GS08 gs_version"]
