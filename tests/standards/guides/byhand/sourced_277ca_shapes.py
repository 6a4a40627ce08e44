"""Acknowledgments of claims whose shape comes from public material: each names it. All values are invented."""

from __future__ import annotations

from tests.standards.guides.byhand.made_by_hand import Sourced, spoiled
from tests.standards.guides.byhand.test_277ca_shapes import training, x12

GUIDE = "277CA 005010X214"
TOP = """
GS*HN*HARBOR*OAKBILLING*20261124*0930*101*X*005010X214
ST*277*0001*005010X214
BHT*0085*08*ANSWER9*20261124*0931*TH
HL*1**20*1
{source}
TRN*1*RECEIPT9
DTP*050*D8*20261123
DTP*009*D8*20261124
HL*2*1*21*{below}
NM1*41*{receiver}
TRN*2*BATCH9
"""
END = "SE*1*0001\nGE*1*101\nIEA*1*000000101\n"
HOUSE = "NM1*AY*2*ELM CLEARING*****46*ELM01"
PAYER = "NM1*PR*2*HARBOR MUTUAL*****PI*HARB1"
BILLERS = "2*OAK BILLING*****46*OAKBILLING"
ONE_PERSON = "1*HART*ANN*B***46*HART1"


def answer(body: str, *, source: str = PAYER, receiver: str = BILLERS, below: int = 1) -> str:
    """A whole file: who answers, to whom, and what."""
    return TOP.format(source=source, receiver=receiver, below=below) + body + END


THREE = """STC*A0:16:PR*20261124*WQ*900
QTY*90*1
QTY*AA*2
AMT*YU*250
AMT*YY*650
HL*3*2*19*1
NM1*85*2*OAK HOUSE*****FI*123456789
HL*4*3*PT
NM1*QC*1*DOE*JANE****MI*W4
TRN*2*A/4
STC*A0:16:PR*20261124*WQ*250
REF*1K*P4
DTP*472*RD8*20261101-20261104
HL*5*3*PT
NM1*QC*1*DOE*ROBIN****MI*W5
TRN*2*A/5
STC*A3:21:82*20261124*U*400
DTP*472*D8*20261105
SVC*HC:22305:22*280*****1
STC*A3:122**U*******A3:153:82
REF*FJ*11
HL*6*3*PT
NM1*QC*1*ROE*MARK****MI*W6
TRN*2*00000000000000000000
STC*A3:401*20261124*U*250
DTP*472*RD8*20261106-20261106
"""
REFUSED_BATCH = "STC*A3:24:41*20261124*U*650\nQTY*AA*3\nAMT*YY*650\n"
TO_ONE = """STC*A1:19:PR*20261124*WQ*215
QTY*90*2
QTY*AA*1
AMT*YU*150
AMT*YY*65
HL*3*2*19*1
NM1*85*1*HART*ANN*B***FI*234567894
HL*4*3*PT
NM1*QC*1*DOE*JANE****MI*W4
TRN*2*A4
STC*A2:20:PR*20261124*WQ*100
REF*1K*P4
DTP*472*D8*20261110
HL*5*3*PT
NM1*QC*1*DOE*ROBIN****MI*W5
TRN*2*A5
STC*A3:187:PR*20261124*U*65
DTP*472*D8*20261231
HL*6*3*PT
NM1*QC*1*ROE*MARK****MI*W6
TRN*2*A6
STC*A2:20:PR*20261124*WQ*50
REF*1K*P6
DTP*472*D8*20261109
"""
TWO_PROVIDERS = """STC*A1:19:PR*20261124*WQ*330
QTY*90*1
QTY*AA*4
AMT*YU*55
AMT*YY*275
HL*3*2*19*1
NM1*85*1*HART*ANN****XX*1245319599
TRN*1*PROVIDER1
STC*A1:19:PR**WQ*155
HL*4*3*PT
NM1*QC*1*DOE*JANE****MI*W4
TRN*2*A4
STC*A2:20:PR*20261124*WQ*55
REF*1K*P4
DTP*472*D8*20261110
HL*5*3*PT
NM1*QC*1*ROE*MARK****MI*W5
TRN*2*A5
STC*A3:116*20261124*U*100
DTP*472*D8*20261111
HL*6*2*19*0
NM1*85*1*REED*SAM****FI*567012345
TRN*1*PROVIDER2
STC*A3:24:85**U*175
QTY*QC*3
AMT*YY*175
"""
PROVIDERS_ID = """STC*A1:19:40*20261124*WQ*5.98
HL*3*2*19*1
NM1*85*2*HART ANN MD*****XX*1245319599
TRN*1*4090906527190080065
REF*G2*987654321
HL*4*3*PT
NM1*QC*1*DOE*JANE****MI*W4
TRN*2*A4-5
STC*A1:19:PR*20261124*WQ*5.98
REF*1K*20096115959
REF*D9*13142518
DTP*472*D8*20261001
"""
MEDICARE = """STC*A1:19:PR*20261124*WQ*4500
QTY*90*1
AMT*YU*4500
HL*3*2*19*1
NM1*85*2*OAK HOSPITAL*****XX*1234567893
TRN*1*IA9H1..0001
STC*A1:19:PR**WQ*4500
QTY*QA*1
AMT*YU*4500
HL*4*3*PT
NM1*QC*1*DOE*JANE****MI*1EG4TE5MK73
TRN*2*A4
STC*A2:20:PR*20261124*WQ*4500
REF*1K*21528800020301
REF*BLT*111
DTP*472*RD8*20261001-20261009
"""
FLAT = """STC*A1:19:PR*20261124*WQ*700
HL*3*2*19*1
NM1*85*2*OAK HOSPITAL*****XX*1234567893
HL*4*3*PT
NM1*QC*1*DOE*JANE****MI*1EG4TE5MK73
TRN*2*A4
STC*A2:20:PR*20261124*WQ*300
REF*1K*21528800020302
DTP*472*D8*20261110
HL*5*3*PT
NM1*QC*1*ROE*MARK****MI*1EG4TE5MK74
TRN*2*A5
STC*A7:507*20261124*U*400******A7:500:85*A8:562:85
DTP*472*D8*20261111
"""


def one_claim(status: str) -> str:
    """An answer to one claim that was refused with a status."""
    return f"""STC*A1:19:PR*20261124*WQ*80
HL*3*2*19*1
NM1*85*2*OAK HOUSE*****XX*1234567893
HL*4*3*PT
NM1*QC*1*DOE*JANE****MI*W4
TRN*2*A4
STC*{status}*20261124*U*80
DTP*472*D8*20261112
"""


READING = "277CA Claim Acknowledgment Guide, MediBilling, medibilling.app/docs/claim-acknowledgment-277ca-guide: "
CMS = (
    "Transmittal 606 (change request 6738), CMS, 2009-12-11: accepted claims have the payer's number, "
    "refused ones category and status codes"
)
AVAILITY = (
    "Answer of Availity to encounters, in a public web page's source with Response 'ISA*...*AVAILITY' (2020-04-06): "
    "2200C with trace and REF*G2, no STC"
)
DENTAL = "Parser of answers to an 837D, a public dental program, notes on Availity's 277CA: "
GOOD = {
    "a house takes one and refuses two": Sourced(
        answer(THREE, source=HOUSE), x12(1, "no 2200C, a line with two statuses, a trace of noughts")
    ),
    "a batch refused": Sourced(
        answer(REFUSED_BATCH, source=HOUSE, below=0), x12(2, "the receiver's level is the last one (HL04 0)")
    ),
    "to a provider who bills himself": Sourced(
        answer(TO_ONE, receiver=ONE_PERSON), x12(3, "a person as receiver, claims taken and refused in turn")
    ),
    "the second provider refused whole": Sourced(
        answer(TWO_PROVIDERS), x12(4, "2200C for a provider with claims and for one without")
    ),
    "a provider's id without status": Sourced(answer(PROVIDERS_ID), AVAILITY),
    "one hospital claim": Sourced(
        answer(MEDICARE), training("totals of one claim at receiver and provider, a trace with points")
    ),
    "numbers for the accepted alone": Sourced(answer(FLAT), CMS),
    "refused, missing information": Sourced(answer(one_claim("A6:33:IL")), READING + "A6 is one of four refusals"),
    "refused, invalid information": Sourced(answer(one_claim("A7:33:IL")), READING + "A7 is one of four refusals"),
    "refused, at odds": Sourced(answer(one_claim("A8:496:82")), READING + "A8 is one of four refusals"),
    "refused to the front door": Sourced(
        answer(one_claim("A3:24:85")), READING + "A3 is one of four refusals; who is meant stands in STC01-3"
    ),
}
BAD = {
    "a batch refused without date and sum": Sourced(
        answer("STC*A3:24:41**U\nQTY*AA*3\nAMT*YY*650\n", source=HOUSE, below=0),
        x12(2, "STC of 2200B as printed has neither; both readings require them"),
        "2200B STC02 missing; 2200B STC04 missing",
    ),
    "a receiver with a degree": Sourced(
        spoiled(answer(TO_ONE, receiver=ONE_PERSON), "ANN*B***46", "ANN*B**MD*46"),
        x12(3, "NM107 as printed; both readings do not use it, and later copies of the example have it no more"),
        "2100B NM107 not_used",
    ),
    "a provider traced as a receiver": Sourced(
        spoiled(answer(TWO_PROVIDERS), "TRN*1*PROVIDER1", "TRN*2*PROVIDER1"),
        x12(4, "TRN01 2 as printed; both readings have 1 in 2200C"),
        "2200C TRN01 other_code",
    ),
    "a dated status of a provider": Sourced(
        spoiled(answer(TWO_PROVIDERS), "STC*A3:24:85**U", "STC*A3:24:85*20261124*U"),
        x12(4, "one STC of 2200C as printed has a date, its neighbour has none; both readings do not use it"),
        "2200C STC02 not_used",
    ),
    "a claim without its day": Sourced(
        spoiled(answer(TWO_PROVIDERS), "U*100\nDTP*472*D8*20261111\n", "U*100\n"),
        x12(4, "one of five claims as printed has no DTP"),
    ),
    "a billing provider as provider of service": Sourced(
        spoiled(answer(MEDICARE), "NM1*85*", "NM1*1P*"),
        DENTAL + "NM1*1P, which is that of the 277 of X212",
        "2100C NM101 other_code",
    ),
    "a patient level that counts its children": Sourced(
        spoiled(answer(MEDICARE), "HL*4*3*PT", "HL*4*3*PT*0"),
        DENTAL + "HL04 0 of the patient, which X214 does not use",
        "2000D HL04 not_used",
    ),
    "names of eight elements and one too many": Sourced(
        spoiled(answer(MEDICARE), "*****46*OAK", "******46*OAK"),
        training("names as printed have the qualifier one place too late"),
        "2100B NM108 separator_doubled",
    ),
}  # fmt: skip
SHAPES = GOOD | BAD
