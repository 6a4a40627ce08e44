"""A payer's file becomes responses, each with what it says and where it stands."""

from __future__ import annotations

import json
from typing import Any

from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault.fetch import fetch
from tests.exchange.payer_files import about, ak, answer_277, arrive, send_out, ta1
from tests.flows.world import BY, World

_ROWS = """
    SELECT kind, level, trace, batch_trace, our_trace, body, usage, state, "offset", length, connection_id
    FROM exchange_responses_response ORDER BY set_id, seq
"""


def _rows(world: World) -> list[tuple[Any, ...]]:
    return world.rows(_ROWS)


def test_each_word_of_a_277ca_is_a_response(world: World) -> None:
    first, second, *_ = send_out(world)
    arrive(world, answer_277(about(first), about(second, d9=False)))
    found = [(kind, level, trace, our) for kind, level, trace, _, our, *_ in _rows(world)]
    assert found == [
        ("277CA", "batch", "000000001", ""),
        ("277CA", "claim", first.number, first.trace),
        ("277CA", "claim", second.number, ""),
    ]


def test_a_response_belongs_to_the_connection_and_knows_its_usage(world: World) -> None:
    send_out(world, claims=1)
    arrive(world, ak(1, usage="T"))
    ((*_, usage, _, _, _, connection),) = _rows(world)
    assert (usage, connection) == ("T", world.connection)


def test_a_response_points_to_its_bytes(world: World) -> None:
    claim, *_ = send_out(world, claims=1)
    file = arrive(world, answer_277(about(claim, k1="K1")))
    (*_, offset, length, _) = _rows(world)[-1]
    ((address,),) = world.rows("SELECT address FROM exchange_intake_file WHERE id = %s", file)
    with world.as_role("flow"), scope([1], by=BY):
        content = fetch(tenant=1, address=bytes(address))
    loop = content[offset : offset + length]
    assert loop.startswith(b"HL*4*3*PT~")
    assert b"REF*1K*K1~" in loop
    assert b"SE*" not in loop


def test_the_body_keeps_statuses_source_and_charge(world: World) -> None:
    claim, *_ = send_out(world, claims=1)
    arrive(world, answer_277(about(claim, "A7:562:85", k1="K1")))
    body = json.loads(_rows(world)[-1][5])
    assert body["statuses"][0][0] == ["A7", "562", "85"]
    assert body["source"]["name"] == "SUNRISE HEALTH PLAN"
    assert (body["payer_number"], body["charge"]) == ("K1", claim.dollars)


def test_ta1_and_999_are_one_response_each(world: World) -> None:
    send_out(world, claims=1)
    arrive(world, ta1(1))
    arrive(world, ak(1))
    assert [(kind, level, state) for kind, level, _, _, _, _, _, state, *_ in _rows(world)] == [
        ("TA1", "envelope", "matched"), ("999", "group", "matched"),
    ]  # fmt: skip


def test_what_matched_nothing_is_marked_so(world: World) -> None:
    claim, *_ = send_out(world, claims=1)
    arrive(world, answer_277(about(claim, d9=False, trace="LOST"), batch_trace="LOST"))
    assert [row[7] for row in _rows(world)] == ["aside", "aside"]


def test_a_nul_in_an_answer_stops_nothing(world: World) -> None:
    first, second, *_ = send_out(world)
    content = answer_277(about(first, trace="A\x00B"), about(second)).replace(b"SUNRISE HEALTH", b"SUN\x00\xe9RISE")
    arrive(world, content)
    states = world.rows("SELECT DISTINCT state FROM exchange_claims_claim WHERE id IN (%s, %s)", first.id, second.id)
    assert states == [("accepted_by_payer",)]


def test_an_operator_sees_what_came(world: World) -> None:
    from clearlane.foundation.tenancy.connection import cursor

    claim, *_ = send_out(world, claims=1)
    arrive(world, answer_277(about(claim)))
    with world.as_role("operator"), scope([1], by=BY), cursor() as sql:
        sql.execute("SELECT count(*) FROM exchange_responses_response")
        assert sql.fetchone() == (2,)
