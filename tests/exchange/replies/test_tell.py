"""Submitters are told: by us at once, and for each answer of a payer."""

from __future__ import annotations

from collections.abc import Callable

from clearlane.directory.providers.add_era_right import add_era_right
from clearlane.directory.providers.add_pair import add_pair
from clearlane.foundation.tenancy.scope import scope
from clearlane.standards import x12
from tests.exchange.payer_files import (
    TODAY,
    Claim,
    about,
    advice,
    answer_277,
    arrive,
    claims_of,
    items,
    mails,
    mark_sent,
    paid,
    pays,
    send_out,
    state_of,
)
from tests.flows.world import BY, World
from tests.sandbox.eyes import pyx12_findings


def _segments(mail: str) -> list[list[str]]:
    return [segment.split("*") for segment in mail.replace("\n", "").split("~") if segment]


def _all(mail: str, *start: str) -> list[list[str]]:
    return [segment for segment in _segments(mail) if tuple(segment[: len(start)]) == start]


def _is_clean(mail: str) -> bool:
    """Whether neither our own guide nor pyx12 finds anything in a file of ours."""
    content = mail.encode("latin-1")
    return x12.report([content]).findings == () and pyx12_findings(content) == []


def test_we_tell_every_claim_once_under_our_own_name(world: World) -> None:
    claims = send_out(world)
    (mail,) = mails(world, "277ca")
    assert [segment[1] for segment in _all(mail, "NM1", "AY")] == ["AY"]
    assert sorted(segment[2] for segment in _all(mail, "TRN", "2")[1:]) == sorted(claim.number for claim in claims)
    assert _is_clean(mail)


def test_our_word_names_the_senders_batch_and_puts_his_trace_number_back(world: World) -> None:
    send_out(world, world.order(claims=12).content)
    (mail,) = mails(world, "277ca")
    ((bht03,),) = world.rows("SELECT DISTINCT bht03 FROM exchange_claims_claim")
    assert _all(mail, "TRN", "2")[0][2] == bht03
    his = {trace for (trace,) in world.rows("SELECT sender_trace FROM exchange_claims_claim WHERE sender_trace <> ''")}
    assert {segment[2] for segment in _all(mail, "REF", "D9")} == his


def test_counts_and_amounts_are_those_of_the_claims_listed(world: World) -> None:
    claims = send_out(world, claims=6)
    (mail,) = mails(world, "277ca")
    total = f"{sum(claim.cents for claim in claims) / 100:.2f}".rstrip("0").rstrip(".")
    assert _all(mail, "QTY", "90")[0][2] == "6"
    assert _all(mail, "AMT", "YU")[0][2] == total
    assert sum(int(segment[2]) for segment in _all(mail, "QTY", "QA")) == 6
    assert _all(mail, "QTY", "AA") == []


def test_a_rejected_claim_is_told_with_its_status_and_sentence(world: World) -> None:
    content = world.order(claims=2).content
    claim = content.split(b"CLM*")[1].split(b"~")[0]
    number, charge = claim.split(b"*")[:2]
    world.send(content.replace(claim, claim.replace(b"*" + charge + b"*", b"*99999*", 1)))
    world.run()
    (mail,) = mails(world, "277ca")
    segments = _segments(mail)
    at = next(n for n, segment in enumerate(segments) if segment[:3] == ["TRN", "2", number.decode()])
    assert segments[at + 1][1].startswith("A8:400") or segments[at + 1][1].startswith("A7:")
    assert segments[at + 1][3:5] == ["U", "99999"]
    assert len(segments[at + 1][12]) > 10
    assert _all(mail, "QTY", "AA")[0][2] == "1"
    assert _is_clean(mail)


def test_a_payers_answer_is_told_under_his_name_with_the_senders_numbers(world: World) -> None:
    claim, *_ = send_out(world, claims=1)
    arrive(world, answer_277(about(claim, "A2:20:PR", k1="PAYER77")))
    (mail,) = mails(world, "277")
    ((bht03, his),) = world.rows("SELECT bht03, sender_trace FROM exchange_claims_claim WHERE id = %s", claim.id)
    assert _all(mail, "NM1", "PR")[0][3] == "SUNRISE HEALTH PLAN"
    assert [segment[2] for segment in _all(mail, "TRN", "2")] == [bht03, claim.number]
    assert _all(mail, "REF", "1K") == [["REF", "1K", "PAYER77"]]
    assert [segment[2] for segment in _all(mail, "REF", "D9")] == ([his] if his else [])
    assert claim.trace not in mail
    assert _is_clean(mail)


def test_a_payers_status_is_not_changed(world: World) -> None:
    claim, *_ = send_out(world, claims=1)
    answer = about(claim, "A7:562:85")
    answer[2] = f"STC*A7:562:85*{TODAY}*U*{claim.dollars}******A7:500:85*A7:153:PR*CALL US"
    arrive(world, answer_277(answer))
    (mail,) = mails(world, "277")
    assert answer[2].split("*") in _segments(mail)


def test_the_lines_come_back_with_the_senders_control_numbers(world: World) -> None:
    claim, *_ = send_out(world, claims=1)
    lines = ["SVC*HC:99213*10*****1", f"STC*A7:507*{TODAY}*U", "REF*FJ*HISLINE1", f"DTP*472*D8*{claim.day}"]
    arrive(world, answer_277(about(claim, "A7:507", more=lines)))
    (mail,) = mails(world, "277")
    assert all(line.split("*") in _segments(mail) for line in lines)


def test_a_batch_status_is_told_to_each_claim_with_its_own_charge(world: World) -> None:
    claims = send_out(world, claims=3)
    arrive(world, answer_277(batch_status="A3:24:41"))
    (mail,) = mails(world, "277")
    told = [segment[4] for segment in _all(mail, "STC", "A3:24:41")]
    assert sorted(told) == sorted(claim.dollars for claim in claims)
    assert _all(mail, "QTY", "AA")[0][2] == "3"
    assert _is_clean(mail)


def test_each_answer_of_a_payer_is_told(world: World) -> None:
    claim, *_ = send_out(world, claims=1)
    arrive(world, answer_277(about(claim, "A1:20:PR", day="20261120")))
    arrive(world, answer_277(about(claim, "A2:20:PR", day="20261121")))
    assert len(mails(world, "277")) == 2
    assert world.rows("SELECT count(*) FROM exchange_claims_answer WHERE told_at IS NULL") == [(0,)]


def test_a_claim_of_which_a_payer_says_two_things_is_counted_once(world: World) -> None:
    claims = send_out(world, claims=2)
    arrive(world, answer_277(*(about(claim, status) for claim in claims for status in ("A1:20:PR", "A2:20:PR"))))
    (mail,) = mails(world, "277")
    assert len(_all(mail, "STC", "A1:20:PR")) + len(_all(mail, "STC", "A2:20:PR")) == 4
    counted = world.rows("SELECT claims, cents FROM foundation_outbox_mail WHERE kind = '277'")
    assert counted == world.rows("SELECT count(*), sum(total_cents)::bigint FROM exchange_claims_claim")


def test_telling_again_tells_nothing(world: World) -> None:
    from clearlane.exchange.replies.tell import tell
    from clearlane.vocabulary.outcome import Already, Ref

    send_out(world, claims=2)
    refs = [Ref(*row) for row in world.rows("SELECT tenant_id, id FROM exchange_claims_answer")]
    with world.as_role("flow"), scope([1, world.practice], by=BY):
        assert tell(chunk=refs, by=BY) == [Already(ref) for ref in refs]
    assert len(mails(world, "277ca")) == 1


def _second_practice(world: World, tenant: Callable[..., int]) -> int:
    """Another practice, that has a pair and the right to its payments."""
    other = tenant(kind="practice", name="Second Practice")
    npi, tin = "1234567893", "222222222"
    with world.as_role("operator"), scope([1, other], by=BY):
        add_pair(npi=npi, tin=tin, tenant=other, by=BY)
        add_era_right(npi=npi, tin=tin, tenant=other, by=BY)
    return other


def _same_claim_twice(world: World, other: int) -> tuple[Claim, Claim]:
    """One claim of the world's practice, and the very same of the other's, sent to the payer in one batch."""
    content = world.order(claims=1).content
    pair = next(pair for pair in world.pairs if pair.npi.encode() in content)
    world.send(content)
    his = content.replace(pair.npi.encode(), b"1234567893").replace(pair.tin.encode(), b"222222222")
    world.send(his, tenant=other)
    world.run()
    mark_sent(world, other)
    first, second = claims_of(world, other)
    return first, second


def test_two_practices_with_the_same_claim_in_one_batch_get_each_their_own(
    world: World, tenant: Callable[..., int]
) -> None:
    """The same CLM01, name, amount and payer, in one batch."""
    other = _second_practice(world, tenant)
    mine, his = _same_claim_twice(world, other)
    assert (mine.number, mine.last, mine.cents, mine.batch) == (his.number, his.last, his.cents, his.batch)
    arrive(world, answer_277(about(mine, "A2:20:PR", k1="K-MINE"), about(his, "A7:562:85", k1="K-HIS")))
    assert (state_of(world, mine), state_of(world, his)) == ("accepted_by_payer", "rejected_by_payer")
    assert "K-HIS" in mails(world, "277", other)[0]
    assert "K-HIS" not in mails(world, "277")[0]
    arrive(world, advice(pays(mine, paid(mine), trace="EFT-MINE"), pays(his, paid(his), trace="EFT-HIS")))
    assert "EFT-HIS" in mails(world, "835", other)[0]
    assert [("EFT-MINE" in mail, "EFT-HIS" in mail) for mail in mails(world, "835")] == [(True, False)]
    posted = world.rows("SELECT tenant_id, claim_id FROM exchange_remits_adjudication ORDER BY 1", tenants=[other])
    assert posted == sorted([(mine.tenant, mine.id), (his.tenant, his.id)])
    assert items(world, other) == []


def test_without_d9_two_same_claims_of_one_batch_are_not_guessed_at(world: World, tenant: Callable[..., int]) -> None:
    other = _second_practice(world, tenant)
    mine, his = _same_claim_twice(world, other)
    arrive(world, answer_277(about(mine, "A7:562:85", d9=False)))
    assert {state_of(world, mine), state_of(world, his)} == {"received_by_payer"}
    assert [reason for _, reason, _ in items(world, other)] == ["unmatched"]


def test_a_claim_that_the_guide_refused_among_others_stands_in_our_word_too(world: World) -> None:
    content = world.order(claims=3).content
    number = content.split(b"CLM*")[2].split(b"*")[0]
    before, after = content.split(b"CLM*" + number)
    world.send(before + b"CLM*" + number + after.replace(b"HI*ABK:", b"HI*ZZ:", 1))
    world.run()
    assert world.states()["dead"] == 1
    (mail,) = mails(world, "277ca")
    (dead,) = _all(mail, "STC", "A3:684")
    assert dead[3] == "U"
    assert _all(mail, "QTY", "AA")[0][2] == "1"
    assert _all(mail, "QTY", "90")[0][2] == "2"
    assert _is_clean(mail)
