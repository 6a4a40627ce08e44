"""Institutional claims as hospitals, agencies and homes send them, by hand.

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

GUIDE = "837I 005010X223A2"
VERSION = "005010X223A2"
DRG_STAY = """CLM*I1*9100***11:A:1**A*Y*Y
DTP*096*TM*1130
DTP*434*RD8*20261101-20261104
DTP*435*DT*202611010230
CL1*1*1*01
REF*G1*AUTH9
REF*EA*MR77
HI*ABK:S72001A:::::::Y
HI*ABJ:S72001A
HI*ABN:W010XXA:::::::Y
HI*DR:481
HI*ABF:I10:::::::Y*ABF:E119:::::::Y
HI*BBR:0QS606Z:D8:20261101
HI*BBQ:30233N1:D8:20261102
HI*BE:80:::3
NM1*71*1*HART*ANN****XX*1245319599
PRV*AT*PXC*207R00000X
NM1*72*1*WELL*BO****XX*1245319599
LX*1
SV2*0120**4500*DA*3
LX*2
SV2*0360**4600*UN*2
"""
OUTPATIENT = """CLM*I2*820***13:A:1**A*Y*Y
DTP*434*RD8*20261110-20261110
CL1*3*1*01
HI*ABK:R0789
HI*APR:R0789*APR:R079
NM1*71*1*HART*ANN****XX*1245319599
NM1*DN*1*REED*SAM****XX*1234567893
LX*1
SV2*0324*HC:71046:TC*220*UN*1
DTP*472*D8*20261110
LX*2
SV2*0636*HC:J1885*600*UN*4
DTP*472*D8*20261110
LIN**N4*00409379501
CTP****2*ML
REF*XZ*RX12
"""


def interim(frequency: str, status: str, dates: str) -> str:
    """One of the bills of a stay too long for one bill: the first, one between, the last."""
    return f"""CLM*I3*3000***11:A:{frequency}**A*Y*Y
{"DTP*096*TM*0900" if frequency == "4" else ""}
DTP*434*RD8*{dates}
DTP*435*D8*20260901
CL1*3*1*{status}
HI*ABK:J9601:::::::Y
HI*ABJ:J9601
HI*BE:80:::30
NM1*71*1*HART*ANN****XX*1245319599
LX*1
SV2*0120**3000*DA*30
""".replace("\n\n", "\n")


VOID = """CLM*I4*450***13:A:8**A*Y*Y
DTP*434*RD8*20261012-20261012
CL1*3*1*01
REF*F8*PAYERS77
HI*ABK:Z0000
HI*APR:Z0000
NM1*71*1*HART*ANN****XX*1245319599
LX*1
SV2*0510*HC:99213*450*UN*1
DTP*472*D8*20261012
"""
HOME_HEALTH = """CLM*I5*1900***32:A:9**A*Y*Y
DTP*434*RD8*20261001-20261030
DTP*435*D8*20261001
CL1*9*1*30
HI*ABK:I5032
HI*ABF:E1165*ABF:I10
HI*BH:50:D8:20261001
HI*BE:61:::14260*BE:85:::16001
NM1*71*1*HART*ANN****XX*1245319599
LX*1
SV2*0023*HP:2CB11*0*UN*1
DTP*472*D8*20261001
LX*2
SV2*0551*HC:G0299*1000*UN*5
DTP*472*D8*20261003
LX*3
SV2*0421*HC:G0151*900*UN*3
DTP*472*D8*20261008
"""
AMBULANCE = """CLM*I6*900***13:A:1**A*Y*Y
DTP*434*RD8*20261015-20261015
CL1*1*1*02
HI*ABK:I639
HI*APR:R4701
HI*BE:A0:::83702
NM1*71*1*HART*ANN****XX*1245319599
LX*1
SV2*0540*HC:A0427:SH*700*UN*1
DTP*472*D8*20261015
LX*2
SV2*0540*HC:A0425:SH*200*UN*8
DTP*472*D8*20261015
"""
SECONDARY = f"""CLM*I7*1000***13:A:1**A*Y*Y
DTP*434*RD8*20261020-20261020
CL1*3*1*01
HI*ABK:K3580
HI*APR:R1031
NM1*71*1*HART*ANN****XX*1245319599
SBR*P*01*******CI
CAS*PR*1*100
AMT*D*520
{FIRST_PAYER}REF*F8*LAKE55
LX*1
SV2*0450*HC:99284*800*UN*1
DTP*472*D8*20261020
SVD*LAKE*500*HC:99284*0450*1
CAS*CO*45*300
DTP*573*D8*20261110
LX*2
SV2*0300*HC:85025*200*UN*1
DTP*472*D8*20261020
SVD*LAKE*120*HC:85025*0300*1
CAS*CO*45*80
DTP*573*D8*20261110
"""
NURSING = """CLM*I8*6200***21:A:1**A*Y*Y
DTP*096*TM*1000
DTP*434*RD8*20261001-20261021
DTP*435*D8*20261001
CL1*3*5*01
HI*ABK:Z471
HI*ABJ:Z471
HI*BI:70:RD8:20260925-20260930*BI:78:RD8:20260901-20260910
HI*BH:50:D8:20261008*BH:11:D8:20260924
HI*BE:80:::20*BE:09:::209.5
HI*BG:57
NM1*71*1*HART*ANN****XX*1245319599
LX*1
SV2*0022*HP:KBXC1*0*UN*20
LX*2
SV2*0120**6200*DA*20
"""
ABROAD = INSURED.replace("N4*BOISE*ID*83702", "N4*TORONTO*ON*M5V2T6*CA")


def x12(name: str, shows: str) -> str:
    """An example of this guide."""
    return x12_example("X223", name, shows)


def interim_bill(shows: str) -> str:
    """The source of how Medicare wants the bills of a long stay."""
    return f"Interim billing guidelines, First Coast Service Options, medicare.fcso.com/billing: {shows}"


SHAPES = {
    "a stay paid by group": Sourced(
        claims(VERSION, INSURED, DRG_STAY),
        "Request for interpretation 511, X12, rfi.x12.org/Request/Details/511: "
        "present on admission is told in HI behind the diagnosis, not of the admitting one; DRG is ours",
    ),
    "an outpatient with a drug": Sourced(
        claims(VERSION, INSURED, OUTPATIENT),
        open_dental("HI of reasons for the visit of an outpatient, LIN*N4 and CTP of an institutional line"),
    ),
    "the first bill of a stay": Sourced(
        claims(VERSION, INSURED, interim("2", "30", "20260901-20260930")),
        interim_bill("112 with status 30"),
    ),
    "a bill between": Sourced(
        claims(VERSION, INSURED, interim("3", "30", "20261001-20261030")),
        interim_bill("113 with status 30"),
    ),
    "the last bill of a stay": Sourced(
        claims(VERSION, INSURED, interim("4", "01", "20261031-20261120")),
        interim_bill("114 with the status of the discharge"),
    ),
    "a claim called back": Sourced(
        claims(VERSION, INSURED, VOID),
        open_dental("REF*F8 where the bill type ends in 7 or 8"),
    ),
    "care at home": Sourced(
        claims(VERSION, INSURED, HOME_HEALTH),
        "Submitting a Final Claim under PDGM, CGS Medicare, cgsmedicare.com/hhh/education: "
        "a claim for each 30 days; HIPPS and value codes are those of Medicare's manual, chapter 10",
    ),
    "a hospital's ambulance": Sourced(
        claims(VERSION, INSURED, AMBULANCE),
        "Hospital-Based Ambulance Billing Guide, Noridian, med.noridianmedicare.com (provider-types/ambulance): "
        "13X, 0540, value code A0 with the ZIP of the pick-up",
    ),
    "after another payer": Sourced(
        claims(VERSION, SECOND, SECONDARY),
        stedi("COB service lines must be balanced", "paid and adjusted by line; CAS of the claim beside is ours"),
    ),
    "a nursing home": Sourced(
        claims(VERSION, INSURED, NURSING),
        "Skilled Nursing Facility Billing Reference, CMS (MLN), cms.gov: "
        "bill 21X, 0022 with HIPPS, occurrence 50, span 70",
    ),
    "a child": Sourced(
        claims(VERSION, CHILD, OUTPATIENT),
        x12("ppo repriced claim", "a child beneath the subscriber (PAT*19); the drug is ours"),
    ),
    "a patient from abroad": Sourced(
        claims(VERSION, ABROAD, OUTPATIENT),
        "Notes in X837_5010.cs, Open Dental, github.com/freemed/opendental (2014): "
        "N404 where the country is not the United States",
    ),
}
CHANGES: dict[str, list[tuple[str, str, str]]] = {
    "a stay paid by group": [
        ("HI*DR:481", "HI*DR", "2300 HI01-2 missing"),
        ("HI*ABN:", "HI*ABX:", "2300 HI01-1 bad_code"),
        ("SV2*0120**4500", "SV2*0120**4400", "2300 CLM02 claim_charge"),
        ("DTP*096*TM*1130", "DTP*096*TM*1160", "2300 DTP03 bad_format"),
        ("DTP*435*DT*202611010230\n", "", "2300 DTP missing_segment_by_rule"),
        ("HI*ABJ:S72001A\n", "", "2300 HI missing_segment_by_rule"),
        ("*DA*3\n", "*DY*3\n", "2400 SV204 bad_code"),
        (":D8:20261101\nHI*BBQ", ":D8:20261131\nHI*BBQ", "2300 HI01-4 bad_format"),
    ],
    "an outpatient with a drug": [
        ("HI*APR:R0789*APR:R079", "HI*APR:R0789*APR", "2300 HI02-2 missing"),
        ("CTP****2*ML", "CTP****2*XX", "2410 CTP05-1 bad_code"),
        ("CTP****2*ML\n", "", "2410 CTP missing_segment"),
        ("CL1*3*1*01", "CL1*3*1", "2300 CL103 missing"),
        ("13:A:1**", "13:B:1**", "2300 CLM05-2 other_code"),
    ],
    "the last bill of a stay": [
        ("DTP*096*TM*0900\n", "", "2300 DTP missing_segment_by_rule"),
        ("20261031-20261120", "20261031", "2300 DTP03 bad_format"),
        ("HI*BE:80:::30", "HI*BE:80", "2300 HI01-5 missing"),
    ],
    "a bill between": [("NM1*71*1*HART*ANN****XX*1245319599\n", "", "2310A NM1 missing_segment_by_rule")],
    "a claim called back": [("REF*F8*PAYERS77\n", "", "2300 REF missing_segment_by_rule")],
    "care at home": [
        ("HP:2CB11*0", "HP:2CB11*", "2400 SV203 missing"),
        ("*0*UN*1", "*5*UN*1", "2300 CLM02 claim_charge"),
        ("HI*BH:50:D8:", "HI*BH:50:RD8:", "2300 HI01-3 other_code; 2300 HI01-4 bad_format"),
    ],
    "a hospital's ambulance": [
        ("UN*8", "MI*8", "2400 SV204 bad_code"),
        ("HC:A0425", "XX:A0425", "2400 SV202-1 bad_code"),
    ],
    "after another payer": [
        ("AMT*D*520", "AMT*D*720", "2320 AMT02 other_payer_claim"),
        ("CAS*CO*45*80", "CAS*CO*45*70", "2430 SVD02 other_payer_line"),
        ("OI***Y***Y\n", "", "2320 OI missing_segment"),
        ("CAS*PR*1*100", "CAS*PX*1*100", "2320 CAS01 bad_code"),
        ("SBR*P*01", "SBR*P*02", "2320 SBR02 bad_code"),
    ],
    "a nursing home": [
        ("BI:70:RD8:20260925-20260930", "BI:70:RD8:20260925", "2300 HI01-4 bad_format"),
        ("*BI:78:RD8", "*BI:78:D8", "2300 HI02-3 other_code; 2300 HI02-4 bad_format"),
        ("209.5", "TWO", "2300 HI02-5 not_a_number"),
    ],
    "a child": [
        ("PAT*19", "PAT*18", "2000C PAT01 other_code"),
        ("HL*3*2*23*0", "HL*3*2*23*1", "2000C HL04 other_code"),
    ],
    "a patient from abroad": [("*CA\n", "*CAN\n", "2010BA N404 [off_list]")],
}  # fmt: skip


@rows(CHANGES)
def test_one_word_changed_in_an_institutional_shape_is_told(name: str, old: str, new: str, expected: str) -> None:
    assert told(spoiled(SHAPES[name].text, old, new)) == expected
