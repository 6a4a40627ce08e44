"""A submitter's file ends in a summary that ties out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from clearlane.exchange.reading.find_file import FileView, find_file
from clearlane.exchange.replies.summarise import summarise
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.scope import scope
from clearlane.vocabulary.outcome import Ref, Waiting
from tests.exchange.payer_files import mails
from tests.flows.world import BY, World


def _summaries(world: World) -> list[str]:
    return mails(world, "summary")


def test_each_file_gets_one_summary_that_ties_out(world: World) -> None:
    world.send(world.order(claims=4).content)
    world.run()
    (text,) = _summaries(world)
    assert "The sums tie out." in text
    ((claims, cents),) = world.rows("SELECT claims, cents FROM foundation_outbox_mail WHERE kind = 'summary'")
    assert (claims, cents) == world.rows("SELECT count(*), sum(total_cents)::bigint FROM exchange_claims_claim")[0]


def test_a_stranger_is_held_and_the_summary_says_so(world: World) -> None:
    content = world.order(claims=1).content
    npi = next(pair.npi for pair in world.pairs if pair.npi.encode() in content)
    world.send(content.replace(npi.encode(), b"1234567893"))
    world.run()
    (text,) = _summaries(world)
    assert "HELD (1)" in text
    assert mails(world, "277ca") == []


def test_the_compatible_scheme_gets_its_columns_and_its_name(world: World, owner: Any) -> None:
    owner.execute("UPDATE foundation_tenancy_tenant SET scheme = 'compatible' WHERE id = %s", [world.practice])
    sent = world.send(world.order(claims=2).content)
    world.run()
    (text,) = _summaries(world)
    assert "-------ACCEPTED CLAIM DETAIL" in text
    assert world.rows("SELECT name FROM foundation_outbox_mail WHERE kind = 'summary'") == [
        (f"FS_HCFA_{sent.number}_IN_C.txt",)
    ]


def test_the_same_bytes_again_are_summed_up_as_a_repeat(world: World) -> None:
    content = world.order(claims=1).content
    first = world.send(content)
    world.run()
    world.send(content)
    world.run()
    assert f"same bytes as file {first.number}" in _summaries(world)[1]


def test_a_summary_waits_for_the_last_judgement(world: World) -> None:
    sent = world.send(world.order(claims=2).content)
    world.run("claims/interchanges.read", "claims/claims.extract")
    file = Ref(world.practice, sent.id)
    with world.as_role("flow"), scope([1, world.practice], by=BY), cursor() as sql:
        sql.execute("UPDATE exchange_claims_claim SET state = 'received'")
        (outcome,) = summarise(chunk=[file], by=BY)
        sql.execute("UPDATE exchange_intake_file SET received_at = received_at - interval '1 day'")
        (later,) = summarise(chunk=[file], by=BY)
    assert isinstance(outcome, Waiting)
    assert isinstance(later, Waiting)
    assert later.until - outcome.until > timedelta(seconds=50)


def test_a_billing_companys_summary_shows_the_claims_of_its_clients(world: World, tenant: Callable[..., int]) -> None:
    from clearlane.directory.providers.add_pair import add_pair

    company = tenant(kind="billing", name="Sunrise Billing")
    with world.as_role("operator"), scope([1, world.practice, company], by=BY):
        for pair in world.pairs:
            add_pair(npi=pair.npi, tin=pair.tin, tenant=world.practice, submitter=company, by=BY)
    world.send(world.order(claims=3).content, tenant=company)
    world.run()
    (text,) = mails(world, "summary", company)
    assert f"{'Received':<44}{'3':>12}" in text
    assert "The sums tie out." in text
    assert _summaries(world) == []


Break = Callable[[bytes], bytes]
WHOLE: dict[str, tuple[Break, str, str]] = {
    "cut off": (lambda file: file[: file.rindex(b"GE*")], "interchange", "rejected"),
    "a wrong IEA02": (lambda file: file[: file.rindex(b"IEA*")] + b"IEA*1*999999999~", "interchange", "rejected"),
    "a wrong GE02": (
        lambda file: file[: file.rindex(b"GE*")] + b"GE*1*77~" + file[file.rindex(b"IEA*") :],
        "group",
        "rejected",
    ),
}


def view(world: World, file: Any) -> FileView:
    with world.as_role("web"), scope([world.practice], by=BY):
        found = find_file(tenant=world.practice, file_id=file.id, by=BY)
    assert found
    return found


@pytest.mark.parametrize("scheme", ["clean", "compatible"])
@pytest.mark.parametrize(("broken", "unit", "verdict"), WHOLE.values(), ids=WHOLE.keys())
def test_what_was_refused_as_a_whole_is_told_with_what_to_do(
    broken: Break, unit: str, verdict: str, scheme: str, world: World, owner: Any
) -> None:
    owner.execute("UPDATE foundation_tenancy_tenant SET scheme = %s WHERE id = %s", [scheme, world.practice])
    sent = world.send(broken(world.order(claims=2).content))
    world.run()
    (text,) = _summaries(world)
    seen = view(world, sent)
    plain = " ".join(text.split())
    for finding in seen.findings:
        assert " ".join(str(finding["what"]).split()) in plain
        assert " ".join(str(finding["remedy"]).split()) in plain
    assert any(finding["unit"] == unit for finding in seen.findings)
    assert "was refused with its envelope" in plain
    assert [one.verdict for one in seen.sets] == [verdict]
    assert "was refused with its envelope" in seen.reason


@pytest.mark.parametrize("scheme", ["clean", "compatible"])
def test_a_set_that_is_not_due_is_named_in_the_summary_and_the_api(scheme: str, world: World, owner: Any) -> None:
    owner.execute("UPDATE foundation_tenancy_tenant SET scheme = %s WHERE id = %s", [scheme, world.practice])
    world.send(world.order(claims=1).content)
    world.run()
    (acknowledgment,) = mails(world, "999")
    sent = world.send(acknowledgment.encode())
    world.run()
    assert "is a 999, where an 837 is due" in " ".join(_summaries(world)[1].split())
    assert "is a 999, where an 837 is due" in view(world, sent).reason


def test_held_content_is_counted_in_the_summary_and_told_by_the_api(world: World) -> None:
    content = world.order(claims=3).content
    world.send(content)
    world.run()
    sent = world.send(content.replace(b"\n", b"") + b"\n")
    world.run()
    first = world.sent[0]
    said = f"Set 0001 repeats the content of file {first.number}: held for a person, with all its claims (3)."
    assert f"{said} Tell us whether it is meant" in " ".join(_summaries(world)[1].split())
    told = view(world, sent)
    assert (told.reason.startswith(said), told.repeat_of) == (True, first.id)
    assert [(one.verdict, one.repeat_of, one.note) for one in told.sets] == [("held", first.id, told.reason)]


def test_a_set_that_repeats_another_one_of_its_file_says_so(world: World) -> None:
    content = world.order(claims=1).content
    sent = world.send(content + content.replace(b"*000000001", b"*000000002"))
    world.run()
    told = view(world, sent)
    assert [one.verdict for one in told.sets] == ["accepted", "held"]
    assert "repeats the content of another set of this file" in told.reason


def test_each_set_that_is_not_processed_is_told_with_what_to_do(world: World) -> None:
    world.send(world.order(claims=1).content)
    world.run()
    (acknowledgment,) = mails(world, "999")
    odd = acknowledgment.encode()
    sent = world.send(odd * 2)
    world.run()
    told = view(world, sent)
    assert [(one.set, one.verdict) for one in told.sets] == [("999", "unexpected")] * 2
    assert told.reason == " ".join(one.note for one in told.sets)
    assert told.reason.count("Send claims as 837P; what you fetched from us needs no acknowledgment.") == 2
    assert "Send claims as 837P" in " ".join(_summaries(world)[1].split())


def test_of_very_many_sets_that_are_not_processed_the_first_are_told_at_once_and_all_one_by_one(world: World) -> None:
    world.send(world.order(claims=1).content)
    world.run()
    (acknowledgment,) = mails(world, "999")
    sent = world.send(acknowledgment.encode() * 23)
    world.run()
    told = view(world, sent)
    assert (told.reason.count("where an 837 is due"), all(one.note for one in told.sets)) == (20, True)
    assert told.reason.endswith("And 3 more; the sets tell each.")


def test_of_very_many_refusals_the_first_are_told(world: World) -> None:
    world.send(b"".join(WHOLE["a wrong IEA02"][0](world.order(claims=1, seed=n).content) for n in range(25)))
    world.run()
    (text,) = _summaries(world)
    assert text.count("was refused with its envelope") == 20
    assert "  * and 5 more of them" in text


@pytest.mark.parametrize(
    ("change", "failed"),
    [
        (lambda content: content, False),
        (lambda content: content.replace(b"\nCLM*", b"\nCLM*X*"), True),
        (lambda content: content[: content.index(b"\nCLM*")], True),
    ],
)
def test_a_judged_file_knows_whether_nothing_of_it_was_taken(
    world: World, change: Callable[[bytes], bytes], failed: bool
) -> None:
    world.send(change(world.order(claims=2).content))
    assert world.rows("SELECT failed FROM exchange_intake_file WHERE direction = 'in'") == [(None,)]
    world.run()
    assert world.rows("SELECT failed FROM exchange_intake_file WHERE direction = 'in'") == [(failed,)]
