"""NPIs outside of claims: wherever a guide has an id that XX says to be one, a wrong check digit is a doubt."""

from __future__ import annotations

import re

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.check import check
from clearlane.standards.x12.generate.from_guide import GuideOrder, from_guide
from clearlane.standards.x12.tier import Tier
from clearlane.vocabulary.finding import Disposition
from tests.standards.x12.x12_texts import PAYMENT, counted, join, lines

KINDS = (
    *("270", "271", "276", "277", "277ca", "834", "835"),
    *("278_request", "278_response", "278_inquiry", "278_inquiry_response", "278_notification", "278_acknowledgment"),
)
"""Kinds of sets that name somebody by XX: no premium payment (820) does."""
UNCODED = ("275", "275_review", "277_request", "277_pending")
"""Kinds whose guide leaves open what an id is."""
NPI = re.compile(rb"(?<=\*XX\*)[0-9]{9}([0-9])(?=[*~])")


def file_of(kind: str) -> bytes:
    """A clean file in which much of what is situational is sent."""
    return from_guide(GuideOrder(kind=kind, seed=3, units=3, density=0.6))


def told(data: bytes) -> list[tuple[str, str, Disposition]]:
    """What is found in a file; every tier says the same."""
    assert list(check([data])) == list(check([data], tier=Tier.EXPLAIN)) == list(check([data], tier=Tier.ROW))
    findings = x12.report([data]).findings
    return [(one.rule, one.place.segment_id, one.disposition) for one in findings]


@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_check_digit_is_doubted_wherever_xx_stands(kind: str) -> None:
    data = file_of(kind)
    places = list(NPI.finditer(data))
    assert places
    assert told(data) == []
    for found in {one[0]: one for one in places}.values():
        wrong = found[0][:9] + (b"1" if found[1] == b"0" else b"0")
        named = set(told(data.replace(b"*XX*" + found[0], b"*XX*" + wrong)))
        assert {(rule, becomes) for rule, _, becomes in named} == {("element.off_list", Disposition.WARN)}


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_digits_are_right_where_they_are_no_npi(kind: str) -> None:
    data = NPI.sub(b"1234567890", file_of(kind))
    other = b"46" if kind.startswith("278") else b"FI"
    assert told(data.replace(b"*XX*1234567890", b"*%s*1234567890" % other)) == []


@pytest.mark.parametrize("kind", UNCODED)
def test_a_guide_that_leaves_the_qualifier_open_asks_where_it_is_xx(kind: str) -> None:
    data = file_of(kind)
    name = re.search(rb"NM1\*(1P|EXS)\*[^~]*~", data)
    assert name
    by_xx, by_fi = (b"NM1*%s*2*OAK*****%s*1234567890~" % (name[1], one) for one in (b"XX", b"FI"))
    doubt = [("element.off_list", "NM1", Disposition.WARN)]
    assert (told(data.replace(name[0], by_xx)), told(data.replace(name[0], by_fi))) == (doubt, [])


@pytest.mark.usefixtures("blocks_at_once")
@pytest.mark.parametrize(("id", "doubts"), [("XX*1245319599", 0), ("XX*1245319590", 9), ("FI*1245319590", 0)])
def test_of_many_payments_each_tier_tells_the_same(id: str, doubts: int) -> None:
    claim = PAYMENT[PAYMENT.index("CLP*") : PAYMENT.index("\nSE*") + 1]
    rendered = claim.replace("DTM*232", "NM1*82*1*HART*ANN****{id}\nDTM*232", 1)
    many = "".join(rendered.format(id=id if n % 5 == 4 else "XX*1245319599") for n in range(45))
    text = PAYMENT.replace(claim, many).replace("BPR*I*120*", f"BPR*I*{45 * 120}*")
    assert told(join(counted(lines(text)))) == [("element.off_list", "NM1", Disposition.WARN)] * doubts


@pytest.mark.parametrize("kind", ["270", "271", "276"])
def test_an_id_of_which_nobody_says_what_it_is_is_no_wrong_npi(kind: str) -> None:
    data = re.sub(rb"\*XX\*[0-9]{10}(?=[*~])", b"**HARBOR", file_of(kind), count=1)
    assert [rule for rule, *_ in told(data)] == ["element.missing"]
