"""The institutional claim, segment by segment, as a biller would get it wrong; by hand, not from the guide's text.

A hospital stay, a visit in the emergency room and the first bill of a stay that goes on; all invented. Rows as in the
professional claim: a segment of the file, what stands in its place, and loop, place and rule that are told.
"""

from __future__ import annotations

import pytest

from clearlane.vocabulary.finding import Finding, Severity
from tests.standards.x12.x12_texts import changed, check_guide, join, lines

STAY = """
GS*HC*SUBMITTER*CLEARLANE*20261124*0930*101*X*005010X223A2
ST*837*0001*005010X223A2
BHT*0019*00*BATCH1*20261124*0930*CH
NM1*41*2*OAK BILLING*****46*SUBMITTER
PER*IC*EDI DESK*TE*8005550100
NM1*40*2*CLEARLANE*****46*CLEARLANE
HL*1**20*1
PRV*BI*PXC*282N00000X
NM1*85*2*OAK HOSPITAL*****XX*1234567893
N3*12 ELM ST
N4*BOISE*ID*837020001
REF*EI*123456789
HL*2*1*22*0
SBR*P*18*******MA
NM1*IL*1*DOE*JANE****MI*1EG4TE5MK73
N3*1 MAIN ST
N4*BOISE*ID*83702
DMG*D8*19400229*F
NM1*PR*2*HARBOR MUTUAL*****PI*HARBOR
CLM*S1*5000***11:A:1**A*Y*Y
DTP*096*TM*1430
DTP*434*RD8*20261101-20261105
DTP*435*DT*202611010915
CL1*1*7*01
REF*EA*MR1
HI*ABK:I214:::::::Y
HI*ABJ:R079
HI*ABF:E119:::::::Y*ABF:I10:::::::N
HI*BBR:4A023N7:D8:20261102
HI*BH:11:D8:20261101*BH:A1:D8:20261101
HI*BE:80:::4
HI*BG:C1
NM1*71*1*HART*ANN****XX*1245319599
PRV*AT*PXC*207R00000X
LX*1
SV2*0120**4000*DA*4
LX*2
SV2*0300*HC:80053*1000*UN*1
DTP*472*D8*20261101
CLM*S2*700***13:A:1**A*Y*Y
DTP*434*RD8*20261110-20261110
CL1*1*1*01
HI*ABK:S8001XA
HI*APR:M25561
LX*1
SV2*0450*HC:99283:25*700*UN*1
DTP*472*D8*20261110
REF*6R*L1
HL*3*1*22*1
SBR*P********CI
NM1*IL*1*ROE*MARK****MI*W2
NM1*PR*2*HARBOR MUTUAL*****PI*HARBOR
HL*4*3*23*0
PAT*19
NM1*QC*1*ROE*TIM
N3*2 MAIN ST
N4*BOISE*ID*83702
DMG*D8*20150301*M
CLM*S3*9000***11:A:2**A*Y*Y
DTP*434*RD8*20261101-20261110
DTP*435*D8*20261101
CL1*3*1*30
HI*ABK:J181
HI*ABJ:J189
NM1*71*1*HART*ANN****XX*1245319599
LX*1
SV2*0120**9000*DA*9
SE*67*0001
GE*1*101
IEA*1*000000101
"""
Row = tuple[str, str, str]

HEAD: list[Row] = [
    ("BHT*", "BHT*0019*18*BATCH1*20261124*0930*RP", ""),
    ("ST*837", "ST*837*0001", "ST ST03 missing"),
    ("NM1*85", "NM1*85*1*HART*ANN****XX*1234567893", "2010AA NM102 other_code; 2010AA NM104 not_used"),
    ("NM1*85", "NM1*85*2*OAK HOSPITAL", ""),
    ("REF*EI", "REF*SY*123456789", "2010AA REF01 other_code"),
    ("REF*EI", "REF*EI*123456789\nNM1*87*2\nN3*PO BOX 1\nN4*BOISE*ID*837020001", ""),
    ("SBR*P*18", "SBR*P*18*G1*GROUP*****CI", ""),
    ("SBR*P*18", "SBR*P*18", ""),
    ("SBR*P*18", "SBR*S*18***12****MA", "2000B SBR05 not_used"),
    ("SBR*P*18", "SBR*P*18*******MA\nPAT*****D8*20261101", "2000B PAT unexpected_segment"),
    ("N3*1 MAIN", "", "2010BA N3 missing_segment_by_rule"),
    ("NM1*PR", "NM1*PR*2*HARBOR MUTUAL*****PI*HARBOR\nREF*G2*P1", ""),
    ("NM1*PR", "NM1*PR*2*HARBOR MUTUAL*****PI*HARBOR\nREF*G2*P1\nREF*LU*P2", "2010BB REF too_many_segments"),
]
CLAIM: list[Row] = [
    ("CLM*S2", "CLM*S2*700***13:A:1*Y*A*Y*Y", "2300 CLM06 not_used"),
    ("CLM*S2", "CLM*S2*700***13:B:1**A*Y*Y", "2300 CLM05-2 other_code"),
    ("CLM*S2", "CLM*S2*700***131:A:1**A*Y*Y", "2300 CLM05-1 too_long"),
    ("CLM*S2", "CLM*S2*700***01:A:1**A*Y*Y", "2300 CLM05-1 [off_list]"),
    ("CLM*S2", "CLM*S2*700***13:A:1***Y*Y", "2300 CLM07 missing"),
    ("CLM*S2", "CLM*S2*700***13:A:1**A*Y*Y***********15", ""),
    ("CLM*S2", "CLM*S2*700***13:A:7**A*Y*Y", "2300 REF missing_segment_by_rule"),
    ("DTP*434", "", "2300 DTP missing_segment"),
    ("DTP*434", "DTP*434*D8*20261101", "2300 DTP02 other_code"),
    ("DTP*434", "DTP*434*RD8*20261101", "2300 DTP03 bad_format"),
    ("DTP*096", "DTP*096*TM*2430", "2300 DTP03 bad_format"),
    ("DTP*096", "DTP*096*DT*202611051430", "2300 DTP02 other_code"),
    ("DTP*435*DT", "DTP*435*DT*2026110109", "2300 DTP03 bad_format"),
    ("DTP*435*DT", "DTP*435*D8*20261101", ""),
    ("CL1*1*7", "", "2300 CL1 missing_segment"),
    ("CL1*1*7", "CL1**7*01", "2300 CL101 missing"),
    ("CL1*1*7", "CL1*1**01", ""),
    ("CL1*1*7", "CL1*1*7", "2300 CL103 missing"),
    ("CL1*1*7", "CL1*1*7*1", "2300 CL103 [off_list]"),
    ("CL1*1*7", "CL1*1*7*01\nPWK*OZ*BM***AC*X1", ""),
    ("REF*EA", "REF*LU*ID\nREF*EA*MR1", ""),
    ("REF*EA", "REF*X4*1", "2300 REF01 other_code"),
    ("REF*EA", "REF*EA*MR1\nNTE*ADD*SEEN\nNTE*DME*CRUTCHES", ""),
    ("REF*EA", "REF*EA*MR1\nAMT*F3*20", "2300 AMT late_segment"),
    ("REF*EA", "AMT*F3*20\nREF*EA*MR1", ""),
    ("HI*ABK:S8", "", "2300 HI missing_segment"),
    ("HI*ABK:S8", "HI*ABK:S8001XA*ABF:I10", "2300 HI02 not_used"),
    ("HI*ABK:S8", "HI*BK:9599", ""),
    ("HI*ABK:S8", "HI*ABK:S8001XA:::::::Q", "2300 HI01-9 bad_code"),
    ("HI*APR", "HI*APR:M25561*APR:R52*APR:R51", ""),
    ("HI*APR", "HI*APR:M25561*APR:R52*APR:R51*APR:R42", "2300 HI04 not_used"),
    ("HI*ABF", "HI*ABF:E119*ABF:I10\nHI*ABF:N179", ""),
    ("HI*ABF", "HI*ABF:E119\nHI*ABF:I10\nHI*ABF:N179", "2300 HI too_many_segments"),
    ("HI*BBR", "HI*BBR:4A023N7", "2300 HI01-3 missing; 2300 HI01-4 missing"),
    ("HI*BBR", "HI*BBR:4A023N7:D8:20261102\nHI*BBQ:02703DZ:D8:20261103*BBQ:4A1239Z:D8:20261104", ""),
    ("HI*BBR", "HI*BBR:4A023N7:D8:20261302", "2300 HI01-4 bad_format"),
    ("HI*BH", "HI*BH:11:D8:20261101\nHI*BI:70:RD8:20261101-20261105", ""),
    ("HI*BH", "HI*BI:70:RD8:20261101", "2300 HI01-4 bad_format"),
    ("HI*BH", "HI*BH:1:D8:20261101", "2300 HI01-2 [off_list]"),
    ("HI*BE", "HI*BE:80", "2300 HI01-5 missing"),
    ("HI*BE", "HI*BE:80:::FOUR", "2300 HI01-5 not_a_number"),
    ("HI*BE", "HI*QQ:80:::4*BE:81:::5", "2300 HI01-1 bad_code"),
    ("HI*BH", "HI*XX:11:D8:20261101", "2300 HI01-1 bad_code"),
    ("HI*BG", "HI*DR:280\nHI*TC:01\nHI*BG:C1", ""),
    ("NM1*71", "NM1*71*2*OAK HOSPITAL*****XX*1245319599", "2310A NM102 other_code"),
    ("PRV*AT", "PRV*PE*PXC*207R00000X", "2310A PRV01 other_code"),
    ("PRV*AT", "NM1*72*1*CUT*SAM****XX*1245319599\nNM1*ZZ*1*AID*SUE\nNM1*DN*1*REF*BOB", ""),
]
OTHER = "PRV*AT*PXC*207R00000X\nSBR*S*18*******CI\n"
PAYER = "\nNM1*IL*1*DOE*JANE****MI*X9\nNM1*PR*2*LAKE*****PI*LAKE"
COVERAGE: list[Row] = [
    ("PRV*AT", f"{OTHER}OI***Y***Y{PAYER}", ""),
    ("PRV*AT", f"{OTHER}CAS*PR*1*100*1*2*50\nAMT*D*4850\nOI***Y***Y\nMIA*4****MA01{PAYER}\nDTP*573*D8*20261120", ""),
    ("PRV*AT", f"{OTHER}AMT*D*4850\nAMT*EAF*100\nAMT*A8*50\nOI***N***I\nMOA*.8*100*MA01{PAYER}\nREF*F8*P9", ""),
    ("PRV*AT", f"{OTHER}OI***Y***Y{PAYER}\nNM1*71*1\nREF*G2*77\nNM1*72*1\nREF*0B*78\nNM1*85*2\nREF*LU*79", ""),
    ("PRV*AT", f"{OTHER}OI***Y***Y{PAYER}\nNM1*71*1", "2330C REF missing_segment"),
    ("PRV*AT", f"{OTHER}CAS*XX*1*100\nOI***Y***Y{PAYER}", "2320 CAS01 bad_code"),
    ("PRV*AT", f"{OTHER}OI***Y*P**Y{PAYER}", "2320 OI04 not_used"),
    ("PRV*AT", f"{OTHER}OI***Y***Y\nMIA*FOUR{PAYER}", "2320 MIA01 not_a_number"),
    ("PRV*AT", OTHER + PAYER[1:], "2320 OI missing_segment"),
    ("PRV*AT", f"{OTHER}OI***Y***Y\nNM1*IL*1*DOE*JANE****MI*X9", "2330B NM1 missing_loop"),
]
LINE: list[Row] = [
    ("SV2*0300", "SV1*HC:80053*1000*UN*1***1", "2400 SV1 foreign_segment; 2400 SV2 missing_segment"),
    ("SV2*0300", "SV2**HC:80053*1000*UN*1", "2400 SV201 missing"),
    ("SV2*0300", "SV2*300*HC:80053*1000*UN*1", "2400 SV201 [off_list]"),
    ("SV2*0300", "SV2*0300**1000*UN*1", ""),
    ("SV2*0300", "SV2*0300*HP:HBBAA*1000*UN*1", ""),
    ("SV2*0300", "SV2*0300*HC:80053*1000*MJ*15", "2400 SV204 other_code"),
    ("SV2*0300", "SV2*0300*HC:80053*1000*UN*1**250", ""),
    ("SV2*0300", "SV2*0300*HC:80053*1000*UN*1*5", "2400 SV206 not_used"),
    ("DTP*472*D8*20261101", "DTP*472*RD8*20261101-20261103", ""),
    ("DTP*472*D8*20261101", "", ""),
    ("REF*6R", "REF*6R*L1\nAMT*GT*5\nAMT*N8*3", ""),
    ("REF*6R", "REF*6R*L1\nAMT*T*5", "2400 AMT01 other_code"),
    ("REF*6R", "REF*6R*L1\nLIN**N4*00093721410\nCTP****2*UN", ""),
    ("REF*6R", "REF*6R*L1\nLIN**EN*00093721410\nCTP****2*UN", "2410 LIN02 other_code"),
    ("REF*6R", "REF*6R*L1\nNM1*72*1*CUT*SAM****XX*1245319599\nSVD*P2*600*HC:99283*0450*1\nDTP*573*D8*20261115", ""),
]
STAYS: list[Row] = [
    ("DTP*096", "", "2300 DTP missing_segment_by_rule"),
    ("DTP*435*DT", "", "2300 DTP missing_segment_by_rule"),
    ("HI*ABJ", "", "2300 HI missing_segment_by_rule"),
    ("DTP*435*D8", "", "2300 DTP missing_segment_by_rule"),
    ("CLM*S3", "CLM*S3*9000***11:A:4**A*Y*Y", "2300 DTP missing_segment_by_rule"),
    ("CLM*S3", "CLM*S3*9000***32:A:1**A*Y*Y", ""),
    ("CLM*S2", "CLM*S2*700***85:A:1**A*Y*Y", ""),
]
PARTS = {"head": HEAD, "claim": CLAIM, "coverage": COVERAGE, "line": LINE, "stays": STAYS}


def shown(finding: Finding) -> str:
    """Loop, place and rule; a warning's rule in brackets."""
    rule = finding.rule.partition(".")[2]
    return f"{finding.place} {f'[{rule}]' if finding.severity is Severity.WARNING else rule}"


def told(data: bytes) -> str:
    """All findings of a file."""
    return "; ".join(map(shown, check_guide(data).findings))


def test_the_three_bills_are_clean() -> None:
    assert told(join(lines(STAY))) == ""
    assert check_guide(join(lines(STAY))).accepted


@pytest.mark.parametrize(("part", "number"), [(part, n) for part, rows in PARTS.items() for n in range(len(rows))])
def test_a_change_of_the_clean_bills_is_told_so(part: str, number: int) -> None:
    old, new, expected = PARTS[part][number]
    assert told(changed(old, new, STAY)) == expected


def test_a_stay_without_its_attending_provider_is_refused() -> None:
    data = changed("NM1*71", "", STAY).replace(b"PRV*AT*PXC*207R00000X~", b"").replace(b"SE*66", b"SE*65")
    assert told(data) == "2310A NM1 missing_segment_by_rule"


def test_the_third_erratum_asks_for_the_kind_of_coverage() -> None:
    bare = changed("SBR*P*18", "SBR*P*18", STAY)
    assert told(join(lines(STAY)).replace(b"X223A2", b"X223A3")) == ""
    assert told(bare.replace(b"X223A2", b"X223A3")) == "2000B SBR09 missing"


@pytest.mark.parametrize("claim", [b"CLM*S1", b"CLM*S2", b"CLM*S3"])
def test_a_fault_in_one_bill_leaves_the_others_alive(claim: bytes) -> None:
    (one,) = check_guide(join(lines(STAY)).replace(claim + b"*", claim + b"*X")).sets
    assert (one.verdict, sum(claim.dead for claim in one.claims)) == ("partly", 1)
