"""Attachments to claims (275 006020X314) whose shapes stand in guides of payers, as public programs show them."""

from __future__ import annotations

from tests.standards.guides.byhand.attachment_bodies import DOCUMENT, NOTE, binary, filtered
from tests.standards.guides.byhand.filed import filer

GUIDE = "275 006020X314"
attached = filer(kind="275", group="PI", version="006020X314")

PARTIES = """NM1*PR*2*HARBOR MUTUAL*****PI*12345
NM1*41*2*OAK BILLING*****46*SUBMITTER
NM1*1P*2*OAK FAMILY CARE*****XX*1234567893
NM1*QC*1*DOE*JANE****MI*W1
"""
HEAD = "BGN*02*ATT1*20261124\n" + PARTIES + "REF*EJ*ACC7\nREF*X1*CLAIM42\nDTP*472*D8*20261110\n"
UNASKED = HEAD + "LX*1\nTRN*1*ACN0001\nDTP*368*D8*20261124\nCAT*AE*IA\nOOI*1*47*ATTACHMENT\n"
ASKED = (
    HEAD.replace("BGN*02", "BGN*11")
    + "LX*1\nTRN*2*ICN0001\nSTC*R0:18842-5::LOI*20261120\nREF*1K*P77\nREF*EJ*ACC7\nCAT*AE*HL\n"
)
BARE = (
    "BGN*02*ATT1*20261124\nNM1*PR*2*HARBOR MUTUAL*****PI*12345\nNM1*QC*1*DOE*JANE****MI*W1\n"
    "LX*1\nTRN*2*ICN0001\nSTC*R0:18842-5::LOI*20261120\n"
)
PERFUSE = "Test of an attachment's builder, perfuse, github.com/BioDream-LLC/perfuse"
COSYTE = "Test of attachments of a library, cosyte x12, github.com/cosyte/x12"
ESMD = "X12N 275 companion guide AR2024.04.0, CMS esMD, by the account of perfuse"
TIBCO = "Attachment adapter, TIBCO, docs.tibco.com"

SHAPES = {
    "sent unasked": attached(
        UNASKED + filtered(DOCUMENT),
        f"{PERFUSE}: BGN 02, REF X1, DTP 472 and 368, TRN 1, CAT AE IA, OOI of an attachment, BDS B64",
    ),
    "sent unasked, a clinical document": attached(
        UNASKED.replace("CAT*AE*IA", "CAT*AE*HL") + filtered(DOCUMENT), f"{PERFUSE}: CAT02 HL for what HL7 wrote"
    ),
    "the answer to a request": attached(
        ASKED + filtered(DOCUMENT) + filtered(NOTE, "ASC"),
        f"{COSYTE}: TRN 2, STC R0 with LOINC and day, REF 1K and EJ, several BDS by both filters",
    ),
    "a document of no kind and no provider": attached(
        BARE + filtered(DOCUMENT),
        f"{COSYTE}: leaves out provider and CAT and says that it asserts no usage",
        "1000C NM1 missing_loop; 2100A CAT missing_segment",
    ),
    "a length that is wrong": attached(
        ASKED + filtered(NOTE, "ASC", 5),
        f"{COSYTE}: prints lengths that do not fit their payload",
        "2100A BDS03 binary_longer",
    ),
    "the older payload": attached(
        UNASKED + binary(NOTE),
        f"{TIBCO}: 005010 has BIN, 006020 has BDS",
        "2100A BIN foreign_segment; 2100A BDS missing_segment",
    ),
    "a filter of no kind": attached(
        UNASKED + filtered(NOTE, "ZIP"), f"{COSYTE}: BDS01 is B64 or ASC", "2100A BDS01 bad_code"
    ),
    "submitter with its own number": attached(
        UNASKED.replace("NM1*41*2*OAK BILLING*****46*SUBMITTER", "NM1*41*2*OAK BILLING*****46*OAK77\nPER*IC*DESK")
        + filtered(NOTE),
        f"{ESMD}: the submitter is named by 46",
    ),
    "a claim that is named by its number alone": attached(
        UNASKED.replace("REF*EJ*ACC7\n", "") + filtered(NOTE), f"{ESMD}: REF X1 holds the claim's number"
    ),
    "no payer": attached(
        UNASKED.replace("NM1*PR*2*HARBOR MUTUAL*****PI*12345\n", "") + filtered(NOTE),
        f"{ESMD}: payer, submitter, provider and patient are named",
        "1000A NM1 missing_loop",
    ),
    "an object without value": attached(
        UNASKED.replace("OOI*1*47*ATTACHMENT", "OOI*1") + filtered(NOTE),
        f"{ESMD}: OOI 1, 47, ATTACHMENT",
        "2100A OOI02 missing",
    ),
}
