"""Charges and units of a claim (`care.amounts`), each way to be wrong and its near miss."""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.care.amounts import are_charged, are_counted
from tests.standards.guides.test_837d_by_hand import TEETH
from tests.standards.guides.test_837i_by_hand import STAY
from tests.standards.x12.care.service_texts import Row, beyond, told, told_of
from tests.standards.x12.x12_texts import changed, join, lines

FIRST = "SV1*HC:99213"
UNITS: list[Row] = [
    (FIRST, "SV1*HC:99213*100*UN*0***1:2", "2400 SV104 units 0"),
    (FIRST, "SV1*HC:99213*100*UN*0.0***1:2", "2400 SV104 units 0.0"),
    (FIRST, "SV1*HC:99213*100*UN*-1***1:2", "2400 SV104 units -1"),
    (FIRST, "SV1*HC:99213*100*UN*0.5***1:2", ""),
    (FIRST, "SV1*HC:99213*100*UN*15.125***1:2", ""),
    (FIRST, "SV1*HC:99213*100*UN*15.12500***1:2", ""),
    (FIRST, "SV1*HC:99213*100*UN*15.1255***1:2", "2400 SV104 units_fine 15.1255"),
    (FIRST, "SV1*HC:99213*100*UN*.00001***1:2", "2400 SV104 units_fine .00001"),
    (FIRST, "SV1*HC:00790*100*MJ*0***1:2", "2400 SV104 no_minutes 0"),
]


@pytest.mark.parametrize("row", UNITS, ids=[row[1] for row in UNITS])
def test_a_service_is_done_at_least_in_part(row: Row) -> None:
    assert told_of("P", row) == row[2]


def test_units_that_are_too_fine_are_only_doubted() -> None:
    (found,) = beyond(changed(FIRST, "SV1*HC:99213*100*UN*15.1255***1:2"))
    assert (found.disposition.value, found.unit, found.remedy) == ("warn", "", "Send at most three decimals")


def test_units_of_other_claims_are_counted_too() -> None:
    dental = changed("SV3*AD", next(one for one in lines(TEETH) if one.startswith("SV3*")), TEETH)
    first = next(one for one in lines(TEETH) if one.startswith("SV3*"))
    parts = [*first.split("*"), *[""] * 7][:7]
    assert told(dental) == told(join(lines(TEETH)))
    assert "SV306 units 0" in told(changed("SV3*", "*".join([*parts[:6], "0"]), TEETH))
    stay = next(one for one in lines(STAY) if one.startswith("SV2*")).split("*")
    assert "SV205 units_doubted 0" in told(changed("SV2*", "*".join([*stay[:5], "0"]), STAY))


@pytest.mark.parametrize(
    ("charges", "expected"),
    [
        (("0", "0", "0"), "2300 CLM02 no_charge 0"),
        (("0.00", "0", "0"), "2300 CLM02 no_charge 0.00"),
        (("-150", "-100", "-50"), "2300 CLM02 charge -150; 2400 SV102 line_charge -100; 2400 SV102 line_charge -50"),
        (("150.001", "100.001", "50"), "2300 CLM02 charge 150.001; 2400 SV102 line_charge 100.001"),
        (("50", "100", "-50"), "2400 SV102 line_charge -50"),
        (("150.010", "100.010", "50"), ""),
        (("150.001", "100", "50"), "2300 CLM02 charge 150.001"),
        (("-150", "100", "50"), "2300 CLM02 charge -150"),
    ],
)
def test_a_claim_asks_for_money_to_the_cent(charges: tuple[str, str, str], expected: str) -> None:
    data = join(lines()).replace(b"CLM*A1*150*", f"CLM*A1*{charges[0]}*".encode())
    data = data.replace(b"99213*100*", f"99213*{charges[1]}*".encode())
    assert told(data.replace(b"81002*50*", f"81002*{charges[2]}*".encode())) == expected


def test_lines_that_take_back_a_charge_add_up_all_the_same() -> None:
    data = join(lines()).replace(b"81002*50*", b"81002*-50*")
    told_of = [(one.rule, one.severity) for one in x12.report([data]).findings]
    assert sorted(told_of) == [("balance.claim_charge", "error"), ("lines.line_charge", "warning")]


def test_a_claim_for_less_than_nothing_is_sent_back() -> None:
    data = join(lines()).replace(b"*A3*60*", b"*A3*-60*").replace(b"99211*60*", b"99211*-60*")
    found, _ = beyond(data)
    assert [str(one) for one in (found.status, *found.also)] == ["A7:178", "A7:402"]


def test_charges_are_proven() -> None:
    assert are_charged(b"150", (b"100", b"50"))
    assert are_charged(b"1.5", (b"1.50", b"0"))
    wrong = (
        (b"0", b"0"),
        (b"-1", b"-1"),
        (b"150", b"200", b"-50"),
        (b"1.001", b"1.001"),
        (b"5", b"5", b"-0"),
        (b"", b""),
    )
    for total, *charges in wrong:
        assert not are_charged(total, charges)


@pytest.mark.parametrize(
    ("service", "rest", "counted"),
    [
        (b"SV1", b"UN*1***1", True),
        (b"SV1", b"UN*0***1", False),
        (b"SV1", b"UN*1.125***1", True),
        (b"SV1", b"UN*1.1250***1", True),
        (b"SV1", b"UN*1.1255***1", False),
        (b"SV2", b"UN*1.1255", True),
        (b"SV2", b"UN*3", True),
        (b"SV2", b"DA*-3", False),
        (b"SV3", b"11*10*I*1", True),
        (b"SV3", b"11*10**0", False),
        (b"SV3", b"", True),
    ],
)
def test_units_are_proven_by_what_stands_behind_the_charge(service: bytes, rest: bytes, counted: bool) -> None:
    assert are_counted(service, rest) is counted
