"""Cuts (`balance.cut`): one look at a record finds what balances and codes ask of it, and a ledger that gathers."""

from __future__ import annotations

import pytest

from clearlane.standards.x12.balance.cut import cut_claim, cut_payment
from clearlane.standards.x12.balance.ledger import Ledger, open_ledger
from clearlane.standards.x12.events import Event, UnitDied
from clearlane.vocabulary.finding import Finding

CLAIM = b"CLM*A1*150***11:B:1*Y~HI*ABK:E119~LX*1~SV1*HC:99213*100*UN*1***1~DTP*472*D8*20261110~LX*2~SV1*HC:81002*50~"
VISIT = b"CLM*S1*5***13:A:1~LX*1~SV2*0450*HC:99283*5*UN*1~DTP*472*D8*20261101~LX*2~SV2*0250**7*UN*1~"
TEETH = b"CLM*D1*5***11:B:1~LX*1~SV3*AD:D2391*5**10~TOO*JP*12*B~TOO*JP*13*B~DTP*472*D8*20261101~"
PAID = (
    b"CLP*A1*1*100*60*20*12*P1~MOA***MA01~CAS*OA*23*5~SVC*HC:99213*95*60**1~DTM*150*20261101~DTM*472*20261101~"
    b"CAS*CO*45*20~CAS*PR*1*10**2*5~LQ*HE*N130~LQ*RX*1~"
)


def test_the_lines_of_a_claim_are_columns() -> None:
    cut = cut_claim(CLAIM, b"SV1")
    assert cut.head[:6] == [b"CLM", b"A1", b"150", b"", b"", b"11:B:1"]
    assert (cut.numbers, cut.services, cut.charges) == ((b"1", b"2"), (b"HC:99213", b"HC:81002"), (b"100", b"50"))
    assert (cut.rests, cut.days) == ((b"UN*1***1", b""), (b"D8*20261110", b""))
    assert cut.is_whole


def test_the_service_of_a_visit_has_its_revenue_code() -> None:
    cut = cut_claim(VISIT, b"SV2")
    assert cut.services == (b"0450*HC:99283", b"0250*")
    assert (cut.charges, cut.days) == ((b"5", b"7"), (b"D8*20261101", b""))


def test_the_day_of_a_tooth_stands_behind_its_surfaces() -> None:
    cut = cut_claim(TEETH, b"SV3")
    assert (cut.services, cut.rests, cut.days) == ((b"AD:D2391",), (b"*10",), (b"D8*20261101",))


@pytest.mark.parametrize("lost", [b"CLM*A1*5~HI*ABK:E119~", CLAIM.replace(b"LX*2~", b"LX*2~K3*X~")])
def test_a_line_that_is_not_seen_is_missed(lost: bytes) -> None:
    assert cut_claim(lost, b"SV1").is_whole is (b"LX" not in lost)


def test_what_a_payment_tells_stands_in_its_order() -> None:
    cut = cut_payment(PAID)
    assert cut.head[2:6] == [b"1", b"100", b"60", b"20"]
    assert cut.told == [
        (b"MOA", b"", b"", b"MA01", b""),
        (b"CAS", b"OA", b"23", b"5", b""),
        (b"SVC", b"HC:99213", b"95", b"60", b"*1"),
        (b"DTM", b"150", b"20261101", b"", b""),
        (b"CAS", b"CO", b"45", b"20", b""),
        (b"CAS", b"PR", b"1", b"10", b"*2*5"),
        (b"LQ", b"HE", b"N130", b"", b""),
    ]


def ledger() -> Ledger:
    found = open_ledger("005010X222A1")
    assert found is not None
    return found


@pytest.mark.parametrize("gathers", [False, True])
def test_what_is_found_stands_where_the_claim_ended(gathers: bool) -> None:
    one, events = ledger(), list[Event]()
    one.gathers = gathers
    for number in range(4):
        one.open(0)
        claim = CLAIM.replace(b"CLM*A", b"CLM*%d" % number)
        one.keep(1, 0, claim if number % 2 else claim.replace(b"*150*", b"*%d*" % (number + 151)))
        one.close(0, events)
        events.append(UnitDied("claim", number))
    assert len(events) == (4 if gathers else 6)
    one.settle(events)
    told = [one.found if isinstance(one, Finding) else one.first_segment for one in events]  # type: ignore[union-attr]
    assert told == ["151.00", 0, 1, "153.00", 2, 3]
