"""The ledger (`balance.ledger`), its records (`balance.record`) and rules (`balance.rules`), whatever tier reads."""

from __future__ import annotations

import datetime as dt
import random
import re

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.answer_claims import answer_claims
from clearlane.standards.x12.balance import ledger
from clearlane.standards.x12.balance.record import spots, text_of
from clearlane.standards.x12.balance.rules import BALANCES, balance_finding
from clearlane.standards.x12.check import check
from clearlane.standards.x12.library import entries, load_machine
from clearlane.standards.x12.tier import Tier
from clearlane.vocabulary.finding import Disposition, Place
from tests.standards.x12.balance.balance_texts import OTHER, claim, claim_file, paid_claim, payment_file, told
from tests.standards.x12.x12_texts import join, lines

AT = dt.datetime(2026, 11, 24, 10, 15, tzinfo=dt.UTC)
DECIDED = "SVD*LAKE*80*HC:99213**1\nCAS*CO*45*20\nDTP*573*D8*20261115"


def many(*, end: str = "~") -> bytes:
    """Claims of many shapes, so that blocks are learnt; some amounts are a cent off."""
    draw = random.Random(7)
    claims = []
    for number in range(120):
        charges = [draw.randrange(1, 40000) for _ in range(draw.randrange(1, 5))]
        total = sum(charges) + (number % 9 == 0)
        other = OTHER.format(paid="CAS*CO*45*20\nAMT*D*80\n") if number % 5 == 0 else ""
        claims.append(claim(total, charges, other=other))
    return claim_file(*claims, end=end)


def payments() -> bytes:
    """Paid claims, every seventh a cent off."""
    claims = [
        paid_claim(10000, 8000 + (number % 7 == 0), "SVC*HC:99213*100*80", "DTM*472*20261110", "CAS*CO*45*20")
        for number in range(90)
    ]
    return payment_file(90 * 8000 + 13, *claims, adjusted=["PLB*1234567893*20261231*WO:1*3"])


@pytest.mark.parametrize("data", [many(), many(end="~\r\n"), payments()], ids=["claims", "lines", "payments"])
@pytest.mark.usefixtures("blocks_at_once")
def test_each_tier_tells_the_same(data: bytes) -> None:
    by_rows = list(check([data], tier=Tier.EXPLAIN))
    assert list(check([data])) == by_rows
    assert list(check([data], tier=Tier.ROW)) == by_rows
    assert list(check([data[at : at + 7919] for at in range(0, len(data), 7919)])) == by_rows
    found = [one.place for one in x12.report([data]).findings if one.rule.startswith("balance.")]
    assert len(found) > 10
    for place in found:
        assert data[place.offset or 0 :].startswith(place.segment_id.encode() + b"*")
        before = data[data.index(b"ST*") : place.offset]
        assert place.segment == before.count(b"~") + 1


def test_a_claim_that_does_not_add_up_is_no_matter_of_the_999() -> None:
    report = x12.report([claim_file(claim(10001, [10000]), claim(5000, [5000]))])
    assert report.accepted is False
    assert (report.sets[0].verdict, [one.dead for one in report.sets[0].claims]) == ("accepted", [False, False])
    written = x12.acknowledge(report.interchanges[0], control=1, at=AT)
    assert written is not None
    assert b"IK5*A~" in written
    assert b"IK3" not in written


def test_a_claim_that_does_not_add_up_is_sent_back_by_the_277ca() -> None:
    data = claim_file(claim(10001, [10000]), claim(5000, [5000]))
    (interchange,) = x12.report([data]).interchanges
    written = answer_claims(interchange, read=lambda at, length: data[at : at + length], control=1, at=AT)
    assert written is not None
    assert b"STC*A8:400*20261124*U*100.01~" in written
    assert b"STC*A8:178*20261124*U*100.01~" in written
    assert written.count(b"STC*A1:20*20261124*WQ*50~") == 1


def test_adding_up_can_be_left_out() -> None:
    data = claim_file(claim(10001, [10000]))
    assert x12.report([data], beyond_guide=False).findings == ()
    assert len(x12.report([data]).findings) == 1


def test_a_record_that_is_too_long_is_not_added_up(monkeypatch: pytest.MonkeyPatch) -> None:
    data = claim_file(claim(1, [100, 100]))
    assert len(told(data)) == 1
    monkeypatch.setattr(ledger, "MOST_PIECES", 1)
    assert told(data) == []


def test_a_payment_with_a_part_that_cannot_be_read_is_not_added_up() -> None:
    data = payment_file(1, paid_claim(10000, 8000, taken="CAS*CO*45*20.0000001"))
    assert told(data) == []


def test_a_record_keeps_places_and_drops_line_ends() -> None:
    record = [(4, 100, b"CLM*A*1~\r\nHI*X~\n"), (6, 130, b"LX*1~")]
    assert text_of(record) == b"CLM*A*1~HI*X~LX*1~"
    found = [(one.number, one.offset, one.parts[0]) for one in spots(record)]
    assert found == [(4, 100, b"CLM"), (5, 110, b"HI"), (6, 130, b"LX")]
    assert next(spots(record)).part(9) == b""


@pytest.mark.parametrize("id", BALANCES)
def test_each_rule_says_both_amounts(id: str) -> None:
    found = balance_finding(id, Place(segment_id="CLM", loop="2300", element=2), found=12_500_000, expected=-5_000)
    assert "12.50" in found.what
    assert "-0.005" in found.what
    assert (found.level, found.answer) == (3, ())
    assert (found.status is not None) == (found.disposition is Disposition.REJECT)


def test_every_guide_that_can_contradict_itself_has_books() -> None:
    added = {files[0]: {one.id for one in load_machine(files).loops() if one.adds_up} for files in known()}
    assert {name: loops for name, loops in added.items() if loops} == {
        "277ca.txt": {"2200D"},
        "820.txt": {"2000A", "2000B"},
        "834.txt": {"2000"},
        "835.txt": {"2100"},
        "837d.txt": {"2300"},
        "837i.txt": {"2300"},
        "837p.txt": {"2300"},
        "999.txt": {"2000"},
    }


def known() -> list[tuple[str, ...]]:
    """The guides that are installed."""
    return [one.files for one in entries()]


@pytest.mark.parametrize("seed", range(12))
def test_no_amount_makes_it_raise(seed: int) -> None:
    draw = random.Random(seed)
    odd = ["", "-", ".", "1E5", "9" * 30, "--1", "1.", "0.0000000001", "\x00", "A", "-0", "1:2", "^"]
    for data in (many(), payments(), join(lines())):
        text = re.sub(rb"(?<=\*)[\d.]+(?=[*~])", lambda found: _odd(found[0], odd, draw), data)
        assert list(check([text])) == list(check([text], tier=Tier.EXPLAIN))


def _odd(amount: bytes, odd: list[str], draw: random.Random) -> bytes:
    return draw.choice(odd).encode() if draw.random() < 0.05 else amount
