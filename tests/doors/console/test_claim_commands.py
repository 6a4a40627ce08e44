"""The operator's commands about claims: how all stand, the life of one, and what goes on or is dropped."""

from __future__ import annotations

import getpass
import json
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from clearlane.flows.run import run
from clearlane.flows.steps import STEPS
from tests.doors.console.test_api_commands import Say
from tests.flows.world import World, found

BY = ("--by", "ann")
NOW = (*BY, "--wait", "0")
NOT_YET = "waits for its check; clearlane trace shows it"
FIRST = ("claims/interchanges.read", "claims/claims.extract", "claims/edits.check")
STRANGER = "stranger_pair"
Owner = psycopg.Connection[Any]


@pytest.fixture
def world(house: int, tenant: Callable[..., int], as_role: Any) -> World:
    """A live practice, the sandbox's payers, and one connection to all of them."""
    return found(house, tenant(kind="practice", name="Maple Family Practice"), as_role)


@pytest.fixture
def held(world: World) -> Iterator[World]:
    """Five claims that were judged: one is held, for its provider is not the practice's. The rest as operator."""
    world.send(world.order(planted={2: STRANGER}).content)
    world.run(*FIRST)
    with world.as_role("operator"):
        yield world


def claims(world: World, state: str) -> list[str]:
    """The ids of the claims in a state."""
    return [str(id) for (id,) in world.rows("SELECT id FROM exchange_claims_claim WHERE state = %s ORDER BY id", state)]


def number(world: World, id: str) -> str:
    """The sender's number of a claim."""
    ((found,),) = world.rows("SELECT patient_control_number FROM exchange_claims_claim WHERE id = %s", id)
    return str(found)


def events(owner: Owner, event: str) -> list[str]:
    """Who did that, by the trail."""
    rows = owner.execute("SELECT by FROM foundation_audit_entry WHERE event = %s ORDER BY id", [event]).fetchall()
    return [by for (by,) in rows]


# -- status


def test_the_status_of_an_empty_house_closes(desk: Any, say: Say) -> None:
    code, said = say("status")
    assert code == 0
    assert said.startswith("0 claims in 0 files; 0 wait for an answer, 0 things are due\n")
    assert said.endswith("the tie-out closes\n")


def test_the_status_counts_claims_by_where_they_stand(held: World, say: Say) -> None:
    code, said = say("status", *BY)
    assert code == 0
    assert said.startswith("5 claims in 1 files")
    lines = [" ".join(line.split()) for line in said.splitlines()]
    assert any(line.startswith("received 5 ") for line in lines)
    assert any(line.startswith("held 1 ") for line in lines)
    assert [line for line in lines if line.startswith("worklist: ")] == ["worklist: 1 claim held"]


def test_the_status_in_json_says_the_same(held: World, say: Say) -> None:
    told = json.loads(say("status", "--json")[1])
    places = {place: one["count"] for place, one in told["tie_out"]["places"].items() if one["count"]}
    assert (told["closes"], told["progress"]["claims"]) == (True, 5)
    assert places == {"held": 1, "waiting": 4}
    assert [one["open"] for one in told["worklist"]] == [1]
    assert sum(one["cents"] for one in told["tie_out"]["places"].values()) == told["tie_out"]["received"]["cents"]


def test_a_claim_that_vanished_keeps_the_tie_out_open(held: World, say: Say, superuser: Owner) -> None:
    superuser.execute("SET session_replication_role = replica")
    superuser.execute("DELETE FROM exchange_claims_claim WHERE state = 'held'")
    code, said = say("status")
    assert code == 1
    assert "THE TIE-OUT DOES NOT CLOSE" in said
    assert json.loads(say("status", "--json")[1])["closes"] is False


def test_who_asks_for_the_status_is_in_the_trail(held: World, say: Say, owner: Owner) -> None:
    say("status", *BY)
    say("status")
    assert events(owner, "house:status:read") == ["operator:ann", f"operator:{getpass.getuser()}"]


# -- trace


def test_a_claim_is_traced_by_our_id_and_by_the_senders_number(held: World, say: Say) -> None:
    (id,) = claims(held, "held")
    by_id = say("trace", id, *BY)
    by_number = say("trace", "--number", number(held, id), "--tenant", str(held.practice), *BY)
    assert by_id[0] == by_number[0] == 0
    assert by_id[1] == by_number[1]
    assert by_id[1].startswith(f"claim {id} of tenant {held.practice}\n")


def test_a_trace_tells_the_moves_the_findings_and_the_bytes(held: World, say: Say) -> None:
    (id,) = claims(held, "held")
    said = say("trace", id, *BY)[1]
    assert "what happened" in said
    assert "-> held" in said
    assert "what the edits say" in said
    assert f"CLM*{number(held, id)}*" in said
    assert "what payers decided" not in said


def test_a_trace_in_json_is_a_list_of_lives(held: World, say: Say) -> None:
    (id,) = claims(held, "held")
    (life,) = json.loads(say("trace", id, *BY, "--json")[1])
    assert life["summary"]["state"] == "held"
    assert f"CLM*{number(held, id)}*" in life["bytes"][0]["content"]


def test_two_claims_of_one_number_are_two_lives(held: World, say: Say) -> None:
    (id,) = claims(held, "held")
    other = held.order(seed=2, control=9)
    numbered = other.content.replace(other.claims[0].number.encode(), number(held, id).encode())
    held.send(numbered, name="other.837")
    held.run(*FIRST)
    lives = json.loads(say("trace", "--number", number(held, id), "--tenant", str(held.practice), *BY, "--json")[1])
    told = say("trace", "--number", number(held, id), "--tenant", str(held.practice), *BY)[1]
    assert told.count("\nwhat happened\n") == len({life["claim"]["id"] for life in lives}) == 2


@pytest.mark.parametrize("asked", [["T-NOTHING"], [str(uuid4())], ["--number", "NONE", "--tenant", "{practice}"]])
@pytest.mark.parametrize("as_json", [[], ["--json"]])
def test_a_claim_that_is_not_there_is_said(asked: list[str], as_json: list[str], held: World, say: Say) -> None:
    words = [word.format(practice=held.practice) for word in asked]
    code, said = say("trace", *words, *as_json)
    assert code == 1
    assert said == ("[]\n" if as_json else "") + "no such claim\n"


def test_another_tenants_claim_is_not_found_by_its_number(held: World, say: Say, tenant: Callable[..., int]) -> None:
    (id,) = claims(held, "held")
    assert say("trace", "--number", number(held, id), "--tenant", str(tenant()))[0] == 1


@pytest.mark.parametrize("words", [[], ["X", "--number", "Y", "--tenant", "2"], ["--number", "Y"]])
def test_a_claim_is_named_in_one_way(words: list[str], desk: Any, say: Say) -> None:
    assert say("trace", *words) == (
        2,
        "clearlane trace: name a claim by our id or trace number, or by --number with --tenant\n",
    )


def test_who_traces_a_claim_is_in_the_trail(held: World, say: Say, owner: Owner) -> None:
    (id,) = claims(held, "held")
    say("trace", id, *BY)
    row = owner.execute(
        "SELECT tenant_id, by FROM foundation_audit_entry WHERE subjects @> ARRAY[%s::uuid] AND by = 'operator:ann'",
        [id],
    ).fetchall()
    assert row == [(held.practice, "operator:ann")]


# -- release


def test_a_held_claim_that_is_released_goes_on(held: World, say: Say) -> None:
    (id,) = claims(held, "held")
    assert say("release", id, *NOW) == (0, f"1 released\n{id}  {NOT_YET}\n")
    held.run(*FIRST)
    assert claims(held, "held") == []
    assert say("worklist", *BY) == (0, "nothing to look at\n")


def test_a_held_claim_that_is_dropped_is_withdrawn(held: World, say: Say) -> None:
    (id,) = claims(held, "held")
    assert json.loads(say("release", "--drop", id, *BY, "--json")[1]) == {"dropped": 1}
    assert claims(held, "withdrawn") == [id]
    assert json.loads(say("status", "--json")[1])["closes"] is True


def test_one_that_was_not_held_is_said_by_the_exit_code(held: World, say: Say) -> None:
    (id,) = claims(held, "held")
    other = claims(held, "batched")[0]
    not_held = "is no claim and no file that is held; nothing was done"
    said = say("release", id, other, *NOW)
    assert said == (1, f"1 released\n{id}  {NOT_YET}\nclearlane release: {other} {not_held}\n")
    assert say("release", id, *NOW) == (1, f"0 released\nclearlane release: {id} {not_held}\n")


@pytest.mark.parametrize("command", [["release"], ["release", "--drop"]], ids=" ".join)
def test_one_that_is_named_twice_is_one(command: list[str], held: World, say: Say) -> None:
    (id,) = claims(held, "held")
    assert say(*command, id, id.upper(), *NOW)[0] == 0


def test_who_releases_is_in_the_life_of_the_claim(held: World, say: Say) -> None:
    (id,) = claims(held, "held")
    say("release", id, *NOW)
    (life,) = json.loads(say("trace", id, "--json")[1])
    assert life["moves"][-1][1] == "release"
    assert life["moves"][-1][4] == "operator:ann"


# -- retry


@pytest.fixture
def stuck(world: World, owner: Owner) -> Iterator[World]:
    """Five claims, one of which no step can read. The rest as operator."""
    world.send(world.order().content)
    with world.as_role("flow"):
        for name in FIRST[:2]:
            run(step=STEPS[name], worker="test")
    owner.execute(
        "UPDATE exchange_claims_claim SET delimiters = '*' WHERE id = (SELECT id FROM exchange_claims_claim"
        " ORDER BY id LIMIT 1)"
    )
    world.run("claims/edits.check")
    with world.as_role("operator"):
        yield world


def mend(owner: Owner) -> None:
    owner.execute("UPDATE exchange_claims_claim SET delimiters = '*:~^' WHERE delimiters = '*'")


def test_what_is_stuck_is_taken_up_again(stuck: World, say: Say, owner: Owner) -> None:
    (id,) = claims(stuck, "stuck")
    mend(owner)
    assert say("retry", id, *BY) == (0, "1 taken up again\n")
    stuck.run("claims/edits.check")
    assert claims(stuck, "stuck") == []


def test_what_is_still_broken_is_stuck_again(stuck: World, say: Say) -> None:
    (id,) = claims(stuck, "stuck")
    assert json.loads(say("retry", id, *BY, "--json")[1]) == {"retried": 1}
    stuck.run("claims/edits.check")
    assert claims(stuck, "stuck") == [id]
    (item,) = json.loads(say("worklist", *BY, "--json")[1])
    assert (item["reason"], item["subject_id"]) == ("stuck", id)


def test_what_is_not_stuck_is_not_taken_up(stuck: World, say: Say) -> None:
    for id in (claims(stuck, "batched")[0], str(uuid4())):
        said = f"0 taken up again\nclearlane retry: {id} is neither stuck nor in doubt; nothing was done\n"
        assert say("retry", id, *BY) == (1, said)


def test_what_is_stuck_and_named_twice_is_one(stuck: World, say: Say, owner: Owner) -> None:
    (id,) = claims(stuck, "stuck")
    mend(owner)
    assert say("retry", id, id, *BY)[0] == 0


def test_the_worklist_names_the_step_and_the_fault_and_no_value(stuck: World, say: Say) -> None:
    said = say("worklist", "--kind", "claim", *BY)[1]
    assert "claims/edits.check failed with ValueError" in said
    assert number(stuck, claims(stuck, "stuck")[0]) not in said


def test_a_release_says_for_what_the_claim_is_held_now(
    held: World, say: Say, owner: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner.execute("UPDATE exchange_connections_connection SET is_live = false")
    monkeypatch.setattr("clearlane.doors.console.release.time.sleep", lambda _: held.run())
    (id,) = claims(held, "held")
    code, said = say("release", id, *BY)
    assert (code, said.startswith(f"1 released\n{id}  held: No way leads to payer")) == (1, True)


# -- what happens lets go what waited for it


def test_claims_go_on_once_the_pair_is_added_and_the_payer_is_routed(held: World, say: Say, owner: Owner) -> None:
    ((npi, tin, payer),) = held.rows(
        "SELECT billing_npi, billing_tin, payer_code FROM exchange_claims_claim WHERE state = 'held'"
    )
    owner.execute("DELETE FROM exchange_routing_route WHERE payer_id = %s", [payer])
    assert say("pair", "add", npi, tin, "--tenant", str(held.practice), *BY)[0] == 0
    held.run()
    reasons = "SELECT DISTINCT reason FROM exchange_worklists_item WHERE closed_at IS NULL"
    assert held.rows(reasons) == [("no_route",)]
    assert say("route", "add", payer, "--connection", "sunrise", *BY)[0] == 0
    held.run()
    assert (claims(held, "held"), held.rows(reasons)) == ([], [])
