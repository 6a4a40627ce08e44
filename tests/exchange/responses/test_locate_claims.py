"""Whose claim a payer speaks of: by our trace number, else by batch, number and charge, never by a guess."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from clearlane.exchange.responses.find_batch import find_batch
from clearlane.exchange.responses.load_responses import ResponseRow
from clearlane.exchange.responses.locate import FoundBatch, claims_in, find_batches, locate
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.tenancy.scope import scope
from tests.exchange.payer_files import Claim, send_out
from tests.flows.world import BY, World

LONG = "acct-0000000000000000000001"


def response(world: World, **changes: Any) -> ResponseRow:
    """One patient's part of a 277CA over the world's connection."""
    values: dict[str, Any] = {
        "tenant": HOUSE, "id": uuid4(), "file": uuid4(), "set": uuid4(), "connection": world.connection, "usage": "P",
        "kind": "277ca", "level": "claim", "seq": 1, "trace": "", "batch_trace": "", "our_trace": "", "body": {},
        "first_segment": 1, "last_segment": 1, "offset": 0, "length": 0, "state": "new", "statuses": (),
    }  # fmt: skip
    return ResponseRow(**(values | changes))


@pytest.fixture
def sent(world: World) -> list[Claim]:
    """Three claims in one batch: a number as it is, a long one in small letters, and one of the second's charge."""
    numbers = {0: "ACCT-1", 1: LONG, 2: "ACCT-3"}
    return send_out(world, world.order(claims=3, claim_numbers=numbers).content)


@pytest.fixture
def bht03(world: World, sent: list[Claim]) -> str:
    """What the batch is called in its BHT03."""
    ((reference,),) = world.rows("SELECT bht03 FROM exchange_batches_batch")
    return str(reference)


def found(world: World, asked: Mapping[str, ResponseRow]) -> dict[str, UUID | None]:
    """By case: the claim that is found."""
    with world.as_role("flow"), scope([HOUSE], by=BY):
        located = locate(list(asked.values()))
    return {case: located[row.id].claim.id if row.id in located else None for case, row in asked.items()}


def test_our_trace_number_is_enough(world: World, sent: list[Claim]) -> None:
    one, other, _ = sent
    asked = {
        "as it was sent": (one.trace, one.id),
        "with blanks": (f"  {other.trace} ", other.id),
        "a number that nobody has": ("99999999990010001", None),
        "cut short": (one.trace[:-1], None),
        "none": ("", None),
    }
    rows = {case: response(world, our_trace=trace) for case, (trace, _) in asked.items()}
    assert found(world, rows) == {case: claim for case, (_, claim) in asked.items()}


def test_without_it_batch_number_and_charge_tell(world: World, sent: list[Claim], bht03: str) -> None:
    one, long, _ = sent
    asked: dict[str, tuple[str, Claim, UUID | None]] = {
        "as it was sent": ("ACCT-1", one, one.id),
        "in small letters": ("acct-1", one, None),
        "without its hyphen": ("ACCT1", one, None),
        "longer than it was": ("ACCT-12", one, None),
        "the long one whole": (LONG, long, long.id),
        "the long one cut to twenty": (LONG[:20], long, long.id),
        "the long one in capitals": (LONG.upper(), long, long.id),
        "both": (LONG.upper()[:20], long, long.id),
        "cut to nineteen": (LONG[:19], long, None),
        "cut to twenty-one": (LONG[:21], long, None),
        "the charge of another": ("ACCT-1", long, None),
        "nothing": ("", one, None),
    }
    rows = {
        case: response(world, trace=trace, batch_trace=bht03, body={"charge": claim.dollars})
        for case, (trace, claim, _) in asked.items()
    }
    assert found(world, rows) == {case: claim for case, (_, _, claim) in asked.items()}


def test_a_number_is_nothing_without_charge_batch_and_connection(world: World, sent: list[Claim], bht03: str) -> None:
    one = sent[0]
    whole = response(world, trace=one.number, batch_trace=bht03, body={"charge": one.dollars})
    asked = {
        "all of it": whole,
        "no charge": replace(whole, id=uuid4(), body={}),
        "an empty charge": replace(whole, id=uuid4(), body={"charge": ""}),
        "no batch": replace(whole, id=uuid4(), batch_trace=""),
        "another batch": replace(whole, id=uuid4(), batch_trace="999999999"),
        "no connection": replace(whole, id=uuid4(), connection=None),
        "another connection": replace(whole, id=uuid4(), connection=uuid4()),
        "another set of the batch": replace(whole, id=uuid4(), batch_trace=f"{bht03}-2"),
        "the first set by number": replace(whole, id=uuid4(), batch_trace=f"{bht03}-1"),
        "our number goes before": replace(whole, id=uuid4(), trace="", our_trace=one.trace, body={}),
    }
    right = {"all of it", "the first set by number", "our number goes before"}
    assert found(world, asked) == {case: one.id if case in right else None for case in asked}


def test_two_claims_alike_are_none(world: World) -> None:
    content = world.order(claims=2, claim_numbers={0: "TWIN", 1: "twin"}, max_lines=1).content
    first, second = send_out(world, content)
    ((reference,),) = world.rows("SELECT bht03 FROM exchange_batches_batch")
    world.rows("UPDATE exchange_claims_claim SET total_cents = 10000 RETURNING id")
    rows = {
        trace: response(world, trace=trace, batch_trace=str(reference), body={"charge": "100"})
        for trace in ("TWIN", "twin")
    }
    assert found(world, rows) == {"TWIN": None, "twin": second.id}
    assert first.number == "TWIN"


def test_a_batch_is_named_by_its_reference_and_the_number_of_the_set(
    world: World, sent: list[Claim], bht03: str
) -> None:
    traces = {
        bht03: 1, f" {bht03} ": 1, f"{bht03}-1": 1, f"{bht03}-2": 2, f"{bht03}-00002": 2, f"{bht03}-x": 1,
        f"{bht03}-": 1, f"{bht03}-123456": 1, f"{bht03}x": None, f"X{bht03}": None, "": None, "-1": None,
    }  # fmt: skip
    rows = {trace: response(world, batch_trace=trace) for trace in traces}
    with world.as_role("flow"), scope([HOUSE], by=BY):
        batches = find_batches(list(rows.values()))
        inside = claims_in(batches.values())
    assert {trace: batches[row.id].set_seq if row.id in batches else None for trace, row in rows.items()} == traces
    in_set = {batch.set_seq: {ref.id for ref in refs} for batch, refs in inside.items()}
    assert in_set == {1: {claim.id for claim in sent}, 2: set()}


def test_all_sets_of_a_batch_are_meant_by_none(world: World, sent: list[Claim]) -> None:
    batch = sent[0].batch
    assert batch is not None
    whole = FoundBatch(batch, world.connection, "P")
    with world.as_role("flow"), scope([HOUSE], by=BY):
        assert {ref.id for ref in claims_in([whole])[whole]} == {claim.id for claim in sent}
        assert claims_in([]) == {}


def test_a_ta1_or_999_names_a_batch_by_connection_usage_and_number(world: World, sent: list[Claim]) -> None:
    ((control,),) = world.rows("SELECT control FROM exchange_batches_batch")
    whole = response(world, kind="999", level="batch", body={"control": f"{control:09d}"})
    asked = {
        "with zeros": whole,
        "without": replace(whole, id=uuid4(), body={"control": str(control)}),
        "a test": replace(whole, id=uuid4(), usage="T"),
        "another connection": replace(whole, id=uuid4(), connection=uuid4()),
        "no connection": replace(whole, id=uuid4(), connection=None),
        "another number": replace(whole, id=uuid4(), body={"control": str(control + 1)}),
        "no number": replace(whole, id=uuid4(), body={"control": "1O1"}),
    }
    with world.as_role("flow"), scope([HOUSE], by=BY):
        batches = find_batch(list(asked.values()))
    named = {case: batches[row.id].id if row.id in batches else None for case, row in asked.items()}
    assert named == {case: sent[0].batch if case in ("with zeros", "without") else None for case in asked}
