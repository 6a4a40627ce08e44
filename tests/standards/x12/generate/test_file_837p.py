from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards.x12.generate.draw import check_digit
from clearlane.standards.x12.generate.file_837p import file_837p
from clearlane.standards.x12.generate.make_pairs import make_pairs
from clearlane.standards.x12.generate.order import SANDBOX_PAYERS, Address, Order, Pair, Payer
from clearlane.standards.x12.generate.stream_837p import stream_837p
from clearlane.vocabulary.npi import is_npi
from tests.sandbox.eyes import pyx12_findings, segments

TODAY = dt.date(2026, 3, 2)
FIRST_CLAIM_OF_SEED_ONE = [
    "CLM*ULHTY000000*330.58***11:B:1*Y*A*Y*Y",
    "HI*ABK:I2510",
    "SV1*HC:99203*165*UN*1***1",
    "SV1*HC:81002*28*UN*2***1",
    "SV1*HC:94640*72.6*UN*2***1",
    "SV1*HC:82947*17.22*UN*1***1",
    "SV1*HC:85025*32.25*UN*1***1",
    "SV1*HC:36415*15.51*UN*1***1",
]


def order(**changes: object) -> Order:
    settled: dict[str, object] = {"seed": 1, "claims": 12, "today": TODAY, **changes}
    return Order(**settled)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(6))
def test_a_clean_file_is_accepted_by_pyx12(seed: int) -> None:
    assert pyx12_findings(file_837p(order(seed=seed, claims=20, claims_per_set=8)).content) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"usage": "T"}, {"delimiters": "|>!]"}, {"line_end": ""}, {"line_end": "\r\n"}, {"claims": 1},
        {"share_dependents": 1.0}, {"ack_requested": True, "control": 999_999_999}, {"version": "005010X222A1"},
        {"max_lines": 1, "share_sender_trace": 1.0, "share_line_controls": 1.0},
    ],
)  # fmt: skip
def test_a_file_made_otherwise_is_accepted_too(changes: dict[str, object]) -> None:
    assert pyx12_findings(file_837p(order(**changes)).content) == []


@given(st.integers(min_value=0, max_value=2**64))
@settings(max_examples=15, deadline=None)
def test_the_same_seed_gives_the_same_bytes(seed: int) -> None:
    one, two = file_837p(order(seed=seed, claims=5)), file_837p(order(seed=seed, claims=5))
    assert one == two
    assert one.content != file_837p(order(seed=seed + 1, claims=5)).content


def test_these_are_the_bytes_of_seed_one_on_every_python() -> None:
    text = file_837p(order(claims=1, line_end="")).content.decode()
    assert [s for s in text.split("~") if s[:3] in ("CLM", "HI*", "SV1")] == FIRST_CLAIM_OF_SEED_ONE


def test_stream_837p_gives_the_same_bytes_piece_by_piece() -> None:
    whole = file_837p(order(claims=70, claims_per_set=30))
    pieces = list(stream_837p(order(claims=70, claims_per_set=30)))
    assert b"".join(piece for piece, _ in pieces) == whole.content
    assert tuple(claim for _, claim in pieces if claim) == whole.claims
    assert max(len(piece) for piece, _ in pieces) < 5000


def test_counts_and_control_numbers_are_right() -> None:
    found = segments(file_837p(order(claims=70, claims_per_set=30, control=4711)).content)
    starts = [place for place, segment in enumerate(found) if segment[0] == "ST"]
    ends = [place for place, segment in enumerate(found) if segment[0] == "SE"]
    assert [int(found[end][1]) for end in ends] == [end - start + 1 for start, end in zip(starts, ends, strict=True)]
    assert [found[place][2] for place in starts] == [found[place][2] for place in ends] == ["0001", "0002", "0003"]
    assert found[-2] == ["GE", "3", "4711"]
    assert found[-1] == ["IEA", "1", "000004711"]


def test_each_set_has_a_reference_of_its_own() -> None:
    references = [s[3] for s in segments(file_837p(order(claims=9, claims_per_set=3)).content) if s[0] == "BHT"]
    assert len(set(references)) == 3
    assert all(len(reference) <= 30 for reference in references)


def test_the_manifest_tells_number_amount_payer_and_provider() -> None:
    file = file_837p(order())
    clm = [segment for segment in segments(file.content) if segment[0] == "CLM"]
    assert [(claim.number, claim.amount) for claim in file.claims] == [(s[1], Decimal(s[2])) for s in clm]
    assert {claim.expected for claim in file.claims} == {"accepted"}
    assert {claim.npi for claim in file.claims} <= {pair.npi for pair in make_pairs(seed=1, count=3)}
    assert {claim.payer for claim in file.claims} <= {payer.id for payer in SANDBOX_PAYERS}


def test_each_claim_adds_up_to_the_cent() -> None:
    total, lines = Decimal(0), Decimal(0)
    for segment in segments(file_837p(order(claims=200)).content):
        if segment[0] == "CLM":
            assert total == lines
            total, lines = Decimal(segment[2]), Decimal(0)
        elif segment[0] == "SV1":
            lines += Decimal(segment[2])
    assert total == lines


def test_a_file_is_of_realistic_variety() -> None:
    found = segments(file_837p(order(claims=400)).content)
    places = {s[5].split(":")[0] for s in found if s[0] == "CLM"}
    assert places >= {"11", "02", "10", "22", "23", "21"}
    assert {s[3] for s in found if s[0] == "HL"} == {"20", "22", "23"}
    assert {int(s[1]) for s in found if s[0] == "LX"} == {1, 2, 3, 4, 5, 6}
    assert any(s[:2] == ["REF", "D9"] for s in found)
    assert any(s[:2] == ["REF", "6R"] for s in found)
    assert any(s[:2] == ["DTP", "431"] for s in found)
    assert len({s[3] for s in found if s[:2] == ["NM1", "IL"]}) > 40


def test_each_npi_has_its_check_digit() -> None:
    found = segments(file_837p(order(claims=100)).content)
    npis = [s[9] for s in found if s[0] == "NM1" and s[8:9] == ["XX"]]
    assert npis
    assert all(is_npi(npi) for npi in npis)
    assert check_digit("123456789") == "3"


def test_the_pairs_and_payers_of_the_order_are_used() -> None:
    pairs = (Pair("1234567893", "123456780", "ONLY CLINIC"),)
    file = file_837p(order(pairs=pairs, payers=(Payer("P1", "PAYER ONE"),)))
    assert {(claim.npi, claim.tin, claim.payer) for claim in file.claims} == {("1234567893", "123456780", "P1")}
    assert b"ONLY CLINIC" in file.content


def test_a_provider_lives_at_one_place_in_every_file() -> None:
    pair = make_pairs(seed=9, count=1)
    addresses = set()
    for seed in range(3):
        found = segments(file_837p(order(seed=seed, pairs=pair)).content)
        place = next(n for n, s in enumerate(found) if s[:2] == ["NM1", "85"])
        addresses.add(tuple(map(tuple, found[place + 1 : place + 3])))
    assert len(addresses) == 1


def test_one_seed_with_two_providers_gives_twins() -> None:
    pairs = make_pairs(seed=9, count=2)
    one, two = (file_837p(order(pairs=(pair,))) for pair in pairs)
    assert [(c.number, c.amount, c.payer) for c in one.claims] == [(c.number, c.amount, c.payer) for c in two.claims]
    assert {claim.npi for claim in one.claims} != {claim.npi for claim in two.claims}
    names = [[s for s in segments(file.content) if s[:2] == ["NM1", "IL"]] for file in (one, two)]
    assert names[0] == names[1]


def test_services_lie_in_the_days_before_today() -> None:
    days = [s[3] for s in segments(file_837p(order(claims=200, days_back=10)).content) if s[:2] == ["DTP", "472"]]
    assert set(days) <= {f"{TODAY - dt.timedelta(days=back):%Y%m%d}" for back in range(1, 11)}


def test_services_can_end_earlier_than_yesterday() -> None:
    last = dt.date(2025, 9, 30)
    found = segments(file_837p(order(claims=200, days_back=30, last_service=last)).content)
    days = [s[3] for s in found if s[:2] == ["DTP", "472"]]
    assert "20250901" <= min(days) <= max(days) == "20250930"


def test_claim_numbers_can_be_given() -> None:
    file = file_837p(order(claims=3, claim_numbers={1: "SAME-NUMBER"}))
    assert [claim.number == "SAME-NUMBER" for claim in file.claims] == [False, True, False]


def test_other_seeds_give_other_claim_numbers() -> None:
    numbers = [claim.number for seed in range(50) for claim in file_837p(order(seed=seed, claims=10)).claims]
    assert len(set(numbers)) == 500
    assert max(map(len, numbers)) <= 20


def test_a_file_without_claims_is_an_envelope_without_sets() -> None:
    assert [s[0] for s in segments(file_837p(order(claims=0)).content)] == ["ISA", "GS", "GE", "IEA"]


def test_make_pairs_gives_different_providers() -> None:
    pairs = make_pairs(seed=4, count=60)
    assert len({pair.npi for pair in pairs}) == len({pair.name for pair in pairs}) == 60
    assert all(is_npi(pair.npi) and len(pair.tin) == 9 for pair in pairs)
    assert make_pairs(seed=4, count=60) == pairs


@pytest.mark.parametrize(
    "changes",
    [
        {"claims": -1}, {"claims_per_set": 0}, {"max_lines": 0}, {"control": 10**9}, {"usage": "X"}, {"payers": ()},
        {"delimiters": "*:^"}, {"delimiters": "**^~"}, {"delimiters": "A:^~"}, {"delimiters": "-:^~"},
    ],
)  # fmt: skip
def test_an_order_that_cannot_be_written_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        order(**changes)


def test_an_address_that_is_given_is_that_of_every_billing_provider_and_changes_nothing_else() -> None:
    order = Order(seed=4, claims=30, today=TODAY)
    plain = file_837p(order).content.decode().split("\n")
    moved = file_837p(replace(order, address=Address("1 ELM STREET", "SALEM", "OR", "97301"))).content.decode()
    changed = {(before[:3], after) for before, after in zip(plain, moved.split("\n"), strict=True) if before != after}
    assert changed == {("N3*", "N3*1 ELM STREET~"), ("N4*", "N4*SALEM*OR*97301~")}
