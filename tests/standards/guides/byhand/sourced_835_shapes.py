"""Payments whose shape comes from public material: each names it. All values are invented."""

from __future__ import annotations

from tests.standards.guides.byhand.made_by_hand import Sourced, spoiled
from tests.standards.guides.byhand.publishers import open_dental
from tests.standards.guides.byhand.test_835_shapes import NON, anthem, medicare, paid, x12

GUIDE = "835 005010X221A1"
HOSPITAL = """LX*110212
TS3*1234567893*11*20261231*1*8000
TS2*5000*120**56.82*197.69*4.23
CLP*B1*1*8000*5000**MA*P1*11*1**481
CAS*CO*45*3000
NM1*QC*1*DOE*JANE*O***HN*1EG4TE5MK73
MIA*0***5000
DTM*232*20261016
DTM*233*20261024
AMT*AU*6000
QTY*CA*8
LX*130212
TS3*1245319599*13*20261231*1*600
CLP*B2*1*600*480**MB*P2*13*1
CAS*CO*45*120
NM1*QC*1*ROE*LIZ*E***HN*1EG4TE5MK74
MOA***MA01
DTM*232*20261012
PLB*1234567893*20261231*CV:CP*-1.27
"""
CLAIM_AND_LINE = """LX*1
CLP*B3*1*800*450*300*12*P3
CAS*CO*45*50
NM1*QC*1*DOE*JANE****MI*W1
SVC*HC:99211*800*500
DTM*150*20261001
DTM*151*20261004
CAS*PR*1*300
CLP*B4*1*1200*495*600*12*P4
CAS*CO*45*55
NM1*QC*1*ROE*MARK****MI*W2
SVC*HC:93555*1200*550
DTM*150*20261010
DTM*151*20261012
CAS*PR*1*600
CAS*CO*45*50
"""
SECOND_PAYER = """LX*1
CLP*B5*2*10300.5*912**12*P5*11*1
CAS*OA*23*9388.5
NM1*QC*1*DOE*JANE*P***MI*W1
NM1*82*2*OAK HOSPITAL*****BD*987
DTM*232*20261003
DTM*233*20261004
AMT*AU*912
LX*2
CLP*B6*2*751.5*310*220*12*P6
NM1*QC*1*ROE*MARK****MI*W2
NM1*82*2*HART ASSOCIATES*****BS*34426
DTM*232*20261006
DTM*233*20261006
SVC*HC:12001:26*166.5*30**1
DTM*472*20261006
CAS*OA*23*136.5
REF*1B*43285
AMT*B6*150
SVC*HC:64400:26*585*280*0220*1
DTM*472*20261006
CAS*PR*1*150**2*70
CAS*CO*45*85
REF*1B*43285
AMT*B6*500
"""
THIRD_PAYER = """LX*1
CLP*B7*3*1766.5*187.5**12*P7
NM1*QC*1*DOE*JANE*E***MI*W1
NM1*82*2*HART ASSOCIATES*****BS*AB34U
DTM*232*20261020
SVC*HC:24500*1766.5*187.5**1
DTM*472*20261020
CAS*OA*23*1579
REF*1B*44280
AMT*B6*1700
"""
ABOVE_CHARGE = """LX*1
CLP*B8*2*541*34**12*P8
NM1*QC*1*DOE*JANE*W***MI*W1
DTM*232*20261002
DTM*233*20261002
SVC*HC:55669*541*34**1
DTM*472*20261002
CAS*OA*23*516
CAS*OA*94*-9
AMT*B6*550
"""
TOOTH_CHECK = """LX*1
CLP*B9*1*106*74**12*P9
NM1*QC*1*DOE*JANE****MI*W1
NM1*82*1*HART*ANN****XX*1245319599
AMT*AU*74
SVC*AD:D0120*46*25
DTM*472*20261024
CAS*CO*131*21
AMT*B6*25
SVC*AD:D1110*60*49
DTM*472*20261024
CAS*CO*131*11
AMT*B6*49
LX*2
CLP*B9*1*226*108*24*12*P9
NM1*QC*1*ROE*MARK****MI*W2
NM1*IL*1*ROE*LEE****MI*W3
AMT*AU*132
SVC*AD:D0220*226*108
DTM*472*20261024
CAS*PR*3*24
CAS*CO*131*94
AMT*B6*132
"""
REVERSED = """LX*1
CLP*C1*22*-150*-120**12*P1
CAS*CO*45*-30
NM1*QC*1*DOE*JANE****MI*W1
DTM*232*20261024
CLP*C1*1*150*82.5*37.5*12*P9
CAS*CO*45*30
CAS*PR*2*37.5
NM1*QC*1*DOE*JANE****MI*W1
DTM*232*20261024
"""
PAID = """LX*1
CLP*C2*1*200*160*40*12*P2
CAS*PR*2*40
NM1*QC*1*ROE*MARK****MI*W2
DTM*232*20261024
"""
CAPITATED = """LX*1
CLP*C3*1*90*0*0*HM*P3
NM1*QC*1*ROE*MARK****MI*W2
SVC*HC:99213*90*0**1
DTM*472*20261024
CAS*CO*24*90
"""


def plb(pairs: str) -> str:
    """What is paid or kept back beside the claims."""
    return f"PLB*1234567893*20261231*{pairs}\n"


CHECK = "CHK***********"
TOGETHER = paid("5481.27", HOSPITAL).replace("BPR*I*", "BPR*C*").replace("*CCP*", "*CTX*")
GOOD = {
    "a hospital with two kinds of bills": Sourced(
        TOGETHER, x12("dollars and data sent together", "TS3 and TS2, MIA and MOA, an LX each, CV:CP in PLB")
    ),
    "adjusted at claim and line": Sourced(
        paid("945", CLAIM_AND_LINE), x12("dollars and data sent separate", "CAS of the claim beside CAS of its line")
    ),
    "the second payer": Sourced(
        paid("1222", SECOND_PAYER, how=CHECK), x12("secondary payments", "a claim without SVC, SVC04, REF*1B of a line")
    ),
    "the third payer": Sourced(paid("187.5", THIRD_PAYER, how=CHECK), x12("tertiary payments", "CLP02 3, OA 23")),
    "allowed above the charge": Sourced(
        paid("34", ABOVE_CHARGE, how=CHECK),
        x12("secondary payment with higher fee schedule", "a negative CAS*OA*94 of a claim that is not reversed"),
    ),
    "teeth by check": Sourced(
        paid("182", TOOTH_CHECK, how=CHECK), x12("multiple claims single check", "SVC*AD, CO 131, one number for many")
    ),
    "two who are paid less": Sourced(
        paid("947.54", CLAIM_AND_LINE + plb("CV:CP*-1.27") + "PLB*1245319599*20261231*CV:CP*-1.27\n"),
        x12("3a", "a PLB for each of two providers"),
    ),
    "reversed, not yet taken back": Sourced(
        paid("160", REVERSED + PAID + plb("WO:C1 P9*-37.5")), anthem("WO below zero: what is taken back later")
    ),
    "taken back now": Sourced(paid("122.5", PAID + plb("WO:C1 P9*37.5")), anthem("WO above zero: what is taken back")),
    "a refund acknowledged": Sourced(
        paid("160", PAID + plb("WO:C1 P9*37.5*72:C1 P9*-37.5")), anthem("WO with a 72 of the same sum against it")
    ),
    "tax and garnishment": Sourced(
        paid("100", PAID + plb("LE:TAX1*40*CS:COURT1*20")), anthem("LE for a levy of tax, CS for a garnishment")
    ),
    "a balance forwarded": Sourced(
        paid("0", REVERSED + plb("FB:NEXT*-37.5"), how=NON),
        medicare("FB below zero moves a balance to a payment to come"),
    ),
    "a balance from before": Sourced(
        paid("122.5", PAID + plb("FB:BEFORE*37.5")),
        "Forward Balance and Withholding, What is Medical Insurance Billing, whatismedicalinsurancebilling.org "
        "(2010-01): FB above zero brings a balance from before, and PLB balances the payment",
    ),
    "interest and withheld tax": Sourced(
        paid("161.2", PAID + plb("L6:P2*-2.2*IR:TAX*1")), medicare("L6 for interest, IR for withheld tax")
    ),
    "two checks of the provider": Sourced(
        paid("160", PAID + plb("FB:BEFORE*1100*72:CHECK1*-100*72:CHECK2*-1000")),
        "Request for interpretation 1374, X12, rfi.x12.org/Request/Details/1374: "
        "a 72 for each check by which a provider settles a balance brought forward; FB against it is ours",
    ),
    "kept back in advance": Sourced(
        paid("150", PAID + plb("AP:ADVANCE*10")),
        "Claims code lists, Stedi, stedi.com/docs/healthcare/professional-claims-code-lists: "
        "AP above zero keeps back, below zero pays in advance",
    ),
    "paid by the head": Sourced(
        paid("0", CAPITATED, how=NON),
        "835 ERA Report, Stedi, stedi.com/docs/api-reference/healthcare/get-healthcare-reports-835: "
        "where care is paid by month or bundle, each line may pay nothing; CO 24 is ours",
    ),
}
MISPRINTED = spoiled(TOGETHER, "CLP*B2*1*600*", "CLP*B2*1*6000*")
BAD = {
    "a nought too many": Sourced(
        MISPRINTED,
        open_dental("example 1 as printed has ten times the charge of the second claim", file="X835.cs"),
        "2100 CLP04 payment_claim",
    ),
    "a bank's element lost": Sourced(
        spoiled(paid("945", CLAIM_AND_LINE), "1999999999**01", "1999999999*01"),
        open_dental("example 2 as printed lacks the empty BPR11", file="X835.cs"),
        "ST BPR10 separator_lost",
    ),
    "a taken back sum with the wrong sign": Sourced(
        paid("197.5", PAID + plb("WO:C1 P9*37.5")),
        anthem("a sum above zero lowers the payment"),
        "ST BPR02 payment",
    ),
    "a reason of PLB that is none": Sourced(
        spoiled(paid("122.5", PAID + plb("WO:C1 P9*37.5")), "WO:C1", "BF:C1"),
        "Forward Balance and Withholding, What is Medical Insurance Billing, whatismedicalinsurancebilling.org "
        "(2010-01): BF is Medicare's own word beside FB, no reason of PLB",
        "ST PLB03-1 bad_code",
    ),
}  # fmt: skip
PASSED_ON = "NM1*QC*1*DOE*JANE****MI*W1\nNM1*TT*2*LAKE HEALTH*****PI*LAKE\nDTM*232*20261024\nCLP*C1*1*"
ELSEWHERE = {
    "a reversal that names the next payer": Sourced(
        spoiled(
            paid("160", REVERSED + PAID + plb("WO:C1 P9*-37.5")),
            PASSED_ON.replace("NM1*TT*2*LAKE HEALTH*****PI*LAKE\n", ""),
            PASSED_ON,
        ),
        "Request for interpretation 1981, X12, rfi.x12.org/Request/Details/1981: "
        "NM1*TT must not stand where CLP02 is 22; a payer's slip that we read",
    ),
}
"""What X12 forbids a payer and we read."""
SHAPES = GOOD | BAD | ELSEWHERE
