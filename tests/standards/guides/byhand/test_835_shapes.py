"""Payments as payers send them, by hand.

Written beside the guide, not generated from its text; each names what public material confirms of its shape.
Every name, number and amount is invented. Each must be clean, sums and all; then one word of it is changed.
"""

from __future__ import annotations

from tests.standards.guides.byhand.made_by_hand import Sourced, rows, spoiled, told
from tests.standards.guides.byhand.publishers import open_dental, x12_example

GUIDE = "835 005010X221A1"
BANK = "01*021000021*DA*123*1999999999**01*121000358*DA*456"
GROUP = "\nGS*HP*HARBOR*CLEARLANE*20261124*0930*101*X*005010X221A1\n"
END = "GE*{sets}*101\nIEA*1*000000101\n"
REVERSED = """LX*1
CLP*A1*22*-150*-120**12*P1*11*1
CAS*CO*45*-30
NM1*QC*1*DOE*JANE****MI*W1
REF*F8*P1
DTM*232*20261001
CLP*A1*1*150*90*20*12*P9*11*7
NM1*QC*1*DOE*JANE****MI*W1
DTM*232*20261001
DTM*050*20261020
SVC*HC:99213:25*150*90**1**1
DTM*472*20261001
CAS*CO*45*40
CAS*PR*3*20
REF*6R*L1
AMT*B6*110
PLB*1234567893*20261231*FB:NEXT*-30
"""
TAKEN_BACK = """LX*1
CLP*A2*1*200*160*40*MB*P2*11*1
NM1*QC*1*DOE*JANE****MI*1EG4TE5MK73
MOA***MA01*MA07
DTM*232*20261010
SVC*HC:99214*200*160**1
DTM*472*20261010
CAS*PR*2*40
PLB*1234567893*20261231*WO:P0 A0*110*FB:NEXT*-30
"""
DENIED = """LX*1
CLP*A3*4*80*0*80*HM*P3*11*1
NM1*QC*1*DOE*JANE****MI*W1
DTM*050*20261111
SVC*HC:99212*80*0**0**1
DTM*472*20261012
CAS*PR*96*80
LQ*HE*N130
"""
PASSED_ON = """LX*1
CLP*A4*19*300*216*54*MB*P4*22*1
NM1*QC*1*DOE*JANE****MI*1EG4TE5MK73
NM1*IL*1*DOE*JOHN****MI*W1
NM1*82*1*HART*ANN****XX*1245319599
NM1*TT*2*LAKE HEALTH*****PI*LAKE
MOA***MA18*N89
REF*EA*MR7
DTM*232*20261013
DTM*233*20261013
AMT*AU*270
SVC*HC:93000*300*216**1
DTM*472*20261013
CAS*CO*45*30
CAS*PR*2*54
"""
BY_HEAD = """PLB*1234567893*20261231*CT:OCTOBER*-500*BN:QUALITY*-50
"""
LATE = """LX*1
CLP*A5*1*100*90*10*12*P5*11*1
NM1*QC*1*DOE*JANE****MI*W1
DTM*050*20260801
AMT*I*4.5
SVC*HC:99213*100*90**1
DTM*472*20260715
CAS*PR*1*10
PLB*1234567893*20261231*L6:P5*-4.5
"""
STAY = """LX*111
TS3*1234567893*11*20261231*1*9000
CLP*A6*1*9000*6200*1000*MA*P6*11*1**481*1.5
CAS*CO*45*1800
CAS*PR*1*1000
NM1*QC*1*DOE*JANE****MI*1EG4TE5MK73
NM1*74*1*DOE*JANET****C*1EG4TE5MK74
MIA*0***6200*MA01***************MA13
REF*EA*MR77
DTM*232*20261001
DTM*233*20261004
AMT*AU*7200
QTY*CA*3
"""
SECONDARY = """LX*1
CLP*A7*2*300*50*20*12*P7*11*1
NM1*QC*1*DOE*JANE****MI*W1
NM1*GB*1*DOE*JOHN****MI*X9
REF*1L*GROUP7
DTM*232*20261014
PER*CX*CLAIMS*TE*8005550102*EX*7
SVC*HC:99214*300*50**1
DTM*472*20261014
CAS*OA*23*230
CAS*PR*3*20
"""
SPLIT = """LX*1
CLP*A8*1*500*300*50*15*P8*22*1
NM1*QC*1*DOE*JANE****MI*W1
DTM*232*20261015
SVC*HC:29881*400*300**1
DTM*150*20261015
DTM*151*20261016
CAS*CO*45*50
CAS*PR*2*50
REF*6R*L1
SVC*HC:29877*100*0**0**1
DTM*472*20261015
CAS*CO*97*100
REF*6R*L2
REF*0K*POLICY3
LQ*HE*M15
"""
TEETH = """LX*1
CLP*A9*1*340*206*94*12*P10*11*1
NM1*QC*1*ROE*TIM
NM1*IL*1*ROE*MARK****MI*W2
DTM*232*20261016
SVC*AD:D2392*250*116**1*AD:D2150
DTM*472*20261016
CAS*PR*1*40*1*2*54*1
CAS*CO*45*40
SVC*AD:D1120*90*90**1
DTM*472*20261016
"""


def payment(bpr: str, body: str, *, payee: str = "N1*PE*OAK HOUSE*XX*1234567893", number: str = "0001") -> str:
    """One set."""
    return f"""ST*835*{number}
{bpr}
TRN*1*TRACE{number}*1999999999
REF*EV*CLEARLANE
DTM*405*20261123
N1*PR*HARBOR MUTUAL*XV*12345
N3*1 HARBOR WAY
N4*BOISE*ID*83702
REF*2U*HARBOR
PER*CX*CLAIMS*TE*8005550102
PER*BL*HELP DESK*TE*8005550101*EM*HELP.DESK
{payee}
REF*TJ*123456789
{body}SE*1*{number}
"""


def paid(amount: str, body: str, *, how: str = f"ACH*CCP*{BANK}") -> str:
    """A file with one payment."""
    return GROUP + payment(f"BPR*I*{amount}*C*{how}*20261124", body) + END.format(sets=1)


TWO = (
    GROUP
    + payment("BPR*I*50*C*CHK************20261124", SECONDARY)
    + payment(f"BPR*I*300*C*ACH*CCP*{BANK}*20261124", SPLIT, payee="N1*PE*HART ANN*FI*987654321", number="0002")
    + END.format(sets=2)
)
NON = "NON***********"


def x12(name: str, shows: str) -> str:
    """An example of this guide."""
    return x12_example("X221", name, shows)


def anthem(shows: str) -> str:
    """The source of how a payer tells what it keeps back."""
    return f"Provider Level Adjustments, Anthem, paperzz.com/doc/8839651: {shows}"


def medicare(shows: str) -> str:
    """The source of how Medicare's contractors do."""
    return f"Provider Level Balance Reason Codes, a Medicare contractor, paperzz.com/doc/7905838: {shows}"


SHAPES = {
    "reversed and corrected": Sourced(
        paid("0", REVERSED, how=NON),
        anthem("a claim reversed and corrected in one payment; FB and lines are ours"),
    ),
    "taken back": Sourced(
        paid("80", TAKEN_BACK),
        anthem("WO above zero: an earlier overpayment taken back, FB beside it"),
    ),
    "nothing to pay": Sourced(
        paid("0", DENIED, how=NON),
        "835 ERA Report, Stedi, stedi.com/docs/api-reference/healthcare/get-healthcare-reports-835: "
        "claims that pay nothing in all; the denial of the line is ours",
    ),
    "passed on": Sourced(
        paid("216", PASSED_ON),
        "Request for interpretation 1981, X12, rfi.x12.org/Request/Details/1981: "
        "NM1*TT where CLP02 says passed on (19, 20, 21, 23); MA18 and N89 are as Medisys tells of Medicare",
    ),
    "by head": Sourced(
        paid("550", BY_HEAD),
        open_dental("CT and BN among the reasons of PLB; a payment without claims is ours", file="X835.cs"),
    ),
    "late, with interest": Sourced(
        paid("94.5", LATE),
        medicare("L6 for interest that is owed; AMT*I beside it is ours"),
    ),
    "a stay": Sourced(
        paid("6200", STAY),
        x12("dollars and data sent together", "TS3, MIA with the days, QTY*CA, filing code MA; NM1*74 is ours"),
    ),
    "two payees": Sourced(
        TWO,
        x12("secondary payments", "OA 23 beside PR of the second payer, a payee by tax id; two sets are ours"),
    ),
    "teeth, another code paid": Sourced(
        paid("206", TEETH),
        x12("era sample", "SVC*AD of a dental payment, no DTM of its making; SVC06 is ours"),
    ),
    "two claims and an old debt": Sourced(
        paid("356", SECONDARY + SPLIT + "PLB*1234567893*20261231*72:OLD*-6\n"),
        anthem("72 below zero acknowledges what the provider sent back"),
    ),
}
CHANGES: dict[str, list[tuple[str, str, str]]] = {
    "reversed and corrected": [
        ("*22*-150*-120*", "*22*-150*120*", "2100 CLP04 payment_claim"),
        ("CAS*CO*45*-30", "CAS*CR*45*-30", "2100 CAS01 other_code"),
        ("FB:NEXT*-30", "FB:NEXT*30", "ST BPR02 payment"),
        ("A1*22*", "A1*24*", "2100 CLP02 bad_code"),
        ("AMT*B6*110", "AMT*AU*110", "2110 AMT01 other_code"),
    ],
    "taken back": [
        ("WO:P0 A0*110", "WO:P0 A0*11", "ST BPR02 payment"),
        ("WO:P0 A0", "WX:P0 A0", "ST PLB03-1 bad_code"),
        ("*FB:NEXT*-30", "*FB:NEXT", "ST PLB06 missing_by_note"),
        ("MOA***MA01", "MOA***ZZ99", "2100 MOA03 [payment_remark]"),
    ],
    "nothing to pay": [
        ("BPR*I*0*C*NON", "BPR*I*0*C*NOT", "ST BPR04 bad_code"),
        ("*80*0**0**1", "*80*8**0**1", "2110 SVC03 payment_line"),
        ("LQ*HE*N130", "LQ*HX*N130", "2110 LQ01 bad_code"),
        ("CAS*PR*96*80", "CAS*PR*96", "2110 CAS03 missing"),
    ],
    "passed on": [
        ("NM1*TT*2*LAKE HEALTH", "NM1*TT*1*LAKE HEALTH", "2100 NM102 other_code"),
        ("*19*300*216*", "*19*301*216*", "2100 CLP04 payment_claim"),
        ("AMT*AU*270", "AMT*AU", "2100 AMT02 missing"),
        ("REF*EA*MR7", "REF*EI*MR7", "2100 REF01 other_code"),
    ],
    "by head": [
        ("CT:OCTOBER*-500", "CT:OCTOBER*-50", "ST BPR02 payment"),
        ("*20261231*", "*20261301*", "ST PLB02 bad_date"),
        ("CCP*01*021000021*DA", "CCP*01*021000021*SG", "ST BPR08 other_code"),
    ],
    "late, with interest": [
        ("AMT*I*4.5", "AMT*I*FOUR", "2100 AMT02 not_a_number"),
        ("L6:P5*-4.5", "L6:P5*4.5", "ST BPR02 payment"),
    ],
    "a stay": [
        ("MIA*0", "MIA*", "2100 MIA01 missing"),
        ("QTY*CA*3", "QTY*XX*3", "2100 QTY01 bad_code"),
        ("TS3*1234567893*11*20261231", "TS3*1234567893*11*20261331", "2000 TS303 bad_date"),
        ("CAS*CO*45*1800\n", "", "2100 CLP04 payment_claim"),
        ("****C*1EG4TE5MK74", "****D*1EG4TE5MK74", "2100 NM108 bad_code"),
    ],
    "two payees": [
        ("N1*PE*HART ANN*FI*987654321", "N1*PE*HART ANN", "1000B N103 missing; 1000B N104 missing"),
        ("BPR*I*300", "BPR*I*350", "ST BPR02 payment"),
        ("REF*0K*POLICY3", "REF*0K", "2110 REF02 missing"),
        ("DTM*151*20261016", "DTM*152*20261016", "2110 DTM01 other_code"),
    ],
    "teeth, another code paid": [
        ("**1*AD:D2150", "**1*AX:D2150", "2110 SVC06-1 bad_code"),
        ("*1*2*54*1", "*1*2*5*1", "2110 SVC03 payment_line"),
        ("CLP*A9*1*340*206*", "CLP*A9*1*340**", "2100 CLP04 missing"),
    ],
    "two claims and an old debt": [
        ("72:OLD*-6", "72:OLD*-7", "ST BPR02 payment"),
        ("NM1*GB*1*DOE*JOHN", "NM1*GX*1*DOE*JOHN", "2100 NM101 bad_code"),
        ("LX*1\nCLP*A8", "LX\nCLP*A8", "2000 LX01 missing"),
    ],
}  # fmt: skip


@rows(CHANGES)
def test_one_word_changed_in_a_payment_of_the_trade_is_told(name: str, old: str, new: str, expected: str) -> None:
    assert told(spoiled(SHAPES[name].text, old, new)) == expected
