"""Institutional claims whose shape comes from public material: each names it. All values are invented."""

from __future__ import annotations

from tests.standards.guides.byhand.made_by_hand import BILLER, CHILD, END, INSURED, SECOND, Sourced, claims, spoiled
from tests.standards.guides.byhand.publishers import open_dental, stedi
from tests.standards.guides.byhand.test_837i_shapes import VOID, interim, x12

GUIDE = "837I 005010X223A2"
VERSION = "005010X223A2"
NOT_A_PATIENT = """CLM*S1*85.5***14:A:1**A*Y*Y
DTP*434*RD8*20261011-20261011
CL1*3**01
HI*ABK:I10
HI*ABF:E119*ABF:R7309
HI*BH:A1:D8:19510211*BH:A2:D8:20160101*BH:B1:D8:19510211*BH:B2:D8:20120101
HI*BE:A2:::15.31
HI*BG:09
NM1*71*1*HART*ANN*J
REF*1G*B99937
SBR*S*01*351630*STATE WORKERS*****CI
OI***Y***Y
NM1*IL*1*DOE*JOHN*S***MI*Z7
NM1*PR*2*LAKE HEALTH*****PI*LAKE
LX*1
SV2*0305*HC:85025*13.5*UN*1
DTP*472*D8*20261011
LX*2
SV2*0730*HC:93005*72*UN*3
DTP*472*D8*20261011
"""
CRASH = """CLM*S2*545***13:A:1**A*Y*Y
DTP*434*RD8*20261030-20261031
CL1*3*7*01
REF*LU*ID
HI*ABK:S62501A
HI*APR:S62501A
HI*ABN:V4352XA*ABN:Y92410
NM1*71*1*HART*ANN****XX*1245319599
LX*1
SV2*0450*HC:99283*220*UN*1
DTP*472*D8*20261030
LX*2
SV2*0360*HC:26591*325*UN*1
DTP*472*D8*20261030
"""
DRIVER = """HL*2*1*22*1
SBR*P********AM
NM1*IL*1*ROE*MARK****MI*POLICY7
NM1*PR*2*HARBOR MUTUAL*****PI*HARBOR
HL*3*2*23*0
PAT*21
NM1*QC*1*POE*RON
N3*2 MAIN ST
N4*BOISE*ID*83702
DMG*D8*19480601*M
REF*Y4*CASE7
"""
PRICED = """CLM*S3*240***13:A:1**A*Y*Y
DTP*434*RD8*20261006-20261006
DTP*435*DT*202610060800
CL1*1*2*01
AMT*F3*240
REF*9A*NET7
REF*D9*TRACE7
HI*ABK:H6690
HI*ABF:H9190
HI*BH:11:D8:20261006
HCP*03*180*60*123456789
NM1*71*1*HART*ANN****XX*1245319599
SBR*S*19**RIVER PIPES*****CI
OI***Y***Y
NM1*IL*1*ROE*LEE****MI*Z8
NM1*PR*2*LAKE HEALTH*****PI*LAKE
LX*1
SV2*0471*HC:92557*180*UN*1
DTP*472*D8*20261006
HCP*03*135*45
LX*2
SV2*0471*HC:92567*60*UN*1
DTP*472*D8*20261006
HCP*03*45*15
"""
UNPRICED = """CLM*S4*14.8***13:A:1**A*Y*Y
DTP*434*RD8*20261017-20261017
DTP*435*DT*202610170800
CL1*1*1*01
AMT*F3*14.8
REF*9A*NET8
REF*D9*TRACE8
HI*ABK:K219
HCP*00*0**998877665*********T1
NM1*71*1*HART*ANN****XX*1245319599
LX*1
SV2*0301*HC:82270*14.8*UN*1
DTP*472*D8*20261017
"""
SOLDIER = """CLM*S5*90***13:A:1**C*Y*Y
DTP*434*RD8*20261015-20261015
CL1*1**01
HI*ABK:I10
NM1*71*1*HART*ANN****XX*1245319599
REF*1G*U12345
LX*1
SV2*0305*HC:85025*90*UN*1
DTP*472*D8*20261015
"""
NURSE = """CLM*S6*50***13:A:1**C*Y*Y
DTP*434*RD8*20261016-20261016
CL1*1**01
HI*ABK:R079
NM1*71*1*REED*SAM****XX*1245319599
PRV*AT*PXC*363LP0200X
LX*1
SV2*0300*HC:85007*50*UN*1
DTP*472*D8*20261016
"""
OTHER = INSURED.replace("HL*2*1*22", "HL*3*1*22").replace("DOE*JANE", "POE*KIM").replace("MI*W1", "MI*W9")
ARRIVED_ILL = """CLM*S7*5200***11:A:1**A*Y*Y
DTP*096*TM*1000
DTP*434*RD8*20261101-20261105
DTP*435*DT*202611010900
CL1*1*1*01
HI*ABK:A419:::::::Y
HI*ABJ:A419
HI*ABF:N390:::::::W*ABF:L89152:::::::N*ABF:D649:::::::U*ABF:Z7901
NM1*71*1*HART*ANN****XX*1245319599
LX*1
SV2*0120**5200*DA*4
"""
SWING_BED = """CLM*S8*4100***18:A:1**A*Y*Y
DTP*096*TM*1100
DTP*434*RD8*20261010-20261020
DTP*435*DT*202610101000
CL1*3*5*01
HI*ABK:Z471
HI*ABJ:Z471
HI*BI:70:RD8:20261005-20261009*BI:74:RD8:20261014-20261015
HI*BH:50:D8:20261017
NM1*71*1*HART*ANN****XX*1245319599
LX*1
SV2*0022*HP:KBXC1*0*UN*4
LX*2
SV2*0022*HP:KAXC1*0*UN*4
LX*3
SV2*0120**4100*DA*8
"""
RIDE_OF_TWO = """CLM*S9*700***85:A:1**A*Y*Y
DTP*434*RD8*20261012-20261012
CL1*1*1*02
HI*ABK:I639
HI*BE:A0:::83702*BE:32:::2
HI*BG:B2
NM1*71*1*HART*ANN****XX*1245319599
LX*1
SV2*0540*HC:A0429:SH*600*UN*1
DTP*472*D8*20261012
LX*2
SV2*0540*HC:A0425:SH*100*UN*4
DTP*472*D8*20261012
"""
PAID_BEFORE = """CLM*S10*300***13:A:1**A*Y*Y
DTP*434*RD8*20261020-20261020
CL1*3*1*01
HI*ABK:K3580
NM1*71*1*HART*ANN****XX*1245319599
SBR*P*18*******CI
CAS*CO*45*100
CAS*PR*1*50
AMT*D*150
OI***Y***Y
NM1*IL*1*DOE*JANE****MI*Z9
NM1*PR*2*LAKE HEALTH*****PI*LAKE
DTP*573*D8*20261101
LX*1
SV2*0450*HC:99283*300*UN*1
DTP*472*D8*20261020
"""
SPARCS = (
    "Present on Admission Indicator, New York State Department of Health (SPARCS), "
    "health.ny.gov/statistics/sparcs/sysdoc/elements_837/present_on_admission.htm: "
)
SPANS = "Occurrence Span Codes, Noridian, med.noridianmedicare.com (topics/claim-submission): "
FCSO = "Interim billing guidelines, First Coast Service Options, medicare.fcso.com/billing/interim-billing-guidelines: "
RIDES = (
    "Hospital-Based Ambulance Billing Guide, Noridian, med.noridianmedicare.com "
    "(provider-types/ambulance): value code 32 with the patients aboard, condition B2 of a small hospital, 85X"
)
WITH_TAXONOMY = BILLER.format(version=VERSION).replace("NM1*85", "PRV*BI*PXC*282N00000X\nNM1*85")
TWO = WITH_TAXONOMY + INSURED.replace("*CI\n", "*CH\n") + SOLDIER + OTHER.replace("*CI\n", "*CH\n") + NURSE + END
STAY = claims(VERSION, INSURED, ARRIVED_ILL)
REPLACING = interim("7", "30", "20260901-20261031").replace("HI*ABK:J9601", "REF*F8*PAYERS5\nHI*ABK:J9601")
LAST = interim("7", "01", "20260901-20261110").replace("HI*ABK:J9601", "REF*F8*PAYERS6\nHI*ABK:J9601")
AFTER = claims(VERSION, SECOND, PAID_BEFORE)
GOOD = {
    "a specimen of no patient": Sourced(
        claims(VERSION, INSURED, NOT_A_PATIENT),
        x12("837 institutional claim", "bill 14, four occurrences, a value, a condition, an attending without NPI"),
    ),
    "a stranger hurt by a driver": Sourced(
        claims(VERSION, DRIVER, CRASH),
        x12("automobile accident", "PAT*21, REF*Y4 of the patient, REF*LU, two outer causes, filing code AM"),
    ),
    "priced by a network": Sourced(
        claims(VERSION, CHILD, PRICED), x12("ppo repriced claim", "HCP of claim and lines, AMT*F3, a dated arrival")
    ),
    "priced by none": Sourced(
        claims(VERSION, INSURED, UNPRICED), x12("out of network repriced claim", "HCP*00 with a reason in HCP13")
    ),
    "two of one hospital": Sourced(
        TWO, x12("two claims for the same provider", "two subscribers, CLM07 C, a nurse as attending with taxonomy")
    ),
    "present and not present": Sourced(STAY, SPARCS + "Y, N, U, W behind a diagnosis, blank where one is exempt"),
    "a swing bed": Sourced(
        claims(VERSION, INSURED, SWING_BED),
        SPANS + "70 for the stay that qualifies, 74 for days away; the HIPPS lines are those of CMS's SNF reference",
    ),
    "a bill of 60 days more": Sourced(
        claims(VERSION, INSURED, REPLACING), FCSO + "117 with status 30 while the patient stays"
    ),
    "the bill that ends a long stay": Sourced(
        claims(VERSION, INSURED, LAST), FCSO + "117 again, with the status of the discharge"
    ),
    "two in one ambulance": Sourced(claims(VERSION, INSURED, RIDE_OF_TWO), RIDES),
    "paid before, by the claim": Sourced(
        AFTER, stedi("Adjudication date at both the claim and service line level", "the date of 2330B is enough")
    ),
}
DATED_TWICE = (
    "LX*1\nSV2*0450*HC:99283*300*UN*1\nDTP*472*D8*20261020\nSVD*LAKE*150*HC:99283*0450*1\n"
    "CAS*CO*45*100\nCAS*PR*1*50\nDTP*573*D8*20261101\n"
)
BY_LINE = AFTER.replace("CAS*CO*45*100\nCAS*PR*1*50\nAMT", "AMT").replace(
    "LX*1\nSV2*0450*HC:99283*300*UN*1\nDTP*472*D8*20261020\n", DATED_TWICE
)
BAD = {
    "a date that is no range": Sourced(
        spoiled(claims(VERSION, INSURED, NOT_A_PATIENT), "RD8*20261011-20261011", "RD8*20261011"),
        x12("837 institutional claim", "DTP*434 as printed has one date where RD8 wants two"),
        "2300 DTP03 bad_format",
    ),
    "a status of one digit": Sourced(
        spoiled(claims(VERSION, DRIVER, CRASH), "CL1*3*7*01", "CL1*3*7*1"),
        x12("automobile accident", "CL103 as printed has one digit; Stedi refuses what has not two"),
        "2300 CL103 [off_list]",
    ),
    "exempt by a 1": Sourced(
        spoiled(STAY, "ABF:Z7901", "ABF:Z7901:::::::1"),
        SPARCS + "1 was the word of 4010, now it is left out",
        "2300 HI04-9 bad_code",
    ),
    "an admitting diagnosis that was present": Sourced(
        spoiled(STAY, "HI*ABJ:A419", "HI*ABJ:A419:::::::Y"),
        "Request for interpretation 561, X12, rfi.x12.org/Request/Details/561: present on admission is not told of it",
        "2300 HI01-9 not_used",
    ),
    "a dentist who bills as a person": Sourced(
        spoiled(claims(VERSION, INSURED, VOID), "NM1*85*2*OAK HOUSE*****", "NM1*85*1*HART*ANN****"),
        open_dental("a person cannot bill an institutional claim"),
        "2010AA NM102 other_code; 2010AA NM104 not_used",
    ),
}  # fmt: skip
ELSEWHERE = {
    "a status that is none": Sourced(
        spoiled(STAY, "CL1*1*1*01", "CL1*1*1*00"),
        stedi("Invalid patient status code", "00 is none; of a licensed list we know the form alone"),
    ),
    "a kind of admission that is none": Sourced(
        spoiled(STAY, "CL1*1*1*01", "CL1*6*1*01"),
        stedi("Invalid admission type code", "1 to 5 and 9; of a licensed list we know the form alone"),
    ),
    "present on admission in K3": Sourced(
        spoiled(STAY, "HI*ABK:A419:::::::Y", "K3*POAYZ\nHI*ABK:A419"),
        "Request for interpretation 511, X12, rfi.x12.org/Request/Details/511: K3 was for 4010, 5010 has it in HI; "
        "a K3 of any text is read",
        "2300 HI01-9 [present_on_admission]",
    ),
    "dated at claim and line": Sourced(
        BY_LINE,
        stedi(
            "Adjudication date at both the claim and service line level", "it refuses two; we doubt that of the claim"
        ),
        "2330B DTP03 [decided_twice]",
    ),
    "one condition twice": Sourced(
        spoiled(claims(VERSION, INSURED, NOT_A_PATIENT), "HI*BG:09", "HI*BG:09*BG:09"),
        stedi("Duplicate condition codes in institutional claims", "it refuses two; the guide does not compare them"),
    ),
}
"""What a house refuses and the guide, as we read it, does not."""
SHAPES = GOOD | BAD | ELSEWHERE
