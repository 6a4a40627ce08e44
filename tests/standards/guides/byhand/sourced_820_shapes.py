"""Premium payments (820) whose shapes stand in X12's samples and answers, or in Stedi's listing of the guide."""

from __future__ import annotations

from tests.standards.guides.byhand.filed import example, filer, interpretation

GUIDE = "820 005010X218"
paid = filer(kind="820", group="RA", version="005010X218")

PARTIES = "N1*PE*HARBOR MUTUAL*1*123456789\nN1*PR*OAK MILLS*1*234567891\n"
BY_ACH = "BPR*C*1575*C*ACH*CTX*01*021000021*DA*123*1999999999**01*121000358*DA*456*20261124\nTRN*1*PAY1\nREF*14*77\n"
BY_REMITTANCE = "BPR*I*1575*C*CHK******1999999999******20261124\nTRN*3*PAY2\n"
LATER = (
    "BPR*U*1575*C*ACH*CCP*01*021000021*DA*123*1999999999**01*121000358*DA*456*20261124\nTRN*3*PAY3\n"
    "REF*14*77\nREF*2F*BILL CYCLE\n"
)
FIRST = """ENT*1*2J*34*123456789
NM1*EY*1*DOE*JANE****EI*W1
RMR*IG*P100**500
ENT*2*2J*34*123456780
NM1*EY*1*ROE*MARK****EI*W2
RMR*IG*P101**1075
"""
LISTED = """ENT*1*2J*34*123456789
NM1*EY*1*DOE*JANE****EI*W1
RMR*CT*GROUP7**500*500
ENT*2*2J*34*123456780
NM1*EY*1*ROE*MARK****EI*W2
RMR*CT*GROUP7**1075*1127
ADX*-52*52
"""
SUMMED = """ENT*1*2L*FI*234567891
RMR*IK*BILL1*PI*1575*1575
IT1*1
SLN*1**O*12*IE
SLN*2**O*30*10
"""
ALL_COUNTS = SUMMED.replace("SLN*2**O*30*10", "SLN*2**O*12*PR\nSLN*3**O*30*10")
LIST_PAYMENT = "005010x218 (list bill payment)"
LIST = "005010x218 (list bill)"
SUM_PAYMENT = "005010x218 (summary bill payment)"
SUM = "005010x218 (summary bill)"
STEDI = "820 X218 Payroll Deducted and Other Group Premium Payment, Stedi, stedi.com/edi/hipaa"

SHAPES = {
    "a list paid by transfer": paid(
        BY_ACH + PARTIES + FIRST,
        example(
            LIST_PAYMENT, "BPR C by ACH with CTX, ENT 2J by social security number, NM1 EY, RMR IG without sum billed"
        ),
    ),
    "a person without premium": paid(
        BY_ACH + PARTIES + FIRST.replace("RMR*IG*P101**1075\n", ""),
        example(LIST_PAYMENT, "each person has an RMR"),
        "2300B RMR missing_loop",
    ),
    "a person's premium of the organization's kind": paid(
        BY_ACH + PARTIES + FIRST.replace("RMR*IG*P100", "RMR*1L*P100"),
        example(LIST_PAYMENT, "a person's RMR01 is IG"),
        "2300B RMR01 other_code",
    ),
    "a list whose money follows": paid(
        LATER + PARTIES + LISTED,
        example(LIST, "BPR U, TRN 3, REF 2F, RMR CT with both sums and ADX 52 of what is less"),
    ),
    "an adjustment without reason": paid(
        LATER + PARTIES + LISTED.replace("ADX*-52*52", "ADX*-52"),
        example(LIST, "ADX02 says why a sum differs"),
        "2320B ADX02 missing",
    ),
    "an adjustment without sum": paid(
        LATER + PARTIES + LISTED.replace("ADX*-52*52", "ADX**52"),
        example(LIST, "ADX01 holds the difference"),
        "2320B ADX01 missing",
    ),
    "a sum paid by transfer": paid(
        BY_ACH + PARTIES + SUMMED,
        example(SUM_PAYMENT, "ENT 2L by tax number, RMR IK with PI, IT1 and SLN O of employees and members"),
    ),
    "a count without its line": paid(
        BY_ACH + PARTIES + SUMMED.replace("IT1*1\n", ""),
        example(SUM_PAYMENT, "SLN stands beneath its IT1"),
        "2310A IT1 missing_segment",
    ),
    "a sum whose money follows, three counts": paid(
        LATER + PARTIES + ALL_COUNTS,
        example(SUM, "SLN of employees (IE), persons (PR) and members (10)"),
    ),
    "four counts": paid(
        LATER + PARTIES + ALL_COUNTS + "SLN*4**O*1*10\n",
        example(SUM, "there are three kinds of counts"),
        "2315A SLN too_many_loops",
    ),
    "one of two sets is wrong": paid(
        BY_ACH + PARTIES + FIRST.replace("ENT*2*2J*34*123456780", "ENT*2*2J*34"),
        interpretation(32, "a set that is wrong is refused alone, the others of the file stand"),
        "2000B ENT04 missing",
    ),
    "by check, four dates": paid(
        BY_REMITTANCE
        + "DTM*009*20261123\nDTM*035*20261124\nDTM*582****RD8*20261201-20261231\nDTM*097*20261122\n"
        + PARTIES
        + SUMMED,
        f"{STEDI}: four DTM of the heading: 009, 035, 582 and 097",
    ),
    "in another currency": paid(
        BY_ACH.replace("REF*14*77\n", "CUR*PR*CAD\nREF*14*77\n") + PARTIES + SUMMED,
        f"{STEDI}: CUR where the money is not in US dollars",
    ),
    "without trace": paid(
        BY_ACH.replace("TRN*1*PAY1\n", "") + PARTIES + SUMMED,
        f"{STEDI}: BPR and TRN must stand",
        "ST TRN missing_segment",
    ),
}
