"""Dental claims as offices send them, by hand.

Written beside the guide, not generated from its text; each names what public material confirms of its shape.
Every name, number and amount is invented. Each must be clean, sums and all; then one word of it is changed.
"""

from __future__ import annotations

from tests.standards.guides.byhand.made_by_hand import (
    CHILD,
    FIRST_PAYER,
    INSURED,
    SECOND,
    Sourced,
    claims,
    rows,
    spoiled,
    told,
)
from tests.standards.guides.byhand.publishers import open_dental, stedi, x12_example

GUIDE = "837D 005010X224A2"
VERSION = "005010X224A2"
BRACES = """CLM*D1*5200***11:B:1*Y*A*Y*Y
DTP*452*D8*20260301
DTP*472*D8*20261101
DN1*24*16
REF*G1*AUTH4
NM1*82*1*HART*ANN****XX*1245319599
PRV*PE*PXC*1223X0400X
LX*1
SV3*AD:D8080*5200****1
"""
BRACES_MOVED = """CLM*D2*200***11:B:1*Y*A*Y*Y
DTP*472*D8*20261101
DN1*24*3**Y
LX*1
SV3*AD:D8670*200****1
"""
ASKED_AHEAD = """CLM*D3*1450***11:B:1*Y*A*Y*Y**********PB
PWK*RB*EL***AC*XRAY1
NTE*ADD*CROWN OLDER THAN SEVEN YEARS
LX*1
SV3*AD:D2740*1200***R*1
TOO*JP*19
DTP*441*D8*20180214
LX*2
SV3*AD:D2950*250****1
TOO*JP*19
"""
SURFACES = """CLM*D4*430***11:B:1*Y*A*Y*Y
DTP*472*D8*20261105
HI*ABK:K0262
LX*1
SV3*AD:D2393*250****1*****1
TOO*JP*3*M:O:D
LX*2
SV3*AD:D2331*180****1*****1
TOO*JP*8*F:I
"""
QUADRANTS = """CLM*D5*880***11:B:1*Y*A*Y*Y
DTP*472*D8*20261106
DN2*1*M****JP
DN2*16*M****JP
PWK*P6*FX***AC*CHART5
LX*1
SV3*AD:D4341*220**10**1
LX*2
SV3*AD:D4341*220**20**1
LX*3
SV3*AD:D4341*220**30**1
LX*4
SV3*AD:D4341*220**40**1
"""
SEALANTS = """CLM*D6*200***11:B:1*Y*A*Y*Y
LX*1
SV3*AD:D1351*50****1
TOO*JP*3
DTP*472*D8*20261107
LX*2
SV3*AD:D1351*50****1
TOO*JP*14
DTP*472*D8*20261107
LX*3
SV3*AD:D1351*100****2
TOO*JP*19
TOO*JP*30
DTP*472*D8*20261114
"""
PULPOTOMY = """CLM*D7*310***11:B:1*Y*A*Y*Y
DTP*472*D8*20261107
LX*1
SV3*AD:D3220*130****1
TOO*JP*K
LX*2
SV3*AD:D2930*180***I*1
TOO*JP*K
"""
DENTURE = """CLM*D8*1500***11:B:7*Y*A*Y*Y
DTP*472*D8*20261108
AMT*F5*300
REF*F8*PAYERS44
LX*1
SV3*AD:D5110*1500**01*R*1
DTP*441*D8*20160505
"""
ACCIDENT = """CLM*D9*640***22:B:1*Y*A*Y*Y**AA:::ID
DTP*439*D8*20261020
DTP*472*D8*20261021
HI*ABK:S025XXA
NM1*82*1*HART*ANN****XX*1245319599
PRV*PE*PXC*1223S0112X
NM1*77*2*RIVER SURGERY*****XX*1234567893
N3*9 RIVER RD
N4*BOISE*ID*837020002
LX*1
SV3*AD:D7270*500****1
TOO*JP*9
LX*2
SV3*AD:D9222*140****1
"""
SECONDARY = f"""CLM*D10*1000***11:B:1*Y*A*Y*Y
DTP*472*D8*20261010
SBR*P*01*******CI
AMT*D*560
{FIRST_PAYER}LX*1
SV3*AD:D2740*900***I*1
TOO*JP*30
SVD*LAKE*500*AD:D2740**1
CAS*CO*45*100
CAS*PR*2*300
DTP*573*D8*20261101
LX*2
SV3*AD:D0140*100****1
SVD*LAKE*60*AD:D0140**1
CAS*CO*45*25*1*97*15*1
DTP*573*D8*20261101
"""


def x12(name: str, shows: str) -> str:
    """An example of this guide."""
    return x12_example("X224", name, shows)


SHAPES = {
    "braces begin": Sourced(
        claims(VERSION, CHILD, BRACES),
        x12("orthodontic treatment plan", "a child, DTP*452, months in DN1; months left and REF*G1 are ours"),
    ),
    "braces from another office": Sourced(
        claims(VERSION, INSURED, BRACES_MOVED),
        open_dental("DN102 with the months that remain; DN104 is ours"),
    ),
    "asked ahead": Sourced(
        claims(VERSION, INSURED, ASKED_AHEAD),
        x12("predetermination of benefits", "CLM19 PB, PWK*RB, a crown without day; NTE and a prior one are ours"),
    ),
    "fillings": Sourced(
        claims(VERSION, INSURED, SURFACES),
        x12("commercial health insurance", "surfaces of a tooth in TOO03; pointers to a diagnosis are ours"),
    ),
    "four quadrants": Sourced(
        claims(VERSION, INSURED, QUADRANTS),
        "Tooth Oral Cavity Area Designated Code, ResDAC, resdac.org/cms-data/variables: 10 to 40 are quadrants; "
        "DN2 and PWK*P6 are ours",
    ),
    "sealants": Sourced(
        claims(VERSION, CHILD, SEALANTS),
        x12("multiple tooth numbers", "several TOO in a line; a quantity beside them and days of lines are ours"),
    ),
    "a milk tooth": Sourced(
        claims(VERSION, CHILD, PULPOTOMY),
        "Teeth numbers, Greenrain Health, greenrainhealth.atlassian.net: A to T are milk teeth",
    ),
    "a denture, corrected": Sourced(
        claims(VERSION, INSURED, DENTURE),
        open_dental("REF*F8 of a replacement, SV305 R with DTP*441; 01 of an arch is ResDAC's list"),
    ),
    "after an accident": Sourced(
        claims(VERSION, INSURED, ACCIDENT),
        open_dental("DTP*439, 2310C where it was done; CLM11 with the state is ours"),
    ),
    "after another payer": Sourced(
        claims(VERSION, SECOND, SECONDARY),
        stedi("COB service lines must be balanced", "paid and adjusted by line, with the day"),
    ),
}
CHANGES: dict[str, list[tuple[str, str, str]]] = {
    "braces begin": [
        ("DN1*24*16", "DN1*24*X", "2300 DN102 not_a_number"),
        ("DTP*452*D8*20260301", "DTP*452*RD8*20260301-20260302", "2300 DTP02 other_code"),
        ("DTP*472*D8*20261101\n", "", "2400 DTP missing_segment_by_rule"),
        ("PRV*PE*", "PRV*RF*", "2310B PRV01 other_code"),
        ("SV3*AD:D8080*5200", "SV3*AD:D8080*5100", "2300 CLM02 claim_charge"),
        ("*ROE*TIM", "", "2010CA NM103 missing"),
    ],
    "braces from another office": [("**Y\n", "*Y*Y\n", "2300 DN103 not_used")],
    "asked ahead": [
        ("**********PB", "", "2400 DTP missing_segment_by_rule"),
        ("**PB", "**PX", "2300 CLM19 bad_code; 2400 DTP missing_segment_by_rule"),
        ("***R*1", "***N*1", "2400 SV305 bad_code"),
        ("PWK*RB*EL***AC*XRAY1", "PWK*RB*EL", "2300 PWK05 missing_by_rule; 2300 PWK06 missing_by_rule"),
        ("NTE*ADD*", "NTE*DCP*", "2300 NTE01 other_code"),
        ("DTP*441*D8*20180214", "DTP*441*D8*20180230", "2400 DTP03 bad_format"),
    ],
    "fillings": [
        ("M:O:D", "M:O:X", "2400 TOO03-3 bad_code"),
        ("TOO*JP*3*", "TOO*JP*33*", "2400 TOO02 [off_list]"),
        ("HI*ABK:K0262", "HI*ABF:K0262", "2300 HI01-1 other_code"),
        ("*****1\nTOO*JP*8", "*****0\nTOO*JP*8", "2400 SV311-1 bad_code"),
    ],
    "four quadrants": [
        ("**10**", "**11**", "2400 SV304-1 [off_list]"),
        ("DN2*16*M****JP", "DN2*16*M****JO", "2300 DN206 bad_code"),
        ("PWK*P6*FX", "PWK*P6*FY", "2300 PWK02 bad_code"),
        ("LX*4\n", "", "2400 SV3 too_many_segments"),
    ],
    "sealants": [
        ("DTP*472*D8*20261114\n", "", "2400 DTP missing_segment_by_rule"),
        ("TOO*JP*30\n", "TOO*JP*30*O:O:O:O:O:O\n", "2400 TOO03 too_many_components"),
    ],
    "a milk tooth": [("TOO*JP*K", "TOO*JP*U", "2400 TOO02 [off_list]")],
    "a denture, corrected": [
        ("REF*F8*PAYERS44\n", "", "2300 REF missing_segment_by_rule"),
        ("AMT*F5*300", "AMT*F3*300", "2300 AMT01 other_code"),
        ("**01*R*", "**01:10:20:30:40:50*R*", "2400 SV304 too_many_components"),
    ],
    "after an accident": [
        ("AA:::ID", "AA", "2300 CLM11-4 missing_by_rule"),
        ("DTP*439*D8*20261020\n", "", "2300 DTP missing_segment_by_rule"),
        ("N3*9 RIVER RD\n", "", "2310C N3 missing_segment"),
    ],
    "after another payer": [
        ("AMT*D*560", "AMT*D*650", "2320 AMT02 other_payer_claim"),
        ("*1*97*15*1", "*1*97*14*1", "2430 SVD02 other_payer_line"),
        ("*1*97*15*1", "*1*97", "2430 CAS06 missing_by_note"),
        ("DTP*573*D8*20261101\nLX", "LX", "2430 DTP missing_segment"),
    ],
}  # fmt: skip


@rows(CHANGES)
def test_one_word_changed_in_a_dental_shape_is_told(name: str, old: str, new: str, expected: str) -> None:
    assert told(spoiled(SHAPES[name].text, old, new)) == expected
