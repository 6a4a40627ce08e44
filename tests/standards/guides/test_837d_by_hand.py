"""The dental claim, segment by segment, as a practice would get it wrong; by hand, not from the guide's text.

A filling and a crown, braces for a child, and work that only asks what would be paid; all invented. Rows as in the
professional claim: a segment of the file, what stands in its place, and loop, place and rule that are told.
"""

from __future__ import annotations

import pytest

from clearlane.vocabulary.finding import Finding, Severity
from tests.standards.x12.x12_texts import changed, check_guide, join, lines

TEETH = """
GS*HC*SUBMITTER*CLEARLANE*20261124*0930*101*X*005010X224A2
ST*837*0001*005010X224A2
BHT*0019*00*BATCH1*20261124*0930*CH
NM1*41*2*OAK BILLING*****46*SUBMITTER
PER*IC*EDI DESK*TE*8005550100
NM1*40*2*CLEARLANE*****46*CLEARLANE
HL*1**20*1
PRV*BI*PXC*1223G0001X
NM1*85*2*OAK DENTAL*****XX*1234567893
N3*12 ELM ST
N4*BOISE*ID*837020001
REF*EI*123456789
HL*2*1*22*0
SBR*P*18*******CI
NM1*IL*1*DOE*JANE****MI*W1
N3*1 MAIN ST
N4*BOISE*ID*83702
DMG*D8*19800229*F
NM1*PR*2*HARBOR DENTAL*****PI*HARBOR
CLM*T1*1150***11:B:1*Y*A*Y*Y
DTP*472*D8*20261110
DN2*1*M****JP
DN2*32*M****JP
HI*ABK:K0253
NM1*82*1*HART*ANN****XX*1245319599
PRV*PE*PXC*1223G0001X
LX*1
SV3*AD:D2392*150****1*****1
TOO*JP*14*M:O
REF*6R*L1
LX*2
SV3*AD:D2740*1000***R*1
TOO*JP*3
DTP*441*D8*20181005
CLM*T2*90***11:B:1*Y*A*Y*Y**********PB
LX*1
SV3*AD:D4341*90**10**1
HL*3*1*22*1
SBR*P********CI
NM1*IL*1*ROE*MARK****MI*W2
NM1*PR*2*HARBOR DENTAL*****PI*HARBOR
HL*4*3*23*0
PAT*19
NM1*QC*1*ROE*TIM
N3*2 MAIN ST
N4*BOISE*ID*83702
DMG*D8*20120301*M
CLM*T3*4500***11:B:1*Y*A*Y*Y
DTP*452*D8*20261112
DN1*24*23
REF*G3*PD1
LX*1
SV3*AD:D8080*4500****1
DTP*472*D8*20261112
SE*54*0001
GE*1*101
IEA*1*000000101
"""
Row = tuple[str, str, str]

HEAD: list[Row] = [
    ("ST*837", "ST*837*0001", "ST ST03 missing"),
    ("NM1*85", "NM1*85*1*HART*ANN****XX*1234567893", ""),
    ("REF*EI", "REF*SY*123456789\nREF*0B*L1", ""),
    ("SBR*P*18", "SBR*S*18***12****MB", ""),
    ("SBR*P*18", "SBR*P*18*******CI\nPAT*****D8*20261101", "2000B PAT unexpected_segment"),
    ("DMG*D8*19800229", "", "2010BA DMG missing_segment_by_rule"),
    ("NM1*PR", "NM1*PR*2*HARBOR DENTAL*****PI*HARBOR\nREF*G2*P1\nREF*LU*P2", "2010BB REF [more_than_usual]"),
]
CLAIM: list[Row] = [
    ("CLM*T1", "CLM*T1*1150***11:B:1*Y*B*Y*Y", "2300 CLM07 other_code"),
    ("CLM*T1", "CLM*T1*1150***11:B:1**A*Y*Y", "2300 CLM06 missing"),
    ("CLM*T1", "CLM*T1*1150***11:A:1*Y*A*Y*Y", "2300 CLM05-2 other_code"),
    ("CLM*T1", "CLM*T1*1150***11:B:1*Y*A*Y*Y***01", ""),
    ("CLM*T1", "CLM*T1*1150***11:B:1*Y*A*Y*Y***09", "2300 CLM12 other_code"),
    ("CLM*T1", "CLM*T1*1150***11:B:1*Y*A*Y*Y**OA\nDTP*439*D8*20261101", ""),
    ("CLM*T1", "CLM*T1*1150***11:B:1*Y*A*Y*Y**OA", "2300 DTP missing_segment_by_rule"),
    ("CLM*T1", "CLM*T1*1150***11:B:1*Y*A*Y*Y**AA\nDTP*439*D8*20261101", "2300 CLM11-4 missing_by_rule"),
    ("CLM*T1", "CLM*T1*1150***11:B:7*Y*A*Y*Y", "2300 REF missing_segment_by_rule"),
    ("DTP*472*D8*20261110", "DTP*472*RD8*20261109-20261110", ""),
    ("DTP*452", "DTP*435*D8*20261112", "2300 DTP01 other_code"),
    ("DN2*1*", "DN2*1*E****JP", ""),
    ("DN2*1*", "DN2*1*M", "2300 DN206 missing"),
    ("DN2*1*", "DN2*1*I****JP", "2300 DN202 bad_code"),
    ("DN2*1*", "DN2*01*M****JP", "2300 DN201 [off_list]"),
    ("DN2*1*", "DN2*A*M****JP\nDN2*AS*M****JP\nDN2*82*M****JP", ""),
    ("DN2*1*", "DN2*33*M****JP", "2300 DN201 [off_list]"),
    ("DN2*1*", "DN2*1*M*3***JP", "2300 DN203 not_used"),
    ("DN1*24", "DN1*24*23**Y", ""),
    ("DN1*24", "DN1*24***Y", ""),
    ("DN1*24", "DN1**23**Y", ""),
    ("DN1*24", "DN1****Y", ""),
    ("DN1*24", "DN1*36", ""),
    ("DN1*24", "DN1****N", "2300 DN104 [off_list]"),
    ("DN1*24", "DN1****BRACES", "2300 DN104 [off_list]"),
    ("DN1*24", "DN1", "2300 DN104 missing_by_rule"),
    ("DN1*24", "DN1****" + "Y" * 81, "2300 DN104 too_long"),
    ("DN1*24", "DN1*24*23*Y", "2300 DN103 not_used"),
    ("DN1*24", "DN1*TWO*23", "2300 DN101 not_a_number"),
    ("REF*G3", "PWK*P6*EL***AC*X1\nAMT*F5*50\nREF*G3*PD1\nREF*G1*PA1\nREF*9F*R1", ""),
    ("REF*G3", "PWK*OZ*EL\nREF*G3*PD1", "2300 PWK05 missing_by_rule; 2300 PWK06 missing_by_rule"),
    ("REF*G3", "PWK*CT*AA\nREF*G3*PD1", "2300 PWK01 other_code"),
    ("REF*G3", "REF*EA*M1", "2300 REF01 other_code"),
    ("REF*G3", "REF*G3*PD1\nNTE*ADD*SEE X-RAY", ""),
    ("HI*ABK", "HI*ABK:K0253*ABF:K0262*ABF:K029*ABF:E119", ""),
    ("HI*ABK", "HI*ABK:K0253*ABF:K0262*ABF:K029*ABF:E119*ABF:I10", "2300 HI05 not_used"),
    ("HI*ABK", "", ""),
    ("NM1*82", "NM1*DN*1*REF*BOB\nNM1*82*2*OAK DENTAL", ""),
    ("PRV*PE", "NM1*DD*1*AID*SUE****XX*1245319599\nPRV*AS*PXC*1223S0112X\nNM1*DQ*1*BOSS*AL", ""),
    ("PRV*PE", "NM1*DD*1*AID*SUE****XX*1245319599", "2310D PRV missing_segment"),
    ("PRV*PE", "NM1*77*2*CLINIC\nN3*3 ELM ST\nN4*BOISE*ID*837020001", ""),
    ("PRV*PE", "NM1*77*2*CLINIC\nN3*3 ELM ST\nN4*BOISE*ID*83702", "2310C N403 [off_list]"),
]
OTHER = "PRV*PE*PXC*1223G0001X\nSBR*S*18*******CI\n"
PAYER = "\nNM1*IL*1*DOE*JANE****MI*X9\nNM1*PR*2*LAKE*****PI*LAKE"
COVERAGE: list[Row] = [
    ("PRV*PE", f"{OTHER}OI***Y***Y{PAYER}", ""),
    ("PRV*PE", f"{OTHER}CAS*PR*1*50\nAMT*D*900\nOI***Y***Y{PAYER}\nDTP*573*D8*20261120\nREF*G3*PD9", ""),
    ("PRV*PE", f"{OTHER}OI***Y***Y{PAYER}\nNM1*DN*1\nREF*G2*1\nNM1*DD*1\nREF*0B*2\nNM1*77*2\nREF*LU*3", ""),
    ("PRV*PE", f"{OTHER}OI***Y***Y{PAYER}\nNM1*85*2\nNM1*77*2\nREF*0B*3", "2330F REF missing_segment"),
    ("PRV*PE", f"{OTHER}OI***Y*P**Y{PAYER}", "2320 OI04 not_used"),
]
LINE: list[Row] = [
    ("SV3*AD:D2392", "SV3*AD:D2392*150**10:20*I*1", ""),
    ("SV3*AD:D2392", "SV3*AD:D2392*150**XX**1", "2400 SV304-1 [off_list]"),
    ("SV3*AD:D2392", "SV3*HC:D2392*150****1", "2400 SV301-1 other_code"),
    ("SV3*AD:D2392", "SV3*AD:D2392*****1", "2400 SV302 missing"),
    ("SV3*AD:D2392", "SV3*AD:D2392*150***X*1", "2400 SV305 bad_code"),
    ("SV3*AD:D2392", "SV3*AD:D2392*150****1*****1:2:3:4", ""),
    ("SV3*AD:D2392", "SV3*AD:D2392*150****1*****5", "2400 SV311-1 other_code"),
    ("SV3*AD:D2392", "SV1*HC:D2392*150*UN*1***1", "2400 SV1 foreign_segment; 2400 SV3 missing_segment"),
    ("TOO*JP*14", "TOO*JP*14*M:O:D:B:L", ""),
    ("TOO*JP*14", "TOO*JP*14*M:O:D:B:L:I", "2400 TOO03 too_many_components"),
    ("TOO*JP*14", "TOO*JP*14*MO", "2400 TOO03-1 bad_code"),
    ("TOO*JP*14", "TOO*JO*14*M", "2400 TOO01 bad_code"),
    ("TOO*JP*14", "TOO*JP**M", "2400 TOO02 missing_by_note"),
    ("TOO*JP*14", "TOO*JP*14*M\nTOO*JP*15*O\nTOO*JP*C", ""),
    ("DTP*441", "DTP*139*D8*20181005\nDTP*446*D8*20261110\nDTP*196*D8*20261101\nDTP*198*D8*20261110", ""),
    ("DTP*441", "DTP*471*D8*20181005", "2400 DTP01 other_code"),
    ("REF*6R", "REF*6R*L1\nREF*G3*PD1**2U:P1\nREF*9F*R1\nAMT*T*5", ""),
    ("REF*6R", "REF*6R*L1\nREF*X4*13D1234567", "2400 REF01 other_code"),
    ("REF*6R", "REF*6R*L1\nNM1*82*1*HART*ANN\nPRV*PE*PXC*1223S0112X", ""),
    ("REF*6R", "REF*6R*L1\nNM1*82*1*HART*ANN", "2420A PRV missing_segment"),
    ("REF*6R", "REF*6R*L1\nSVD*P2*100*AD:D2392**1\nDTP*573*D8*20261115", ""),
]
DATES: list[Row] = [
    ("DTP*472*D8*20261110", "", "2400 DTP missing_segment_by_rule"),
    ("DTP*472*D8*20261112", "", "2400 DTP missing_segment_by_rule"),
    ("CLM*T3", "CLM*T3*4500***11:B:1*Y*A*Y*Y\nDTP*472*D8*20261112", ""),
    ("CLM*T2", "CLM*T2*90***11:B:1*Y*A*Y*Y", "2400 DTP missing_segment_by_rule"),
]
PARTS = {"head": HEAD, "claim": CLAIM, "coverage": COVERAGE, "line": LINE, "dates": DATES}


def shown(finding: Finding) -> str:
    """Loop, place and rule; a warning's rule in brackets."""
    rule = finding.rule.partition(".")[2]
    return f"{finding.place} {f'[{rule}]' if finding.severity is Severity.WARNING else rule}"


def told(data: bytes) -> str:
    """All findings of a file."""
    return "; ".join(map(shown, check_guide(data).findings))


@pytest.mark.parametrize("version", [b"X224A2", b"X224A3"])
def test_the_three_claims_are_clean_in_both_versions(version: bytes) -> None:
    report = check_guide(join(lines(TEETH)).replace(b"X224A2", version))
    assert (report.findings, report.accepted) == ((), True)


@pytest.mark.parametrize(("part", "number"), [(part, n) for part, rows in PARTS.items() for n in range(len(rows))])
def test_a_change_of_the_clean_claims_is_told_so(part: str, number: int) -> None:
    old, new, expected = PARTS[part][number]
    assert told(changed(old, new, TEETH)) == expected


@pytest.mark.parametrize("claim", [b"CLM*T1", b"CLM*T2", b"CLM*T3"])
def test_a_fault_in_one_claim_leaves_the_others_alive(claim: bytes) -> None:
    faulty = join(lines(TEETH)).replace(claim + b"*", claim + b"*X")
    (one,) = check_guide(faulty).sets
    assert (one.verdict, sum(claim.dead for claim in one.claims)) == ("partly", 1)
