"""Telling: one 277CA a file, whatever mix of words is gathered, with sums that tie out and nothing told twice."""

from __future__ import annotations

from collections import Counter

import pytest

from clearlane.exchange.replies.summarise import summarise
from clearlane.exchange.replies.tell import tell
from clearlane.foundation.tenancy.scope import scope
from clearlane.vocabulary.money import Money
from clearlane.vocabulary.outcome import Already, Moved, Ref, Waiting
from tests.exchange.payer_files import mails
from tests.flows.test_poison import advance
from tests.flows.world import BY, World

UP_TO_EXTRACT = ("claims/interchanges.read", "claims/claims.extract")
MIX = {0: "charge_mismatch", 1: "bad_billing_npi", 2: "stranger_pair", 3: "missing_diagnosis", 4: "bad_pointer"}


def segments(mail: str, *start: str) -> list[list[str]]:
    found = [segment.split("*") for segment in mail.replace("\n", "").split("~")]
    return [segment for segment in found if tuple(segment[: len(start)]) == start]


def test_a_mix_of_words_is_told_once_and_ties_out(world: World) -> None:
    world.send(world.order(claims=9, planted=MIX).content)
    world.run()
    (mail,) = mails(world, "277ca")
    told = Counter(segment[1].split(":")[0] for segment in segments(mail, "STC"))
    states = world.states()
    assert states == {"batched": 4, "rejected": 3, "held": 1, "dead": 1}
    assert len(segments(mail, "TRN", "2")) - 1 == 8
    assert [segment[2] for segment in segments(mail, "QTY", "90")] == ["4"]
    assert [segment[2] for segment in segments(mail, "QTY", "AA")] == ["4"]
    cents = dict(world.rows("SELECT state, sum(total_cents)::bigint FROM exchange_claims_claim GROUP BY 1"))
    sums = {which: [Money.read(one[2]).cents for one in segments(mail, "AMT", which)] for which in ("YU", "YY")}
    for which, total in (("YU", cents["batched"]), ("YY", cents["rejected"] + cents["dead"])):
        of_batch, *of_providers = sums[which]
        assert of_batch == sum(of_providers) == total
    assert told["A3"] == 1


def test_telling_twice_tells_once(world: World) -> None:
    world.send(world.order(claims=2).content)
    world.run()
    refs = [Ref(*row) for row in world.rows("SELECT tenant_id, id FROM exchange_claims_answer")]
    with world.as_role("flow"), scope([1, world.practice], by=BY):
        assert tell(chunk=refs, by=BY) == [Already(ref) for ref in refs]
    assert len(mails(world, "277ca")) == 1


def test_two_files_in_one_chunk_are_told_apart(world: World) -> None:
    for seed in (1, 2):
        world.send(world.order(seed=seed, claims=2, control=seed).content, name=f"{seed}.837")
    advance(world, *UP_TO_EXTRACT, "claims/edits.check", "claims/routing.choose")
    refs = [Ref(*row) for row in world.rows("SELECT tenant_id, id FROM exchange_claims_answer")]
    with world.as_role("flow"), scope([1, world.practice], by=BY):
        outcomes = tell(chunk=refs, by=BY)
    assert [type(outcome) for outcome in outcomes] == [Moved] * 4
    assert sorted(len(outcome.gives) for outcome in outcomes if isinstance(outcome, Moved)) == [0, 0, 1, 1]
    assert len(mails(world, "277ca")) == 2


@pytest.mark.parametrize("scheme", ["clean", "compatible"])
def test_a_summary_waits_until_everything_is_judged(world: World, scheme: str) -> None:
    file = world.send(world.order(claims=3, planted={0: "stranger_pair"}).content)
    world.rows("UPDATE exchange_intake_file SET scheme = %s RETURNING 1", scheme)
    ref = Ref(world.practice, file.id)

    def summarised() -> type:
        with world.as_role("flow"), scope([1, world.practice], by=BY):
            (outcome,) = summarise(chunk=[ref], by=BY)
        return type(outcome)

    advance(world, "claims/interchanges.read")
    assert summarised() is Waiting
    advance(world, "claims/claims.extract")
    assert summarised() is Waiting
    advance(world, "claims/edits.check", "claims/routing.choose")
    assert summarised() is Moved
    (text,) = mails(world, "summary")
    assert ("# of Claims Pending" in text) is (scheme == "compatible")
    assert ("The sums tie out." in text) is (scheme == "clean")
