"""Clean files written by hand, and the few ways in which tests of the engine change them. All values are invented."""

from __future__ import annotations

from collections.abc import Sequence

from clearlane.standards import x12
from clearlane.vocabulary.finding import Disposition, Finding

ISA = "ISA*00*          *00*          *ZZ*SUBMITTER      *ZZ*CLEARLANE      *261124*0930*^*00501*000000101*0*P*:"
CLAIMS = """
GS*HC*SUBMITTER*CLEARLANE*20261124*0930*101*X*005010X222A1
ST*837*0001*005010X222A1
BHT*0019*00*BATCH1*20261124*0930*CH
NM1*41*2*OAK BILLING*****46*SUBMITTER
PER*IC*EDI DESK*TE*8005550100
NM1*40*2*CLEARLANE*****46*CLEARLANE
HL*1**20*1
NM1*85*2*OAK FAMILY CARE*****XX*1234567893
N3*12 ELM ST
N4*BOISE*ID*837020001
REF*EI*123456789
HL*2*1*22*0
SBR*P*18*******CI
NM1*IL*1*DOE*JANE****MI*W1
N3*1 MAIN ST
N4*BOISE*ID*83702
DMG*D8*19800229*F
NM1*PR*2*HARBOR MUTUAL*****PI*HARBOR
CLM*A1*150***11:B:1*Y*A*Y*Y
HI*ABK:E119*ABF:I10
NM1*82*1*HART*ANN****XX*1245319599
LX*1
SV1*HC:99213*100*UN*1***1:2
DTP*472*D8*20261110
REF*6R*L1
LX*2
SV1*HC:81002*50*UN*1***1
DTP*472*D8*20261110
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
CLM*A2*80***11:B:1*Y*A*Y*Y
HI*ABK:J020
LX*1
SV1*HC:99212*80*UN*1***1
DTP*472*D8*20261111
CLM*A3*60***11:B:1*Y*A*Y*Y
HI*ABK:J029
LX*1
SV1*HC:99211*60*UN*1***1
DTP*472*D8*20261112
SE*48*0001
GE*1*101
IEA*1*000000101
"""
PAYMENT = """
GS*HP*HARBOR*CLEARLANE*20261124*0930*101*X*005010X221A1
ST*835*0001
BPR*I*120*C*ACH*CCP*01*021000021*DA*123*1999999999**01*121000358*DA*456*20261124
TRN*1*EFT1*1999999999
DTM*405*20261123
N1*PR*HARBOR MUTUAL
N3*1 HARBOR WAY
N4*BOISE*ID*83702
PER*BL*HELP DESK*TE*8005550101
N1*PE*OAK FAMILY CARE*XX*1234567893
LX*1
CLP*A1*1*150*120*10*12*P1*11*1
CAS*PR*1*10
NM1*QC*1*DOE*JANE****MI*W1
DTM*232*20261110
SVC*HC:99213*100*80**1
DTM*472*20261110
CAS*CO*45*20
SVC*HC:81002*50*50**1
DTM*472*20261110
SE*20*0001
GE*1*101
IEA*1*000000101
"""


def lines(text: str = CLAIMS) -> list[str]:
    """The segments of a clean file, ISA first."""
    return [ISA, *text.split("\n")[1:-1]]


def join(segments: Sequence[str], *, end: str = "~") -> bytes:
    """The bytes of segments."""
    return "".join(segment + end for segment in segments).encode("latin-1")


def counted(segments: Sequence[str]) -> list[str]:
    """The same with SE01 made right again, so that a test's change is the only fault."""
    changed = list(segments)
    starts = [n for n, one in enumerate(changed) if one.startswith("ST*")]
    ends = [n for n, one in enumerate(changed) if one.startswith("SE*")]
    for start, end in zip(starts, ends, strict=False):
        parts = changed[end].split("*")
        changed[end] = "*".join(["SE", str(end - start + 1), *parts[2:]])
    return changed


def changed(old: str, new: str, text: str = CLAIMS) -> bytes:
    """A clean file with the segment that begins with `old` replaced by `new`: several by line breaks, none if empty."""
    segments = lines(text)
    at = next(n for n, one in enumerate(segments) if one.startswith(old))
    return join(counted([*segments[:at], *(new.split("\n") if new else ()), *segments[at + 1 :]]))


def check(data: bytes) -> x12.Report:
    """The report of a whole file."""
    return x12.report([data])


def check_guide(data: bytes) -> x12.Report:
    """The same by the guide alone: nothing is added up, so that a test may change an amount."""
    return x12.report([data], beyond_guide=False)


def errors(data: bytes) -> list[Finding]:
    """What rejects or holds in a file."""
    return [one for one in check(data).findings if one.disposition is not Disposition.WARN]


def rules(data: bytes) -> list[str]:
    """The ids of all findings."""
    return [one.rule for one in check(data).findings]
