"""Requests for additional information (277 006020X313): a public library's test; the rest as of 005010X213."""

from __future__ import annotations

from tests.standards.guides.byhand.filed import filer, unfound
from tests.standards.guides.byhand.sourced_277_request_shapes import CLAIM, LEVELS, LINE, PATIENT, REPLY, SUBSCRIBER

GUIDE = "277 006020X313"
asked = filer(kind="277", group="HN", version="006020X313")

TWO = (
    SUBSCRIBER.replace("BHT*0085*08*REQ1*20261124*0930*RQ", "BHT*0010*08*REQ1*20261124*0930*DG").replace(
        "NM1*IL", "NM1*QC"
    )
    + """TRN*1*ICN0001*9SUBMITTER
STC*R0:18842-5::LOI*20261124*WQ*150
STC*R0:11506-3::LOI*20261124*WQ*150
REF*1K*P77
REF*EJ*ACC7
DTP*472*D8*20261101
DTP*050*D8*20261120
SVC*HC:99213*100*80****1
STC*R0:11506-3::LOI*20261124
REF*FJ*1
DTP*472*D8*20261101
"""
)
COSYTE = "Test of requests of a library, cosyte x12, github.com/cosyte/x12"
AS_BEFORE = "as of 005010X213; no reading names a row that differs"

SHAPES = {
    "two questions about a claim and one about its line": asked(
        TWO.replace("*100*80****1", "*100*****1"),
        f"{COSYTE}: BHT 0010 08 DG, 22 with NM1 QC, TRN03, two STC R0 with WQ and sum, REF 1K and EJ, DTP 472 and 050",
    ),
    "a line with the sum paid": asked(
        TWO,
        f"{COSYTE}: SVC03 and SVC07 of a line; a request's line has no sum paid in our guide",
        "2220D SVC03 not_used",
    ),
    "a claim with counts": asked(
        TWO.replace("REF*1K", "QTY*90*1\nREF*1K").replace("*100*80****1", "*100*****1"),
        f"{COSYTE}: QTY 90 at the claim",
        "2200D QTY foreign_segment",
    ),
    "a second number with another status": asked(
        TWO.replace("*100*80****1", "*100*****1") + "TRN*1*ICN0002\nSTC*R1:20:PR*20261124\n",
        f"{COSYTE}: a second TRN, R1:20:PR",
    ),
    "a trace of another kind": asked(
        TWO.replace("TRN*1", "TRN*2").replace("*100*80****1", "*100*****1"),
        f"{COSYTE}: TRN01 is 1",
        "2200D TRN01 other_code",
    ),
    "a question about a claim": asked(PATIENT + CLAIM, unfound(AS_BEFORE)),
    "with the address to answer to": asked(PATIENT + CLAIM + REPLY, unfound(AS_BEFORE)),
    "a question about a line": asked(PATIENT + CLAIM + LINE, unfound(AS_BEFORE)),
    "a status without code": asked(
        PATIENT + CLAIM.replace("STC*R4:18842-5::LOI", "STC*R4"), unfound(AS_BEFORE), "2200D STC01-2 missing"
    ),
    "no patient": asked(LEVELS, unfound(AS_BEFORE), "2000D HL missing_loop"),
    "a patient beneath the receiver": asked(
        PATIENT.replace("HL*4*3*PT", "HL*4*2*PT") + CLAIM, unfound(AS_BEFORE), "2000D HL02 level_parent"
    ),
}
