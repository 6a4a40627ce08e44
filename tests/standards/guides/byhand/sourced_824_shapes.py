"""Application advices (824) whose shapes stand in X12's samples and answers, or in public programs' tests."""

from __future__ import annotations

from tests.standards.guides.byhand.filed import example, filer, interpretation

GUIDE = "824 005010X186A1"
advised = filer(kind="824", group="AG", version="005010X186A1")
unnamed = filer(kind="824", group="AG", version="005010X186A1", named=False)

PARTIES = "N1*41*HARBOR MUTUAL*46*HARBOR\nPER*IC*HELP DESK*TE*8005550101\nN1*40*OAK MILLS*46*SUBMITTER\n"
TAKEN = (
    "BGN*11*FFA.ABCDEF.123456*20261124*1615*ET*BATCH1**WQ\n"
    + PARTIES
    + "OTI*TA*TN*NA***20261123*0902*2*0001*834*005010X220A1\n"
)
REFUSED = (
    "BGN*11*FFA.ABCDEF.123457*20261124*1615*ET*BATCH1**U\n"
    + PARTIES
    + "OTI*TR*TN*NA***20261123*0902*2*0001*834*005010X220A1\nTED*024**INS*36*2\nRED*NA**94**IBP*E054\n"
)
PARTLY = (
    "BGN*11*FFA.ABCDEF.123458*20261124*1615*ET*BATCH1**RU\n"
    + PARTIES
    + """OTI*TA*BP*BT***20261123*0902*2*0001*837*005010X222A1
REF*F8*P77
DTM*050*20261124
AMT*GW*240
QTY*TO*3
QTY*46*2
OTI*TA*IA*A1***20261123*0902*2*0001*837*005010X222A1
REF*EJ*A1
AMT*2*120
NM1*41*2*OAK BILLING*****46*SUBMITTER
NM1*85*2*OAK FAMILY CARE*****XX*1234567893
NM1*QC*1*DOE*JANE****MI*W1
OTI*IR*IX*A2***20261123*0902*2*0001*837*005010X222A1
TED*007*NO SUCH ZIP*N4*32*3**10407
CTX*2310A NM103:OAK HOUSE*NM1*65*2310
CTX*CLM01:A2
RED*NA**94**IBP*E020
"""
)
GOOD = "005010x186 (positive)"
BAD = "005010x186 (complete reject)"
PART = "005010x186 (partial reject)"
OF_BATCH = "Test of an 824, transcom-sds mymove, github.com/transcom/mymove"
DECISIONS = "Sample of an 824, Decisions, documentation.decisions.com"

SHAPES = {
    "a set that was taken": advised(TAKEN, example(GOOD, "BGN 11 with action WQ, OTI TA of an 834 by its numbers")),
    "a verdict without reference": advised(
        TAKEN.replace("OTI*TA*TN*NA", "OTI*TA*TN*"),
        example(GOOD, "OTI03 holds NA where nothing else is named"),
        "2000 OTI03 missing",
    ),
    "a set that was refused": advised(
        REFUSED, example(BAD, "BGN08 U, OTI TR, a TED with segment, place and element, a RED with an industry code")
    ),
    "a code of no industry": advised(
        REFUSED.replace("RED*NA**94**IBP*E054", "RED*NA**94**IBP"),
        example(BAD, "RED06 holds the code"),
        "2100 RED06 missing",
    ),
    "a fault outside its verdict": advised(
        REFUSED.replace("OTI*TR*TN*NA***20261123*0902*2*0001*834*005010X220A1\n", ""),
        example(BAD, "TED stands beneath the OTI of its set"),
        "2000 OTI missing_segment",
    ),
    "a batch and two claims, one refused": advised(
        PARTLY,
        example(PART, "BGN08 RU, batch and items by OTI BP, IA and IX, counts, sums, parties, TED with the bad value"),
    ),
    "a count that is no number": advised(
        PARTLY.replace("QTY*46*2", "QTY*46*TWO"),
        example(PART, "QTY TO and 46 count claims"),
        "2000 QTY02 not_a_number",
    ),
    "a bad value without place": advised(
        PARTLY.replace("N4*32*3**10407", "N4*X*3**10407"),
        example(PART, "TED04 holds the segment's place in the set"),
        "2100 TED04 not_whole",
    ),
    "a claim by its own number": advised(
        TAKEN.replace("OTI*TA*TN*NA", "OTI*IA*IX*A1"),
        interpretation(2405, "OTI03 may hold another number than NA"),
    ),
    "a payment by its trace": advised(
        TAKEN.replace("OTI*TA*TN*NA", "OTI*TA*TN*PAY1").replace("834*005010X220A1", "820*005010X218"),
        interpretation(2405, "of an 820 or 835 OTI03 holds TRN02"),
    ),
    "without version in the header": unnamed(
        TAKEN, f"{DECISIONS}: an ST without ST03, which this guide requires", "ST ST03 missing"
    ),
    "parties the other way round": advised(
        TAKEN.replace("N1*41", "N1*SE").replace("N1*40", "N1*RE"),
        f"{OF_BATCH}: 4010's advice names its parties by other codes",
        "1000A N101 bad_code; 1000B N101 bad_code",
    ),
}
