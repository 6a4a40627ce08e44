from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards.x12.generate.file_837p import File837P, file_837p
from clearlane.standards.x12.generate.order import Order
from clearlane_sandbox.read_837 import NoInterchange, cents, is_whole, read_837
from tests.sandbox.conftest import TODAY


def test_read_837_finds_each_claim_with_its_charge(batch: File837P) -> None:
    (interchange,) = read_837(batch.content)
    claims = interchange.claims()
    assert [claim.number for claim in claims] == [planned.number for planned in batch.claims]
    assert [claim.cents for claim in claims] == [int(planned.amount * 100) for planned in batch.claims]
    assert [claim.trace for claim in claims] == [planned.sender_trace for planned in batch.claims]


def test_read_837_finds_provider_payer_and_lines(batch: File837P) -> None:
    (interchange,) = read_837(batch.content)
    for claim, planned in zip(interchange.claims(), batch.claims, strict=True):
        assert (claim.provider.id, claim.provider.tin, claim.payer_id) == (planned.npi, planned.tin, planned.payer)
        assert len(claim.lines) == planned.lines
        assert claim.cents == sum(line.cents for line in claim.lines)


def test_read_837_knows_dependents_by_the_subscribers_member_id(batch: File837P) -> None:
    claims = read_837(batch.content)[0].claims()
    dependents = [claim for claim in claims if claim.patient is not claim.subscriber]
    assert dependents
    assert all(claim.patient.id == claim.subscriber.id for claim in dependents)


def test_read_837_counts_positions_from_the_sets_first_segment(batch: File837P) -> None:
    text = batch.content.decode().split("~\n")
    first = next(place for place, segment in enumerate(text) if segment.startswith("CLM*"))
    assert read_837(batch.content)[0].claims()[0].position == first - 1


def test_read_837_reads_any_delimiters_the_same() -> None:
    usual = Order(seed=3, claims=5, today=TODAY)
    other = Order(seed=3, claims=5, today=TODAY, delimiters="|>!]", line_end="")
    one, two = (read_837(file_837p(order).content)[0].claims() for order in (usual, other))
    assert one == two


def test_read_837_reads_several_interchanges(batch: File837P) -> None:
    assert len(read_837(batch.content * 3)) == 3


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [((b"IEA*1*000000077", b"IEA*1*000000078"), "001"), ((b"IEA*1*", b"IEA*2*"), "021")],
)
def test_read_837_sees_a_wrong_interchange_trailer(batch: File837P, wrong: tuple[bytes, bytes], problem: str) -> None:
    assert read_837(batch.content.replace(*wrong))[0].problem == problem


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ((b"GS*HC", b"GS*HP"), "1"), ((b"X*005010X222A1~\nST", b"X*004010X098A1~\nST"), "2"),
        ((b"GE*2*77", b"GE*2*78"), "4"), ((b"GE*2*77", b"GE*3*77"), "5"),
    ],
)  # fmt: skip
def test_read_837_sees_a_wrong_group(batch: File837P, wrong: tuple[bytes, bytes], problem: str) -> None:
    (interchange,) = read_837(batch.content.replace(*wrong))
    assert interchange.groups[0].problem == problem
    assert interchange.claims() == []


def test_read_837_sees_a_wrong_segment_count_in_one_set(batch: File837P) -> None:
    content = batch.content.replace(b"\nSE*", b"\nSE*9", 1)
    sets = read_837(content)[0].groups[0].sets
    assert [part.problem for part in sets] == ["4", ""]


def test_read_837_sees_a_wrong_set_trailer(batch: File837P) -> None:
    content = batch.content.replace(b"*0002~\nGE", b"*0003~\nGE")
    assert [part.problem for part in read_837(content)[0].groups[0].sets] == ["", "3"]


@pytest.mark.parametrize("content", [b"", b"hello", b"ISA*00", b"GS*HC~" * 40])
def test_read_837_has_nobody_to_answer_without_an_isa(content: bytes) -> None:
    with pytest.raises(NoInterchange):
        read_837(content)


def test_read_837_refuses_an_isa_whose_delimiters_are_the_same(batch: File837P) -> None:
    with pytest.raises(NoInterchange):
        read_837(batch.content.replace(b"*P*:~", b"*P**~", 1))


def test_is_whole_waits_for_the_end_of_the_interchange(batch: File837P) -> None:
    end = batch.content.index(b"IEA")
    assert is_whole(batch.content)
    assert not any(is_whole(batch.content[:cut]) for cut in range(3, end + 15, 97))
    assert is_whole(b"this will never be an interchange")


@given(st.integers(min_value=0, max_value=10**9))
@settings(max_examples=50)
def test_cents_reads_every_way_of_writing_an_amount(amount: int) -> None:
    whole, rest = divmod(amount, 100)
    assert cents(f"{whole}.{rest:02d}") == cents(f"0{whole}.{rest:02d}") == amount
    assert rest or cents(str(whole)) == amount


@pytest.mark.parametrize(("text", "value"), [("", 0), ("abc", 0), ("-1.5", -150), (".5", 50), ("1E", 0)])
def test_cents_counts_what_is_no_amount_as_nothing(text: str, value: int) -> None:
    assert cents(text) == value
