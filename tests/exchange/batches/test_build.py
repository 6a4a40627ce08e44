"""Building: one lane, one batch, one number; what cannot leave is held, and nothing is built twice."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from clearlane.exchange.batches.build import build
from clearlane.exchange.connections.add import add
from clearlane.foundation.clock.read import today
from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault.fetch import fetch
from clearlane.standards import x12
from clearlane.standards.x12.generate.order import SANDBOX_PAYERS
from clearlane.vocabulary.outcome import Already, Aside, Kind, Moved, Outcome, Ref
from tests.exchange.payer_files import claims_of, extracts
from tests.flows.test_poison import OUT, advance
from tests.flows.world import BY, PROFILE, World

SUNRISE = tuple(payer for payer in SANDBOX_PAYERS if payer.id == "SUNRISE")
UP_TO_READY = OUT[: OUT.index("claims/batches.build")]


def ready(world: World, **order: Any) -> list[Ref]:
    """Claims that wait for a batch."""
    world.send(world.order(**order).content, name=f"{order.get('control', 1)}.837")
    advance(world, *UP_TO_READY)
    return [claim.ref for claim in claims_of(world) if claim.state == "ready"]


def built(world: World, *claims: Ref) -> list[Outcome]:
    with world.as_role("flow"), scope([1, *{claim.tenant for claim in claims}], by=BY):
        return build(chunk=claims, by=BY)


def content(world: World) -> list[bytes]:
    rows = world.rows("SELECT address FROM exchange_batches_batch ORDER BY control")
    with world.as_role("flow"), scope([1], by=BY):
        return [fetch(tenant=1, address=bytes(address)) for (address,) in rows]


def test_a_lane_becomes_one_batch_that_is_handed_on_once(world: World) -> None:
    claims = ready(world, claims=4)
    outcomes = built(world, *claims)
    given = [one for outcome in outcomes if isinstance(outcome, Moved) for one in outcome.gives]
    assert [one.kind for one in given] == [Kind.BATCH]
    row = world.rows("SELECT claims, cents, control, bht03, usage, state, name, size FROM exchange_batches_batch")
    total = sum(claim.cents for claim in claims_of(world))
    (file,) = content(world)
    assert row == [(4, total, 1, "000000001", "P", "built", "837P_000000001.837", len(file))]
    assert x12.report([file]).accepted


def test_building_again_builds_nothing(world: World) -> None:
    claims = ready(world, claims=2)
    built(world, *claims)
    assert built(world, *claims) == [Already(ref) for ref in claims]
    assert len(content(world)) == 1


def test_numbers_of_a_connection_never_repeat(world: World) -> None:
    for control in (1, 2, 3):
        built(world, *ready(world, seed=control, claims=1, control=control))
    controls = world.rows("SELECT control, name FROM exchange_batches_batch ORDER BY control")
    assert [control for control, _ in controls] == [1, 2, 3]
    assert len({name for _, name in controls}) == 3
    assert [x12.report([file]).interchanges[0].control for file in content(world)] == [
        "000000001", "000000002", "000000003",
    ]  # fmt: skip


def test_a_number_is_given_back_when_the_transaction_fails(world: World) -> None:
    claims = ready(world, claims=1)
    with pytest.raises(ZeroDivisionError):
        _build_and_fail(world, claims)
    built(world, *claims)
    assert world.rows("SELECT control FROM exchange_batches_batch") == [(1,)]


def _build_and_fail(world: World, claims: list[Ref]) -> None:
    with world.as_role("flow"), scope([1, world.practice], by=BY):
        build(chunk=claims, by=BY)
        raise ZeroDivisionError


def test_every_claim_can_be_found_in_the_batch_by_our_number(world: World) -> None:
    built(world, *ready(world, claims=5))
    (file,) = content(world)
    segments = file[file.index(b"ST*837") :].split(b"~")
    rows = world.rows("SELECT trace_number, first_segment, last_segment FROM exchange_batches_locator")
    numbers = {claim.trace: claim.number for claim in claims_of(world)}
    assert len(rows) == 5
    for trace, first, last in rows:
        assert segments[first - 1].startswith(f"CLM*{numbers[trace]}*".encode())
        assert f"REF*D9*{trace}".encode() in segments[first - 1 : last]


def routed(world: World, owner: psycopg.Connection[Any], *routes: tuple[str, str, int, int | None]) -> None:
    """SUNRISE's routes: its id there, the transaction, from and until which day (counted from today)."""
    owner.execute("DELETE FROM exchange_routing_route WHERE payer_id = 'SUNRISE'")
    for there, transaction, since, until in routes:
        owner.execute(
            "INSERT INTO exchange_routing_route (id, payer_id, transaction, claim_type, line_of_business, state, "
            "connection_id, payer_id_there, payer_name_there, needs_enrollment, from_date, until_date) "
            "VALUES (%s, 'SUNRISE', %s, '', '', '', %s, %s, '', false, %s, %s)",
            [uuid4(), transaction, world.connection, there, day(since), None if until is None else day(until)],
        )


def day(offset: int) -> dt.date:
    return today() + dt.timedelta(days=offset)


@pytest.mark.parametrize(
    ("routes", "called"),
    [
        ([("OLD", "837P", -9, -1), ("NOW", "837P", -1, None), ("SOON", "837P", 3, None)], "NOW"),
        ([("NOW", "837P", -1, None), ("SOON", "837P", 3, None), ("OLD", "837P", -9, -1)], "NOW"),
        ([("NOW", "837P", -9, None), ("OLD", "837P", -2, -1)], "NOW"),
        ([("OTHER", "270", -1, None), ("NOW", "837P", -9, None), ("OTHER", "270", -5, None)], "NOW"),
        ([("FIRST", "837P", -9, None), ("NOW", "837P", -1, None)], "NOW"),
    ],
)
def test_the_payer_is_called_as_the_route_of_the_day_says(
    world: World, owner: psycopg.Connection[Any], routes: list[tuple[str, str, int, int | None]], called: str
) -> None:
    routed(world, owner, *routes)
    built(world, *ready(world, claims=2, payers=SUNRISE))
    (file,) = content(world)
    assert set(re.findall(rb"NM1\*PR\*2\*[^*]*\*{5}PI\*([^~*]+)", file)) == {called.encode()}


def test_a_claim_that_was_routed_before_its_route_ended_is_called_as_it_said(
    world: World, owner: psycopg.Connection[Any]
) -> None:
    routed(world, owner, ("NOW", "837P", -9, None))
    claims = ready(world, claims=1, payers=SUNRISE)
    owner.execute("UPDATE exchange_routing_route SET until_date = %s WHERE payer_id = 'SUNRISE'", [day(0)])
    built(world, *claims)
    assert b"*****PI*NOW~" in content(world)[0]


def test_a_payer_that_a_sender_writes_in_small_letters_is_called_as_over_there(
    world: World, owner: psycopg.Connection[Any]
) -> None:
    routed(world, owner, ("THERE", "837P", -9, None))
    small = world.order(claims=1, payers=SUNRISE).content.replace(b"*PI*SUNRISE", b"*PI*sunrise")
    assert b"*PI*sunrise" in small
    world.send(small)
    advance(world, *UP_TO_READY)
    built(world, *(claim.ref for claim in claims_of(world) if claim.state == "ready"))
    assert b"*****PI*THERE~" in content(world)[0]


def test_each_owner_keeps_his_part_of_the_batch(world: World) -> None:
    built(world, *ready(world, claims=3))
    claims = claims_of(world)
    for claim in claims:
        (kept,) = extracts(world, claim, "out837")
        assert f"CLM*{claim.number}*" in kept
        assert not any(f"CLM*{other.number}*" in kept for other in claims if other.number != claim.number)


def test_what_each_owner_keeps_stands_in_the_batch_segment_by_segment(world: World) -> None:
    """Envelope, head and levels too: by them a payer and we speak of the same interchange, group and set."""
    built(world, *ready(world, claims=6))
    whole = content(world)[0].decode().split("~")
    for claim in claims_of(world):
        (kept,) = extracts(world, claim, "out837")
        segments = kept.removesuffix("~").split("~")
        assert [one.split("*")[0] for one in segments[:8]] == ["ISA", "GS", "ST", "BHT", "NM1", "PER", "NM1", "HL"]
        places = [whole.index(one) for one in segments if one.split("*")[0] in ("ISA", "GS", "ST", "BHT", "HL")]
        assert places == sorted(places)
        assert set(segments) <= set(whole)


def test_a_value_that_would_be_a_delimiter_over_there_holds_its_claim_alone(
    world: World, owner: psycopg.Connection[Any]
) -> None:
    with world.as_role("operator"), scope([1], by=BY):
        profile = PROFILE.format(port=1).replace("gather_seconds = 0", 'delimiters = "*:~%"')
        add(name="sunrise", tier="production", profile=profile, by=BY)
    made = world.order(claims=3).content.decode()
    odd = made.replace("HI*", "NTE*ADD*HALF 50% OFF~\nHI*", 1)
    world.send(re.sub(r"SE\*(\d+)\*0001", lambda found: f"SE*{int(found[1]) + 1}*0001", odd).encode())
    advance(world, *UP_TO_READY)
    claims = [claim.ref for claim in claims_of(world) if claim.state == "ready"]
    outcomes = built(world, *claims)
    asides = [outcome for outcome in outcomes if isinstance(outcome, Aside)]
    assert [outcome.reason for outcome in asides] == ["characters"]
    assert world.states() == {"batched": len(claims) - 1, "held": 1}
    assert owner.execute("SELECT claims FROM exchange_batches_batch").fetchone() == (len(claims) - 1,)
    ((rule, disposition),) = owner.execute(
        "SELECT rule, disposition FROM exchange_claims_claimfinding WHERE disposition <> 'warn'"
    ).fetchall()
    assert (rule, disposition) == ("characters", "hold")
