"""A repeat is one only while something of the first still lives: each state of the first claim and file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connections

from clearlane.exchange.claims.states import STATES
from clearlane.exchange.interchanges.read import read
from clearlane.exchange.interchanges.repeats import (
    came_before,
    first_with_same_bytes,
    has_same_content,
    is_control_repeated,
)
from clearlane.foundation.clock.read import now
from clearlane.foundation.partitions.identify import new_id
from clearlane.foundation.tenancy.connection import alias, cursor
from clearlane.foundation.tenancy.scope import scope
from clearlane.vocabulary.outcome import Ref
from tests.claims_again import claims_again
from tests.flows.world import BY, World

OVER = {"dead", "rejected", "withdrawn", "rejected_by_payer", "replaced"}


@pytest.fixture
def first(world: World) -> tuple[UUID, bytes, bytes]:
    """A file with one claim that was read: its id, the address of its bytes, the hash of its content."""
    sent = world.send(world.order(claims=1).content)
    world.run()
    ((address,),) = world.rows("SELECT address FROM exchange_intake_file WHERE id = %s", sent.id)
    ((content,),) = world.rows("SELECT content_hash FROM exchange_interchanges_transactionset")
    return sent.id, bytes(address), bytes(content)


def blocks(world: World, first: tuple[UUID, bytes, bytes], **asked: Any) -> tuple[bool, bool]:
    """Whether a file that comes now repeats the first one's bytes, and whether its content."""
    _, address, content = first
    values: dict[str, Any] = {"tenant": world.practice, "address": address, "file": new_id(), "usage": "P"} | asked
    with world.as_role("flow"), scope([1, world.practice], by=BY):
        bytes_again = first_with_same_bytes(**values)
        return bytes_again is not None, has_same_content(tenant=values["tenant"], content_hash=content)


def test_what_is_over_blocks_nothing_and_what_lives_does(
    world: World, owner: Any, first: tuple[UUID, bytes, bytes]
) -> None:
    owner.execute("UPDATE exchange_interchanges_transactionset SET state = 'extracted'")
    told = {}
    for state in STATES:
        owner.execute("UPDATE exchange_claims_claim SET state = %s", [state])
        told[state] = blocks(world, first)
    assert told == {state: (state not in OVER,) * 2 for state in STATES}


def test_the_first_file_is_named_with_its_number(world: World, first: tuple[UUID, bytes, bytes]) -> None:
    id, address, _ = first
    with world.as_role("flow"), scope([1, world.practice], by=BY):
        found = first_with_same_bytes(tenant=world.practice, address=address, file=new_id(), usage="P")
    assert found == (id, world.sent[0].number)


def test_other_bytes_an_earlier_file_and_another_usage_are_no_repeat(
    world: World, first: tuple[UUID, bytes, bytes]
) -> None:
    id, _, _ = first
    assert blocks(world, first)[0]
    assert not blocks(world, first, address=b"\0" * 32)[0]
    assert not blocks(world, first, file=id)[0]
    assert not blocks(world, first, usage="T")[0]


def test_a_file_that_was_not_read_blocks_nothing(world: World, owner: Any, first: tuple[UUID, bytes, bytes]) -> None:
    told = {}
    for state in ("received", "unreadable", "repeat", "read"):
        owner.execute("UPDATE exchange_intake_file SET state = %s WHERE id = %s", [state, first[0]])
        told[state] = blocks(world, first)[0]
    assert told == {"received": False, "unreadable": False, "repeat": False, "read": True}


def test_after_thirty_days_the_same_content_is_new(world: World, owner: Any, first: tuple[UUID, bytes, bytes]) -> None:
    told = {}
    for days in (0, 29, 31):
        owner.execute("UPDATE exchange_interchanges_samecontent SET at = %s", [now() - timedelta(days=days)])
        told[days] = blocks(world, first)[1]
    assert told == {0: True, 29: True, 31: False}


def test_what_still_waits_to_be_extracted_lives(world: World, owner: Any, first: tuple[UUID, bytes, bytes]) -> None:
    owner.execute("UPDATE exchange_claims_claim SET state = 'rejected'")
    owner.execute("UPDATE exchange_interchanges_transactionset SET state = 'read'")
    assert blocks(world, first) == (True, True)


@pytest.mark.parametrize("verdict", ["rejected", "unsupported"])
def test_a_set_that_will_give_no_claim_blocks_no_same_bytes(
    world: World, owner: Any, first: tuple[UUID, bytes, bytes], verdict: str
) -> None:
    owner.execute("UPDATE exchange_claims_claim SET state = 'dead'")
    owner.execute("UPDATE exchange_interchanges_transactionset SET state = 'read', verdict = %s", [verdict])
    assert not blocks(world, first)[0]


@pytest.mark.parametrize("order", [1, -1])
def test_of_the_same_bytes_that_are_read_at_once_one_goes_on_and_the_others_repeat_it(world: World, order: int) -> None:
    content = world.order(claims=2).content
    chunk = [Ref(world.practice, world.send(content, name=name).id) for name in ("one", "two", "three")]
    with world.as_role("flow"), scope([1, world.practice], by=BY):
        read(chunk=chunk[::order], by=BY)
    states = world.rows("SELECT state, split_part(reason, ':', 1) FROM exchange_intake_file ORDER BY number")
    told = ("repeat", f"same bytes as file {world.sent[0].number}")
    assert states == [("read", ""), told, told]


def test_a_file_that_was_read_before_an_earlier_one_of_the_same_bytes_is_the_first(world: World) -> None:
    content = world.order(claims=2).content
    files = [Ref(world.practice, world.send(content, name=name).id) for name in ("one", "two")]
    for file in reversed(files):
        with world.as_role("flow"), scope([1, world.practice], by=BY):
            read(chunk=[file], by=BY)
    states = world.rows("SELECT state, split_part(reason, ':', 1) FROM exchange_intake_file ORDER BY number")
    assert states == [("repeat", f"same bytes as file {world.sent[1].number}"), ("read", "")]


def test_of_contents_those_that_came_are_told(world: World, first: tuple[UUID, bytes, bytes]) -> None:
    _, _, content = first
    with world.as_role("flow"), scope([1, world.practice], by=BY):
        assert came_before(tenant=world.practice, hashes=[content, b"other"]) == {content}
        assert came_before(tenant=world.practice, hashes=[]) == frozenset()
        assert came_before(tenant=1, hashes=[content]) == frozenset()


def test_a_control_number_is_repeated_in_another_file_of_the_same_sender(
    world: World, first: tuple[UUID, bytes, bytes]
) -> None:
    ((control, sender),) = world.rows("SELECT control, sender FROM exchange_interchanges_interchange")
    asked = {
        "another file": (control, sender, uuid4(), True),
        "the file itself": (control, sender, first[0], False),
        "another number": ("999999999", sender, uuid4(), False),
        "another sender": (control, "STRANGER", uuid4(), False),
    }
    with world.as_role("flow"), scope([1, world.practice], by=BY):
        told = {
            case: is_control_repeated(tenant=world.practice, control=number, sender=who, file=file)
            for case, (number, who, file, _) in asked.items()
        }
    assert told == {case: repeated for case, (*_, repeated) in asked.items()}


MANY_CLAIMS = claims_again(
    "jsonb_build_object('id', overlay(claim.id::text placing lpad(n::text, 12, '0') from 25), 'trace_number', n,"
    " 'file_id', gen_random_uuid(), 'set_id', gen_random_uuid())",
    among="generate_series(1, 3000) AS n CROSS JOIN exchange_claims_claim AS claim",
)


def plan(world: World, ask: Callable[[], object]) -> str:
    """How the database answers what is asked, where no table is so small that it is read from end to end."""
    asked: list[tuple[str, Any]] = []

    def overhear(execute: Callable[..., Any], sql: str, values: Any, many: bool, context: Any) -> Any:
        asked.append((sql, values))
        return execute(sql, values, many, context)

    with world.as_role("flow"), scope([1, world.practice], by=BY), cursor() as sql:
        with connections[alias()].execute_wrapper(overhear):
            ask()
        sql.execute("SET LOCAL enable_seqscan = off")
        (statement, values), *_ = asked
        sql.execute(f"EXPLAIN (COSTS off) {statement}", values)
        return "\n".join(line for (line,) in sql.fetchall())


def test_claims_of_the_same_content_are_found_by_their_file(
    world: World, owner: Any, first: tuple[UUID, bytes, bytes]
) -> None:
    owner.execute(MANY_CLAIMS)
    owner.execute("ANALYZE exchange_claims_claim")
    told = plan(world, lambda: has_same_content(tenant=world.practice, content_hash=first[2]))
    assert "(file_id = tset" in " ".join(line for line in told.splitlines() if "Index Cond" in line)


def test_one_interchange_of_the_same_number_is_enough(world: World) -> None:
    told = plan(world, lambda: is_control_repeated(tenant=world.practice, control="1", sender="A", file=uuid4()))
    assert "Aggregate" not in told
