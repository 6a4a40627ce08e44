"""Attachments to claims (275 005010X210) whose shapes stand in public guides, listings and programs' tests."""

from __future__ import annotations

from tests.standards.guides.byhand.attachment_bodies import DOCUMENT, MULTIPART, NOTE, binary
from tests.standards.guides.byhand.filed import filer

GUIDE = "275 005010X210"
attached = filer(kind="275", group="PI", version="005010X210")

PARTIES = """NM1*PR*2*HARBOR MUTUAL*****PI*12345
NM1*41*2*OAK BILLING*****46*SUBMITTER
NM1*1P*2*OAK FAMILY CARE*****XX*1234567893
NM1*QC*1*DOE*JANE****MI*W1
"""
PATIENT = "REF*EJ*ACC7\nDTP*472*D8*20261110\n"
UNASKED = "BGN*02*ATT1*20261124\n" + PARTIES + PATIENT + "LX*1\nTRN*1*ACN0001\nCAT*AE*HL\n"
ANSWER = (
    "BGN*11*ATT2*20261124\n"
    + PARTIES.replace("12345\n", "12345\nPER*IC*REVIEW DESK\n")
    + PATIENT
    + "LX*1\nTRN*2*ICN0001\nSTC*R4:18842-5::LOI\nCAT*AE*HL\n"
)
NO_SUBMITTER = UNASKED.replace("NM1*41*2*OAK BILLING*****46*SUBMITTER\n", "")
PERFUSE = "Test of an attachment's builder, perfuse, github.com/BioDream-LLC/perfuse"
BREEZE = "Tests of an attachment's reader, Breeze EHR, github.com/breezeehr"
STEDI = "275 X210 Additional Information to Support a Health Care Claim, Stedi, stedi.com/edi/hipaa"
TIBCO = "Attachment adapter, TIBCO, docs.tibco.com"

SHAPES = {
    "sent unasked": attached(
        UNASKED + binary(DOCUMENT),
        f"{PERFUSE}: BGN 02, PR, 41, 1P and QC, TRN 1 with the number that the claim names, CAT AE HL",
    ),
    "sent unasked, no trace": attached(
        UNASKED.replace("TRN*1*ACN0001\n", "") + binary(DOCUMENT),
        f"{PERFUSE}: TRN holds the attachment's control number",
        "2000A TRN missing_segment",
    ),
    "the answer to a request": attached(
        ANSWER + binary(DOCUMENT), f"{STEDI}: BGN 11 with PER of the payer, submitter and provider of the heading"
    ),
    "a patient who is not named": attached(
        ANSWER.replace("NM1*QC*1*DOE*JANE****MI*W1\n", "") + binary(DOCUMENT),
        f"{STEDI}: payer, submitter, provider and patient of the heading",
        "1000D NM1 missing_segment",
    ),
    "without submitter": attached(
        NO_SUBMITTER + binary(NOTE), f"{PERFUSE}: of its two guides one (UnitedHealthcare) names no submitter"
    ),
    "a clinical document in a multipart": attached(
        UNASKED + binary(MULTIPART), f"{TIBCO}: BIN02 of X210 is a MIME multipart about a CDA"
    ),
    "two payloads of one document": attached(
        UNASKED + binary(DOCUMENT) + binary(NOTE), f"{BREEZE}: several BIN behind each other are read"
    ),
    "a payload of no bytes": attached(
        UNASKED + "BIN*0*\n", f"{BREEZE}: reads an empty BIN, whose second element is mandatory", "2100A BIN02 missing"
    ),
    "a payload shorter than it says": attached(
        UNASKED + binary(NOTE, 9999), f"{BREEZE}: a length that is too long is an error", "2100A BIN02 binary_shorter"
    ),
    "a payload longer than it says": attached(
        UNASKED + binary(NOTE, 5), f"{BREEZE}: a length that is too short is an error", "2100A BIN02 binary_longer"
    ),
    "a document per question": attached(
        ANSWER + binary(DOCUMENT) + "LX*2\nTRN*2*ICN0001\nSTC*R4:11506-3::LOI\nREF*FJ*2\nCAT*AE*IA\n" + binary(NOTE),
        f"{BREEZE}: STC R4 with a LOINC and LOI; one LX for each question",
    ),
    "a question without its code": attached(
        ANSWER.replace("STC*R4:18842-5::LOI", "STC*R4") + binary(DOCUMENT),
        f"{BREEZE}: the LOINC stands in STC01-2",
        "2000A STC01-2 missing",
    ),
    "a document of no kind": attached(
        ANSWER.replace("CAT*AE*HL\n", "") + binary(DOCUMENT),
        f"{PERFUSE}: CAT tells kind and form ahead of the payload",
        "2100A CAT missing_segment",
    ),
}
