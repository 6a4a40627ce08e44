"""Professional claims whose shape comes from public material: each names it. All values are invented."""

from __future__ import annotations

from tests.standards.guides.byhand.made_by_hand import BILLER, CHILD, END, INSURED, Sourced, claims, spoiled
from tests.standards.guides.byhand.publishers import open_dental, pyx12, stedi
from tests.standards.guides.byhand.test_837p_shapes import x12

GUIDE = "837P 005010X222A1"
VERSION = "005010X222A1"
TWO_PLANS = """CLM*S1*95.5***11:B:1*Y*A*Y*I*P
HI*ABK:J0390*ABF:E785*ABF:R509*ABF:K219
NM1*82*1*HART*ANN****XX*1245319599
PRV*PE*PXC*207Q00000X
REF*G2*OLD77
NM1*77*2*OAK ROOMS*****XX*1234567893
N3*14 ELM ST
N4*BOISE*ID*837020001
{other}LX*1
SV1*HC:99213*60*UN*1***1:2:3:4
DTP*472*D8*20261102
{first}LX*2
SV1*HC:96372*35.5*UN*1***1:2
DTP*472*D8*20261102
{second}"""
NEXT = """SBR*S*01*******CI
OI***Y*P**Y
NM1*IL*1*ROE*LEE****MI*Z4
NM1*PR*2*LAKE HEALTH*****PI*LAKE
"""
BEFORE = """SBR*P*01*******CI
CAS*PR*1*20**2*10
AMT*D*60.5
AMT*EAF*30
OI***Y*P**Y
NM1*IL*1*ROE*LEE****MI*Z4
NM1*PR*2*LAKE HEALTH*****PI*LAKE
"""
FIRST_LINE = "SVD*LAKE*55*HC:99213**1\nCAS*CO*45*5\nDTP*573*D8*20261120\n"
SECOND_LINE = "SVD*LAKE*35.5*HC:96372**1\nDTP*573*D8*20261120\n"
AFTER_FIRST = TWO_PLANS.format(other=BEFORE, first=FIRST_LINE, second=SECOND_LINE)
RENDERED = BEFORE + "NM1*82*1\nREF*G2*THEIRS5\n"
FROM_PAYER = TWO_PLANS.format(other=RENDERED, first=FIRST_LINE, second=SECOND_LINE)
REPRICED = """CLM*S2*44***11:B:1*Y*A*Y*Y*P
REF*9A*NET9
REF*D9*TRACE9
HI*ABK:J449*ABF:E119
HCP*03*40*4*998877665
NM1*DN*1*REED*SAM****XX*1234567893
NM1*82*1*HART*ANN****XX*1245319599
LX*1
SV1*HC:E0570:RR*38*UN*1***1:2
DTP*472*D8*20261103
HCP*03*34.5*3.5*998877665
LX*2
SV1*HC:A7003:NU*6*UN*1***1
DTP*472*D8*20261103
HCP*03*5.5*.5*998877665
"""
NOT_REPRICED = """CLM*S3*260***23:B:1*Y*A*Y*Y*P
REF*9A*NET10
REF*D9*TRACE10
HI*ABK:T7840XA
HCP*00*0**998877665*********T1
NM1*82*1*HART*ANN****XX*1245319599
SBR*S*18*G7******CI
OI***Y***Y
NM1*IL*1*DOE*JANE****MI*Z5
NM1*PR*2*LAKE HEALTH*****PI*LAKE
LX*1
SV1*HC:99284*260*UN*1***1
DTP*472*D8*20261104
"""
ENCOUNTER = """CLM*S4*{sum}***11:B:1*Y*A*Y*I
DTP*431*D8*20261001
REF*D9*TRACE11
HI*ABK:J029*ABF:Z209
LX*1
SV1*HC:99213*{sum}*UN*1***1:2
DTP*472*D8*20261103
"""
INFUSION = """CLM*S5*980***12:B:1*Y*A*Y*Y
HI*ABK:L03115
LX*1
SV1*HC:S9500*700*UN*7*12**1
DTP*472*RD8*20261101-20261107
NM1*DK*1*REED*SAM****XX*1245319599
LX*2
SV1*HC:J0696*250*UN*56*12**1
DTP*472*RD8*20261101-20261107
DTP*471*D8*20261030
LIN**N4*00409733201
CTP****7*UN
REF*XZ*RX501
NM1*DK*1*REED*SAM****XX*1245319599
LX*3
SV1*HC:J3490:::::SALINE FLUSH*30*UN*14*12**1
DTP*472*RD8*20261101-20261107
DTP*471*D8*20261030
LIN**N4*08290306546
CTP****14*UN
REF*XZ*RX502
NM1*DK*1*REED*SAM****XX*1245319599
"""
OXYGEN = """CLM*S6*190***12:B:1*Y*A*Y*Y
HI*ABK:J449*ABF:J9611
LX*1
SV1*HC:E1390:RR*190*UN*1***1:2
PWK*CT*AD
CR3*R*MO*99
DTP*472*RD8*20261101-20261101
DTP*607*D8*20261101
DTP*463*D8*20251101
DTP*461*D8*20261020
NM1*DK*1*REED*SAM****XX*1245319599
REF*1G*U123
LQ*UT*04.03
FRM*1A**55
FRM*1C**20261019
FRM*2**1
FRM*4*Y
FRM*7*N
"""
WHEELCHAIR = """CLM*S7*80***12:B:1*Y*A*Y*Y
HI*ABK:I639*ABF:G8191
LX*1
SV1*HC:K0001:RR:KH:BR*80*UN*1***1:2
PWK*CT*AD
CR3*I*MO*99
DTP*472*RD8*20261105-20261105
DTP*463*D8*20261105
DTP*461*D8*20261105
MEA*TR*HT*71
NM1*DK*1*REED*SAM****XX*1245319599
LQ*UT*02.03B
FRM*1*Y
FRM*5**8
"""
TWO_ABOARD = """CLM*S8*640***41:B:1*Y*A*Y*Y*P*OA
DTP*439*D8*20261106
CR1*LB*190**A*DH*14****PATIENT COULD NOT STAND
CRC*07*Y*04*06*09
CRC*07*N*05*07*08
HI*ABK:S82101A*ABF:S0101XA
NM1*PW*2
N3*ROAD 9
N4*BOISE*ID*83702
NM1*45*2
N3*12 ELM ST
N4*BOISE*ID*837020001
LX*1
SV1*HC:A0427:SH*500*UN*1***1:2**Y
DTP*472*D8*20261106
QTY*PT*2
REF*6R*9001
NTE*ADD*TWO ABOARD
LX*2
SV1*HC:A0425:SH*140*UN*14***1:2**Y
DTP*472*D8*20261106
QTY*PT*2
REF*6R*9002
"""
SIMPLE = """CLM*S9*110***11:B:1*Y*A*Y*Y
HI*ABK:I10
{rendering}LX*1
SV1*HC:99214*110*UN*1***1
DTP*472*D8*20261107
{drug}"""
NO_NPI = BILLER.replace("NM1*85*2*OAK HOUSE*****XX*1234567893", "NM1*85*2*OAK RIDES")
RIDES = """CLM*S10*48***99:B:1*Y*A*Y*Y
HI*ABK:R69
NM1*82*1*BELL*KIM
REF*G2*DRIVER7
LX*1
SV1*HC:T2003*48*UN*2***1
DTP*472*D8*20261108
"""
ATYPICAL = NO_NPI.format(version=VERSION) + INSURED + "REF*G2*RIDES5\n" + RIDES + END
WITH_PHONE = """CLM*S11*110***22:B:1*Y*A*Y*Y
HI*ABK:I10
NM1*77*2*RIVER SURGERY*****XX*1234567893
N3*9 RIVER RD
N4*BOISE*ID*837020002
PER*IC*DESK*TE*8005550109*EX*4
LX*1
SV1*HC:99214*110*UN*1***1
DTP*472*D8*20261107
"""


FIRST_OF_TWO = claims(VERSION, CHILD, TWO_PLANS.format(other=NEXT, first="", second=""))
LATER = CHILD.replace("SBR*P", "SBR*S")
SECOND_OF_TWO = claims(VERSION, LATER, AFTER_FIRST)
PLAIN = claims(VERSION, INSURED, SIMPLE.format(rendering="", drug=""))
GOOD = {
    "to the first of two payers": Sourced(
        FIRST_OF_TWO, x12("COB claim from billing provider to payer a", "other coverage without amounts, four pointers")
    ),
    "to the second of two payers": Sourced(
        SECOND_OF_TWO,
        x12("COB claim from billing provider to payer b", "CAS of claim and lines, AMT*D, AMT*EAF, a line without CAS"),
    ),
    "from payer to payer": Sourced(
        claims(VERSION, LATER, FROM_PAYER),
        x12("COB claim from payer a to payer b", "2330D with a name of two elements and REF*G2"),
    ),
    "repriced": Sourced(
        claims(VERSION, INSURED, REPRICED), x12("ppo repriced claim", "HCP of claim and lines, REF*9A")
    ),
    "out of the network": Sourced(
        claims(VERSION, INSURED, NOT_REPRICED), x12("out of network repriced claim", "HCP*00 with a reason in HCP13")
    ),
    "an encounter": Sourced(
        spoiled(claims(VERSION, INSURED, ENCOUNTER.format(sum=75)), "*CH\n", "*RP\n"),
        x12("encounter", "BHT06 RP, date of onset, REF*D9"),
    ),
    "infusion at home": Sourced(
        claims(VERSION, INSURED, INFUSION),
        x12(
            "home infusion therapy pharmacy", "drugs with prescription, a text in SV101-7, who ordered behind the drug"
        ),
    ),
    "oxygen and its form": Sourced(
        claims(VERSION, INSURED, OXYGEN), x12("oxygen", "PWK*CT of two elements, CR3*R, three dates, LQ and FRM")
    ),
    "a wheelchair": Sourced(
        claims(VERSION, INSURED.replace("NM1*IL", "PAT*******01*155\nNM1*IL"), WHEELCHAIR),
        x12("wheelchair", "weight in PAT of the subscriber, height in MEA, a form"),
    ),
    "two in an ambulance": Sourced(
        claims(VERSION, INSURED, TWO_ABOARD), x12("ambulance", "two CRC*07, QTY*PT, a note of the line, an accident")
    ),
    "no NPI": Sourced(
        ATYPICAL,
        "NPI and Atypical Provider Identifier Standard v3.1, UHIN, support.uhin.org article 360037717211: "
        "who cannot have an NPI is named by the payer's own number",
    ),
    "nothing charged": Sourced(
        spoiled(claims(VERSION, INSURED, ENCOUNTER.format(sum=0)), "*CH\n", "*RP\n"),
        stedi("Zero-charge claims", "an encounter (RP) may charge nothing"),
        "2300 CLM02 [no_charge]",
    ),
    "repackaged drug in K3": Sourced(
        claims(VERSION, INSURED, SIMPLE.format(rendering="", drug="K3*ORIGN400409733201\n")),
        stedi("K3 file information with an unapproved format", "X12's RFI 1886 lets K3 hold ORIGN4 and the first NDC"),
    ),
    "milligrams for a child": Sourced(
        claims(VERSION, CHILD, SIMPLE.format(rendering="", drug="LIN**N4*00409733201\nCTP****250*ME\n")),
        pyx12(29, "CTP05 ME holds beneath a patient, too, and CTP03 is not sent"),
    ),
    "a facility's telephone": Sourced(
        claims(VERSION, INSURED, WITH_PHONE), pyx12(24, "its map asked for the contact of 2310C, wrongly")
    ),
}
UNBALANCED = spoiled(SECOND_OF_TWO, "CAS*CO*45*5\n", "CAS*CO*45*4\n")
TAXONOMY = "NM1*82*1*HART*ANN****XX*1245319599\nPRV*PE*ZZ*207Q00000X\n"
BAD = {
    "a line that does not add up": Sourced(
        UNBALANCED,
        stedi("COB service lines must be balanced", "charge is paid and adjusted"),
        "2430 SVD02 other_payer_line",
    ),
    "a reason without amount": Sourced(
        spoiled(SECOND_OF_TWO, "CAS*CO*45*5\n", "CAS*CO*45*5**253\n"),
        stedi("Missing adjustment amount", "each reason of a CAS has its amount"),
        "2430 CAS06 missing_by_note",
    ),
    "an amount without reason": Sourced(
        spoiled(SECOND_OF_TWO, "CAS*PR*1*20**2*10", "CAS*PR*1*20***10"),
        stedi("Missing adjustment reason code", "each amount of a CAS has its reason"),
        "2320 CAS05 missing_by_note",
    ),
    "no charge": Sourced(
        spoiled(PLAIN, "CLM*S9*110*", "CLM*S9**"),
        stedi("Missing total claim charge amount", "CLM02 is there"),
        "2300 CLM02 missing",
    ),
    "the old qualifier of a taxonomy": Sourced(
        claims(VERSION, CHILD, SIMPLE.format(rendering=TAXONOMY, drug="")),
        pyx12(28, "PRV02 ZZ is that of 4010; 5010 has PXC"),
        "2310B PRV02 other_code",
    ),
    "an address of a subscriber who is not the patient": Sourced(
        spoiled(FIRST_OF_TWO, "MI*W2\n", "MI*W2\nN3*2 MAIN ST\nN4*BOISE*ID*83702\nDMG*D8*19800101*M\n"),
        open_dental("some clearing houses want address and birth date of every subscriber; the guide does not"),
        "2010BA N3 [segment_not_otherwise]; 2010BA N4 [segment_not_otherwise]; 2010BA DMG [segment_not_otherwise]",
    ),
    "a second payer's claim without what was paid": Sourced(
        spoiled(SECOND_OF_TWO, "AMT*D*60.5\n", ""),
        stedi("Missing previous payer paid amount in COB claims", "AMT*D is due where that payer decided about lines"),
        "2320 SBR other_payer_paid",
    ),
}  # fmt: skip
SHAPES = GOOD | BAD
