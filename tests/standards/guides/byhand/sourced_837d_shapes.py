"""Dental claims whose shape comes from public material: each names it. All values are invented."""

from __future__ import annotations

from tests.standards.guides.byhand.made_by_hand import BILLER, CHILD, END, INSURED, Sourced, claims, spoiled
from tests.standards.guides.byhand.publishers import open_dental, stedi
from tests.standards.guides.byhand.test_837d_shapes import ACCIDENT, x12

GUIDE = "837D 005010X224A2"
VERSION = "005010X224A2"
ROOT_CANAL = """CLM*S1*210***11:B:1*Y*A*Y*I
DTP*472*D8*20261109
REF*D9*TRACE1
NM1*82*1*HART*ANN****XX*1245319599
PRV*PE*PXC*1223E0200X
{other}LX*1
SV3*AD:D3320*210****1
TOO*JP*5
"""
BEFORE = """SBR*P*19*******CI
CAS*PR*1*60*1
AMT*D*150
OI***Y***I
NM1*IL*1*ROE*LEE****MI*Z4
NM1*PR*2*LAKE HEALTH*****PI*LAKE
DTP*573*D8*20261122
"""
PICTURES = """CLM*S2*48***11:B:1*Y*C*Y*Y
DTP*472*D8*20261103
REF*D9*TRACE2
HI*ABK:K0252
NM1*82*1*HART*ANN****XX*1245319599
PRV*PE*PXC*1223G0001X
REF*0B*321654
LX*1
SV3*AD:D0230*48***I*4
REF*6R*LINE-01
"""
FILLING = """CLM*S3*160***11:B:1*Y*A*Y*I
DTP*472*D8*20261029
REF*D9*TRACE3
NM1*82*1*HART*ANN****XX*1245319599
PRV*PE*PXC*1223G0001X
LX*1
SV3*AD:D2150*105****1
TOO*JP*12*M:O
LX*2
SV3*AD:D1110*55****1
"""
PARTIAL = """CLM*S4*950***11:B:1*Y*C*Y*Y
{date}PWK*OZ*EL***AC*NEA5
REF*D9*TRACE4
NM1*82*1*HART*ANN****XX*1245319599
PRV*PE*PXC*1223G0001X
LX*1
SV3*AD:D5214*950
TOO*JP*31
TOO*JP*30
TOO*JP*21
TOO*JP*19
TOO*JP*18
"""
TAXED = """CLM*S5*295.2***11:B:1*Y*C*Y*Y
{date}PWK*OZ*EL***AC*NEA6
REF*D9*TRACE5
LX*1
SV3*AD:D7140*150
TOO*JP*31
REF*6R*01
LX*2
SV3*AD:D0140*130
REF*6R*02
LX*3
SV3*AD:D9985*15.2
REF*6R*03
"""
PLAN = """CLM*S6*4100***11:B:1*Y*A*Y*I
DTP*452*D8*20261115
{date}DN1*36
LX*1
SV3*AD:D8080*4100****1
"""
AHEAD = """CLM*S7*780***11:B:1*Y*A*Y*I**********PB
PWK*RB*BM***AC*DOE5
REF*D9*TRACE7
LX*1
SV3*AD:D2750*780***I*1
TOO*JP*13
"""
ASKED_BEFORE = """CLM*S8*780***11:B:1*Y*A*Y*Y
DTP*472*D8*20261120
REF*G3*PREDET9
LX*1
SV3*AD:D2750:::::FRACTURED CUSP*780***I
TOO*JP*13
DTP*472*D8*20261121
REF*6R*77
"""
LEFT = """CLM*S9*190***11:B:1*Y*A*Y*Y
DTP*452*D8*20250601
DTP*472*D8*20261105
DN1**7
DN2*1*M****JP
DN2*32*M****JP
LX*1
SV3*AD:D8670*190
"""
REPLACED = """CLM*S10*1300***11:B:1*Y*A*Y*Y
DTP*472*D8*20261106
LX*1
SV3*AD:D6240*1300***R
TOO*JP*4
DTP*441*D8*20150605
REF*6R*78
"""
PAID_LESS = """CLM*S11*300***11:B:1*Y*A*Y*Y
DTP*472*D8*20261010
SBR*P*18*******CI
CAS*CO*45*40
CAS*PR*2*60
AMT*D*200
AMT*EAF*60
OI***Y***Y
NM1*IL*1*DOE*JANE****MI*Z5
NM1*PR*2*LAKE HEALTH*****PI*LAKE
DTP*573*D8*20261101
LX*1
SV3*AD:D2740*300***I
TOO*JP*30
REF*6R*79
"""
AREAS = """CLM*S12*720***11:B:1*Y*A*Y*Y
DTP*472*D8*20261107
LX*1
SV3*AD:D5110*400**01*I
LX*2
SV3*AD:D4260*220**40
LX*3
SV3*AD:D9940*100**00
"""
EXTRA_TOOTH = """CLM*S13*150***11:B:1*Y*A*Y*Y
DTP*472*D8*20261108
LX*1
SV3*AD:D7140*70
TOO*JP*AS
LX*2
SV3*AD:D7140*80
TOO*JP*58
"""
SECOND = CHILD.replace("SBR*P", "SBR*S")
PERSON = BILLER.format(version=VERSION).replace("NM1*85*2*OAK HOUSE*****", "NM1*85*1*HART*ANN****")
OWN_OFFICE = PERSON.replace("NM1*85", "PRV*BI*PXC*1223G0001X\nNM1*85").replace("REF*EI", "REF*SY")
DAY = "DTP*472*D8*20261112\n"
BILLED = claims(VERSION, INSURED, ASKED_BEFORE)
LICENSED = BILLED.replace("REF*EI*123456789\n", "REF*EI*123456789\nREF*0B*DENT77\nPER*IC*OAK*TE*2085550100\n")
AFTER = claims(VERSION, INSURED.replace("SBR*P", "SBR*S"), PAID_LESS)
GOOD = {
    "to the first of two payers": Sourced(
        claims(VERSION, CHILD, ROOT_CANAL.format(other="")),
        x12("claim from billing provider to payer a", "REF*D9, who rendered and his taxonomy, a tooth without surface"),
    ),
    "to the second of two payers": Sourced(
        claims(VERSION, SECOND, ROOT_CANAL.format(other=BEFORE)),
        x12("claim from billing provider to payer b", "CAS with a quantity, AMT*D, the date of 2330B, no 2430"),
    ),
    "four pictures in a line": Sourced(
        claims(VERSION, INSURED, PICTURES), x12("claim multi quantity single line", "SV306 4, REF*0B, REF*6R, HI")
    ),
    "a filling and a cleaning": Sourced(
        claims(VERSION, CHILD, FILLING), x12("commercial health insurance", "two surfaces of a tooth, a line without")
    ),
    "a partial denture": Sourced(
        claims(VERSION, INSURED, PARTIAL.format(date=DAY)),
        x12("multiple tooth numbers", "five TOO, PWK*OZ, SV3 of two elements; the date is ours"),
    ),
    "with sales tax": Sourced(
        claims(VERSION, INSURED, TAXED.format(date=DAY)), x12("sales tax", "tax as a line of its own; the date is ours")
    ),
    "a plan for braces": Sourced(
        OWN_OFFICE + CHILD + PLAN.format(date=DAY) + END,
        x12("orthodontic treatment plan", "a person who bills, DTP*452, DN1 with the months; the date is ours"),
    ),
    "asked ahead by mail": Sourced(
        claims(VERSION, INSURED, AHEAD), x12("predetermination of benefits", "CLM19 PB, PWK*RB by mail, no date")
    ),
    "asked before, done now": Sourced(
        LICENSED,
        open_dental("REF*G3, a note in SV301-7, a line of another day, license and telephone of who bills"),
    ),
    "months that remain": Sourced(
        claims(VERSION, INSURED, LEFT), open_dental("DN1 with DN102 alone, missing teeth as DN2, DTP*452")
    ),
    "a bridge replaced": Sourced(
        claims(VERSION, INSURED, REPLACED), open_dental("SV305 R without quantity, DTP*441 behind it")
    ),
    "what the first payer left": Sourced(
        AFTER, open_dental("CAS of the claim and AMT*D make the charge, AMT*EAF beside, DTP*573 of 2330B")
    ),
    "arch, quadrant, mouth": Sourced(
        claims(VERSION, INSURED, AREAS),
        "Tooth Oral Cavity Area Designated Code, ResDAC, resdac.org/cms-data/variables: "
        "00 the mouth, 01 an arch, 10 to 40 quadrants",
    ),
    "teeth beyond the number": Sourced(
        claims(VERSION, INSURED, EXTRA_TOOTH),
        "Teeth numbers, Greenrain Health, greenrainhealth.atlassian.net: AS to TS and 51 upward are extra teeth",
    ),
    "a claim of several days": Sourced(
        spoiled(BILLED, "DTP*472*D8*20261120\n", "DTP*472*RD8*20261120-20261121\n"),
        stedi("Invalid date range", "the claim's date of a dental claim may be a range"),
    ),
}
UNDATED = "2400 DTP missing_segment_by_rule"
NOT_ASKED = "as printed it has no day of service; interpretation 2460 frees predeterminations alone"
BAD = {
    "a partial denture without day": Sourced(
        claims(VERSION, INSURED, PARTIAL.format(date="")), x12("multiple tooth numbers", NOT_ASKED), UNDATED
    ),
    "sales tax without day": Sourced(
        claims(VERSION, INSURED, TAXED.format(date="")), x12("sales tax", NOT_ASKED), UNDATED
    ),
    "braces without day": Sourced(
        claims(VERSION, CHILD, PLAN.format(date="")), x12("orthodontic treatment plan", NOT_ASKED), UNDATED
    ),
    "the site of the billing dentist": Sourced(
        spoiled(BILLED, "REF*EI*123456789\n", "REF*EI*123456789\nREF*G5*SITE1\n"),
        open_dental("REF*G5 in 2010AA: one clearing house wants it, the guide has it not"),
        "2010AA REF01 other_code",
    ),
    "a student": Sourced(
        spoiled(claims(VERSION, CHILD, FILLING), "PAT*19\n", "PAT*19***F\n"),
        open_dental("PAT04 of a student: one clearing house wants it from 4010, the guide has it not"),
        "2000C PAT04 not_used",
    ),
    "birth date of the other subscriber": Sourced(
        spoiled(AFTER, "OI***Y***Y\n", "DMG*D8*19800229*F\nOI***Y***Y\n"),
        open_dental("DMG in 2320: one clearing house wants it, the guide has it not"),
        "2320 DMG unexpected_segment",
    ),
    "a billing license before the tax id": Sourced(
        spoiled(BILLED, "REF*EI*123456789\n", "REF*0B*DENT77\n"),
        open_dental("REF*EI always, REF*0B beside it"),
        "2010AA REF missing_segment",
    ),
    "an accident without its day": Sourced(
        spoiled(claims(VERSION, INSURED, ACCIDENT), "DTP*439*D8*20261020\n", ""),
        open_dental("DTP*439 where there was an accident"),
        "2300 DTP missing_segment_by_rule",
    ),
}  # fmt: skip
ELSEWHERE = {
    "a charge below zero": Sourced(
        spoiled(spoiled(BILLED, "*780***11", "*-780***11"), "CUSP*780", "CUSP*-780"),
        stedi("Negative line item charge amount", "a line is nothing or more"),
        "2300 CLM02 charge; 2400 SV302 [line_charge]",
    ),
}
"""What a house refuses and the guide, as we read it, does not."""
SHAPES = GOOD | BAD | ELSEWHERE
