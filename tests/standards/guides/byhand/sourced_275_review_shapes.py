"""Attachments to services reviews (275 005010X211) whose shapes stand in a public sample and in Stedi's listing."""

from __future__ import annotations

from tests.standards.guides.byhand.attachment_bodies import DOCUMENT, MULTIPART, NOTE, binary
from tests.standards.guides.byhand.filed import filer, unfound

GUIDE = "275 005010X211"
attached = filer(kind="275", group="PI", version="005010X211")
unnamed = filer(kind="275", group="PI", version="005010X211", named=False)

PARTIES = """NM1*PR*2*HARBOR MUTUAL*****PI*12345
PER*IC*MEDICAL REVIEW
NM1*85*2*OAK HOSPITAL*****FI*234567891
NM1*41*2*OAK HOSPITAL*****SV*00500
NM1*QC*1*DOE*JANE****HN*W1
REF*IK*1722634842
DTP*472*RD8*20261101-20261104
"""
REVIEW = "BGN*11*0001*20261124\n" + PARTIES + "LX*01\nSTC*R3:18594-2\nDTP*097*D8*20261120\nCAT*UL*HL\nEFI*09\n"
SOURCE = """NM1*X3*2*HARBOR MUTUAL*****PI*12345
PER*IC*REVIEW DESK*TE*8005550101
NM1*1P*2*OAK HOSPITAL*****XX*1234567893
NM1*QC*1*DOE*JANE****MI*W1
"""
UNASKED = "BGN*02*0002*20261124\n" + SOURCE + "LX*1\nTRN*1*ACN0002*9012345678\nCAT*AE*HL\n"
STAEDI = "Sample of a 275 of the first trial of attachments, staedi, github.com/xlate/staedi"
STEDI = "275 X211 Additional Information to Support a Health Care Services Review, Stedi, stedi.com/edi/hipaa"

SHAPES = {
    "records that a reviewer asked for": attached(
        REVIEW + binary(DOCUMENT),
        f"{STAEDI}: BGN 11, PR with PER, 85, 41 and QC with REF IK and DTP 472; STC R3, DTP 097, CAT UL HL, EFI 09",
    ),
    "without version in the header": unnamed(REVIEW + binary(DOCUMENT), f"{STAEDI}: prints an ST without ST03"),
    "a length that is wrong": attached(
        REVIEW + binary(NOTE, 9),
        f"{STAEDI}: holds a second file whose BIN01 is too small, meant to be refused",
        "2100A BIN02 binary_longer",
    ),
    "records unasked, of an information source": attached(
        UNASKED + binary(DOCUMENT), f"{STEDI}: BGN 02, source of the information with its contact"
    ),
    "records by the third purpose": attached(
        UNASKED.replace("BGN*02", "BGN*22") + binary(NOTE), f"{STEDI}: BGN01 02, 11 and 22"
    ),
    "records by no purpose": attached(
        UNASKED.replace("BGN*02", "BGN*00") + binary(NOTE), f"{STEDI}: BGN01 02, 11 and 22", "ST BGN01 other_code"
    ),
    "a document without payload": attached(
        REVIEW.replace("EFI*09\n", ""), f"{STAEDI}: BIN ends each document", "2100A BIN missing_segment"
    ),
    "a document in a multipart": attached(
        UNASKED + binary(MULTIPART), unfound("a MIME multipart in BIN02, as of X210")
    ),
    "two documents of one answer": attached(
        UNASKED + binary(DOCUMENT) + "CAT*AE*TX\n" + binary(NOTE), unfound("two CAT beneath one LX")
    ),
    "an answer for each service": attached(
        UNASKED + binary(DOCUMENT) + "LX*2\nTRN*1*ACN0003*9012345678\nREF*FJ*2\nCAT*AE*TX\n" + binary(NOTE),
        unfound("two LX, each with trace and document"),
    ),
    "an answer without document": attached(
        UNASKED + binary(DOCUMENT) + "LX*2\nTRN*1*ACN0003*9012345678\n",
        unfound("an LX needs its CAT"),
        "2100A CAT missing_loop",
    ),
}
