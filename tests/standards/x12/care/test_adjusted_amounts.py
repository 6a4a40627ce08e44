"""Amounts of other payers (`care.adjustments`): what they paid is told, and what they adjusted is not nothing."""

from __future__ import annotations

import pytest

from clearlane.vocabulary.finding import Disposition
from tests.standards.x12.care.service_texts import beyond, told
from tests.standards.x12.x12_texts import CLAIMS, counted, join, lines

RENDERING = "NM1*82*1*HART*ANN****XX*1245319599"
COVER = "SBR*{rank}*18*******CI{more}\nOI***Y***Y\nNM1*IL*1*DOE*JANE****MI*X1\nNM1*PR*2*LAKE*****PI*{id}"
DECIDED = "\nSVD*LAKE*{paid}*HC:99213**1\n{cas}\nDTP*573*D8*20261115"


def claims(*, more: str = "", cas: str = "", paid: str = "80", second: str = "") -> bytes:
    """The first claim with another payer. more: of his coverage; cas: what he adjusted of a line; second: another."""
    cover = COVER.format(rank="S", more=more, id="LAKE") + (
        COVER.format(rank="T", more="", id=second) if second else ""
    )
    text = CLAIMS.replace(RENDERING, f"{RENDERING}\n{cover.replace('LAKESBR', 'LAKE' + chr(10) + 'SBR')}")
    decided = DECIDED.format(paid=paid, cas=cas) if cas else ""
    return join(counted(lines(text.replace("REF*6R*L1", f"REF*6R*L1{decided}"))))


PAID = "\nAMT*D*130"


@pytest.mark.parametrize(
    ("cas", "expected"),
    [
        ("CAS*CO*45*20", ""),
        ("CAS*CO*45*20**97*0", "2430 CAS06 nothing_adjusted 0"),
        ("CAS*CO*45*0.00**97*20", "2430 CAS03 nothing_adjusted 0.00"),
        ("CAS*CO*45*20\nCAS*PR*2*0", "2430 CAS03 nothing_adjusted 0"),
        ("CAS*CO*45*30**97*-10", ""),
        ("CAS*CO*45*20*0", ""),
    ],
)
def test_an_adjustment_of_nothing_is_told(cas: str, expected: str) -> None:
    assert told(claims(more=PAID, cas=cas)) == expected


def test_an_adjustment_of_nothing_is_told_for_the_whole_claim_too() -> None:
    (found,) = beyond(claims(more="\nCAS*CO*45*0\nAMT*D*150"))
    assert (str(found.place), found.disposition, str(found.status)) == ("2320 CAS03", Disposition.REJECT, "A7:519")


@pytest.mark.parametrize(
    ("more", "cas", "second", "expected"),
    [
        ("", "CAS*CO*45*20", "", "2320 SBR other_payer_paid LAKE"),
        (PAID, "CAS*CO*45*20", "", ""),
        ("", "", "", ""),
        ("", "CAS*CO*45*20", "LAKE", "2330B NM109 other_payer_repeated LAKE"),
        ("", "CAS*CO*45*20", "POND", "2320 SBR other_payer_paid LAKE"),
        ("\nAMT*EAF*10", "CAS*CO*45*20", "", "2320 SBR other_payer_paid LAKE"),
    ],
)
def test_who_decided_about_lines_says_what_he_paid(more: str, cas: str, second: str, expected: str) -> None:
    assert told(claims(more=more, cas=cas, second=second)) == expected
