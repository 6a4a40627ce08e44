"""The library reads more than the exchange takes: what is not taken is answered as a version that nobody knows."""

from __future__ import annotations

import re

import pytest

from clearlane.exchange.interchanges.taken import TAKEN, TAKES, due
from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault.fetch import fetch
from clearlane.standards import x12
from clearlane.standards.x12.library import entries
from tests.exchange.payer_files import about, answer_277, arrive, items, send_out
from tests.flows.world import BY, World
from tests.standards.guides.full_set import full_set, interchange

OTHER = {
    "+".join(one.files): one for one in entries() if len(one.files) == 1 and (one.version, one.set_id) not in TAKES
}


def whole(name: str) -> bytes:
    """A file with one set of a guide, which is right by it, as sent in production."""
    return interchange(full_set(name), name).replace(b"*0*T*:~", b"*0*P*:~")


def said(world: World, kind: str) -> dict[str, str]:
    """The text of each reply of a kind, by the name of the file that it answers."""
    rows = world.rows(
        "SELECT file.name, mail.address FROM foundation_outbox_mail AS mail "
        "JOIN exchange_intake_file AS file ON file.id = mail.source_file_id WHERE mail.kind = %s",
        kind,
    )
    with world.as_role("flow"), scope([world.practice], by=BY):
        return {name: fetch(tenant=world.practice, address=bytes(address)).decode() for name, address in rows}


def test_everything_that_is_taken_can_be_read() -> None:
    known = {(one.version, one.set_id) for one in entries()}
    assert known >= {(one.version, one.set_id) for one in TAKEN if one.set_id != "TA1"}


def test_submitters_and_payers_are_asked_for_different_sets() -> None:
    assert due(direction="in") == {"837"}
    assert due(direction="payer") == {"TA1", "999", "277", "835"}


@pytest.mark.parametrize("name", OTHER)
def test_what_is_not_taken_is_told_as_a_version_that_is_not_known(name: str) -> None:
    content = whole(name)
    assert [one.verdict for one in x12.report([content]).sets] == ["accepted"]
    report = x12.report([content], takes=TAKES)
    assert [one.verdict for one in report.sets] == ["unsupported"]
    assert [one.rule for one in report.findings] == ["envelope.gs_version"]


def test_a_taken_group_does_not_bring_in_a_set_of_another_version() -> None:
    mixed = answer_277().replace(b"ST*277*0001*005010X214", b"ST*277*0001*005010X212")
    (one,) = x12.report([mixed], takes=TAKES).sets
    assert (one.verdict, [found.rule for found in one.findings]) == ("unsupported", ["envelope.st_unsupported"])


def test_a_submitters_other_sets_get_a_999_that_says_so_and_wait_for_a_person(world: World) -> None:
    for name in OTHER:
        world.send(whole(name), name=name)
    world.run()
    acks = said(world, "999")
    assert set(acks) == set(OTHER)
    for name, ack in acks.items():
        (closing,) = re.findall(r"(AK9\*[^~]*)~", ack)
        assert closing == "AK9*R*1*1*0*2", name
        assert "AK2" not in ack, name
    assert items(world, world.practice) == [("file", "unexpected", "1 sets of a version that is not known")] * len(
        OTHER
    )
    assert world.states() == {}


@pytest.mark.parametrize("name", ["837i.txt", "837d.txt"])
def test_the_sender_of_other_claims_is_told_what_is_taken_instead(world: World, name: str) -> None:
    world.send(whole(name), name=name)
    world.run()
    summary = said(world, "summary")[name]
    assert "an 837 of a version that is not read here" in " ".join(summary.split())
    assert "SV1" not in summary


def test_a_payers_other_sets_wait_for_a_person_and_answer_no_claim(world: World) -> None:
    claim, *_ = send_out(world, claims=1)
    for name in OTHER:
        arrive(world, whole(name), name=name)
    assert [(kind, reason) for kind, reason, _ in items(world)] == [("file", "unexpected")] * len(OTHER)
    assert world.rows("SELECT count(*) FROM exchange_responses_response", tenants=[1]) == [(0,)]
    arrive(world, answer_277(about(claim, "A2:20:PR")), name="taken.277")
    assert world.states() == {"accepted_by_payer": 1}


def test_an_other_277_that_names_our_claim_is_no_acknowledgment_of_it(world: World) -> None:
    (claim,) = send_out(world, claims=1)
    content = answer_277(about(claim, "A3:21:PR"))
    arrive(world, content.replace(b"005010X214", b"005010X212"))
    assert world.states() == {"sent": 1}
    assert [reason for _, reason, _ in items(world)] == ["unexpected"]
