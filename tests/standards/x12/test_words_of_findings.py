"""Findings of whole files in the words that a sender reads: what is wrong with this value, what to do with this row."""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.number_of_name import is_plural
from clearlane.vocabulary.finding import Finding
from tests.standards.x12.x12_texts import PAYMENT, changed, join, lines

CLEAN = join(lines())


def only(content: bytes) -> Finding:
    """The one finding of a file, beside what counts its segments."""
    told = [one for one in x12.report([content]).findings if one.rule != "envelope.se_count"]
    (found,) = told
    return found


SELF = "The subscriber of this 2000B is the patient: SBR02 is 18 (self)"


@pytest.mark.parametrize(
    ("content", "why", "remedy", "expected"),
    [
        (
            CLEAN.replace(b"DTP*472*D8*20261110", b"DTP*472*D8*20261312", 1),
            "There is no month 13",
            "Send a day, CCYYMMDD, or correct the qualifier D8",
            "a day, CCYYMMDD",
        ),
        (
            CLEAN.replace(b"*D8*19800229*", b"*D8*19810229*", 1),
            "February has no day 29 in that year",
            "Send a day, CCYYMMDD, or correct the qualifier D8",
            "a day, CCYYMMDD",
        ),
        (
            CLEAN.replace(b"CLM*A2*80", b"CLM*A2*+80", 1),
            "A plus sign is not written",
            "Send digits, with a minus sign before and a point among them where they are due",
            "a number",
        ),
        (
            CLEAN.replace(b"~NM1*85", b"~nm1*85", 1),
            "Names of segments are written in capitals",
            "Write NM1 in capitals",
            "NM1",
        ),
        (
            CLEAN.replace(b"~NM1*85", b"~ NM1*85", 1),
            "A blank stands beside its name",
            "Write the name of the segment without blanks",
            None,
        ),
        (
            CLEAN.replace(b"~HI*ABK", b"~ABC*1~HI*ABK", 1),
            "Its name is not known",
            "Remove ABC, or correct its name",
            None,
        ),
        (
            changed("NM1*40", ""),
            "The guide requires this part here",
            "Send the loop 1000B (Receiver), begun by NM1 with 40 in NM101",
            "the loop 1000B (Receiver), begun by NM1 with 40 in NM101",
        ),
        (
            CLEAN.replace(b"DMG*D8*19800229*F~", b"", 1),
            f"The guide requires it in this situation: {SELF}",
            "Send DMG with D8 in DMG01, or correct what says that the situation is given",
            SELF,
        ),
        (
            changed("SVC*HC:81002", "SVC*HC:81002*50*50**1*HC", PAYMENT),
            "The guide requires it here",
            "Send SVC06-2 (procedure code)",
            "a procedure code",
        ),
    ],
)
def test_a_finding_says_what_is_wrong_and_what_to_do(
    content: bytes, why: str, remedy: str, expected: str | None
) -> None:
    found = only(content)
    assert (found.why, found.remedy) == (why, remedy)
    assert expected is None or found.expected == expected


WORDINGS = {
    "a group too many": (CLEAN.replace(b"IEA*1*", b"IEA*2*"), "IEA01 says 2, but 1 group was received"),
    "a set too many": (CLEAN.replace(b"GE*1*", b"GE*2*"), "GE01 says 2, but 1 transaction set was received"),
    "diagnoses": (changed("HI*ABK:E119", ""), "Claim: diagnoses are missing"),
    "a receiver": (changed("NM1*40", ""), "Receiver is missing"),
    "an element at the end": (changed("LX*1", "LX*1*"), "The segment ends with empty elements"),
    "a component at the end": (
        CLEAN.replace(b"HI*ABK:J029~", b"HI*ABK:J029:~"),
        "The composite HI01 ends with empty components",
    ),
}


@pytest.mark.parametrize("name", WORDINGS)
def test_a_sentence_fits_what_it_is_about(name: str) -> None:
    content, what = WORDINGS[name]
    assert what in [one.what for one in x12.report([content]).findings]


def test_what_hl04_should_be_is_told_as_its_value() -> None:
    (found,) = x12.report([CLEAN.replace(b"HL*2*1*22*0", b"HL*2*1*22*1")]).findings
    assert (found.found, found.expected, found.remedy) == ("1", "0", "Send 0 in HL04")
    assert found.why == "It says whether levels beneath follow, and none follows"


@pytest.mark.parametrize(
    ("name", "is_several"),
    [
        ("Claim: diagnoses", True),
        ("Claim: months of orthodontics", True),
        ("Provider answer: further ids", True),
        ("Claim: principal diagnosis", False),
        ("Pending claim: status", False),
        ("Mailing address", False),
        ("Count of members", False),
        ("Claim: quantity, claim quantities", False),
        ("NM109 (identification codes)", False),
        ("", False),
    ],
)
def test_the_verb_goes_by_the_noun(name: str, is_several: bool) -> None:
    assert is_plural(name) is is_several


@pytest.mark.parametrize(
    ("content", "version"),
    [
        (join(lines(PAYMENT)).replace(b"005010X221A1", b"004010X091A1"), "005010X221A1"),
        (CLEAN.replace(b"GS*HC", b"GS*HS", 1).replace(b"005010X222A1", b"004010X092A1"), "005010X279A1"),
    ],
)
def test_an_unknown_version_is_answered_with_that_of_its_own_kind(content: bytes, version: str) -> None:
    found = only(content)
    assert (found.rule, found.expected) == ("envelope.gs_version", version)
    assert found.remedy == f"Send it in a version that is taken here: {version}"
