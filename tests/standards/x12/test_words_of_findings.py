"""Findings of whole files in the words that a sender reads: what is wrong with this value, what to do with this row."""

from __future__ import annotations

import pytest

from clearlane.standards import x12
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
