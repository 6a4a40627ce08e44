"""Attachments to services reviews (275 006020X316) whose shapes stand in CMS's guide, as a public program shows it."""

from __future__ import annotations

from tests.standards.guides.byhand.attachment_bodies import DOCUMENT, NOTE, binary, filtered
from tests.standards.guides.byhand.filed import filer, unfound

GUIDE = "275 006020X316"
attached = filer(kind="275", group="PI", version="006020X316")

PARTIES = """NM1*41*2*OAK BILLING*****46*SUBMITTER
NM1*40*2*HARBOR MUTUAL*****46*12345
NM1*QC*1*DOE*JANE****MI*W1
"""
TRACED = (
    "BGN*02*ATT3*20261124\n"
    + PARTIES
    + "LX*1\nTRN*2*REF0001\nREF*BLT*131\nDTP*472*D8*20261110\nCAT*AE*HL\nOOI*1*47*ATTACHMENT\n"
)
PERFUSE = "Test of an attachment's reader, perfuse, github.com/BioDream-LLC/perfuse"
ESMD = "X12N 275 companion guide 3.0, CMS esMD, by the account of perfuse"

SHAPES = {
    "records for a review": attached(
        TRACED + filtered(DOCUMENT), f"{PERFUSE}: 41, 40 and QC, LX, TRN 2, REF BLT and DTP 472 at the answer"
    ),
    "a number by a code of no list": attached(
        TRACED.replace("REF*BLT*131", "REF*XX9*77") + filtered(DOCUMENT),
        f"{PERFUSE}: prints REF XX9, as a code that no guide knows",
        "2000A REF01 [off_list]",
    ),
    "a document of another kind": attached(
        TRACED.replace("CAT*AE*HL", "CAT*OZ*AC") + filtered(DOCUMENT),
        f"{PERFUSE}: CAT OZ AC",
        "2100A CAT02 [off_list]",
    ),
    "the older payload and form": attached(
        TRACED.replace("OOI*1*47*ATTACHMENT\n", "EFI*05*PDF\n") + binary(NOTE),
        f"{PERFUSE}: prints EFI and BIN under 006020, which are of 005010",
        "2100A EFI foreign_segment; 2100A BIN foreign_segment; 2100A BDS missing_segment",
    ),
    "records sent unasked to Medicare": attached(
        TRACED.replace("TRN*2*REF0001\n", "TRN*1*ACN0001\n") + filtered(DOCUMENT),
        f"{ESMD}: BGN 02 with the sender's own trace; CAT, OOI and BDS B64",
    ),
    "no party": attached(
        TRACED.replace(PARTIES, "") + filtered(DOCUMENT),
        unfound("who sends and of whom is named"),
        "1000A NM1 missing_loop",
    ),
    "no payload": attached(TRACED, unfound("BDS ends each document"), "2100A BDS missing_segment"),
    "a payload without filter": attached(TRACED + "BDS**4*NOTE\n", f"{ESMD}: BDS01 B64", "2100A BDS01 missing"),
    "five parties": attached(
        TRACED.replace("NM1*QC", "NM1*1P*2*OAK FAMILY CARE*****XX*1234567893\nNM1*X3*2*REVIEWER*****PI*777\nNM1*QC")
        + filtered(NOTE),
        unfound("more parties than the four of the sample of X211"),
        "1000A NM1 [more_than_usual]",
    ),
    "text without filter": attached(TRACED + filtered(NOTE, "ASC"), unfound("BDS ASC, as of X314")),
    "a length that is wrong": attached(
        TRACED + filtered(NOTE, "ASC", 99), unfound("BDS02 longer than what follows"), "2100A BDS03 binary_shorter"
    ),
}
