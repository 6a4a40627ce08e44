"""Whole files: a billing company's clients, two practices with the same claim, and 5,000 claims with three bad ones."""

from __future__ import annotations

from collections import Counter

import pytest

from clearlane.standards.x12.generate.make_pairs import make_pairs
from clearlane.standards.x12.generate.order import SANDBOX_PAYERS
from tests.proof.closed_list import ways
from tests.proof.stage import Stage
from tests.sandbox.eyes import pyx12_findings, read_payments

SUNRISE = SANDBOX_PAYERS[0]
CLIENTS = make_pairs(seed=31, count=3)
OWNERS = """
    SELECT claim.tenant_id, claim.billing_npi, claim.state FROM exchange_claims_claim AS claim
"""
TWINS = """
    SELECT claim.tenant_id, claim.patient_control_number, claim.batch_id, claim.total_cents, claim.trace_number
    FROM exchange_claims_claim AS claim ORDER BY 2, 1
"""
POSTED = """
    SELECT claim.tenant_id, claim.trace_number, one.paid_cents FROM exchange_remits_adjudication AS one
    JOIN exchange_claims_claim AS claim ON claim.tenant_id = one.tenant_id AND claim.id = one.claim_id
"""


def posted(stage: Stage) -> Counter[tuple[str, int]]:
    """What was posted onto each claim, by trace number and cents."""
    return Counter((trace, cents) for _, trace, cents in stage.rows(POSTED))


def paid(stage: Stage) -> Counter[tuple[str, int]]:
    """What the payers say they paid, each payment once however often it was sent."""
    payments = {(one["user"], one["trace"], one["claim_trace"], one["seq"]): one for one in stage.ledger()["paid"]}
    return Counter((one["claim_trace"], one["paid"]) for one in payments.values())


def test_a_billing_companys_file_is_parted_by_its_clients(stage: Stage) -> None:
    company = stage.organization("northstar", kind="billing")
    clients = [stage.organization("", parent=company, name=pair.name.title()) for pair in CLIENTS]
    for client, pair in zip(clients, CLIENTS, strict=True):
        stage.allow(client, pair, submitter=company, era=company)
    order = stage.order(pairs=CLIENTS, claims=24)
    stage.send("northstar", {"clients.837": order.content})
    stage.run()
    owner = {pair.npi: client for client, pair in zip(clients, CLIENTS, strict=True)}
    claims = stage.rows(OWNERS)
    assert len(claims) == len(order.claims)
    assert [tenant for tenant, npi, _ in claims] == [owner[npi] for _, npi, _ in claims]
    assert {letter.tenant for letter in stage.letters()} == {company}
    assert {letter.kind for letter in stage.letters()} >= {"999", "277ca", "277", "835", "summary"}
    assert posted(stage) == paid(stage)
    assert stage.tied().closes
    assert (stage.stuck(), stage.complaints()) == ([], [])


def test_two_practices_with_the_same_claim_each_get_their_own_answer_and_payment(stage: Stage) -> None:
    pairs = make_pairs(seed=32, count=2)
    practices = {pair: stage.organization(name) for pair, name in zip(pairs, ("maple", "cedar"), strict=True)}
    for name, (pair, practice) in zip(("maple", "cedar"), practices.items(), strict=True):
        stage.allow(practice, pair)
        stage.send(name, {f"{name}.837": stage.order(seed=5, pairs=[pair], payers=(SUNRISE,), claims=4).content})
    stage.run()
    rows = stage.rows(TWINS)
    assert len({batch for _, _, batch, _, _ in rows}) == 1
    assert Counter(number for _, number, _, _, _ in rows) == Counter({number: 2 for _, number, _, _, _ in rows})
    assert posted(stage) == paid(stage)
    for pair, practice in practices.items():
        letters = [letter for letter in stage.letters(practice) if letter.kind == "835"]
        assert {one.payee for letter in letters for one in read_payments(letter.content)} == {pair.npi}
        told = [letter.content for letter in stage.letters(practice) if letter.kind == "277"]
        other = next(one for one in pairs if one != pair)
        assert told
        assert all(other.npi.encode() not in content for content in told)
    assert stage.tied().closes


def test_what_the_journey_writes_is_accepted_by_pyx12(stage: Stage) -> None:
    practice = stage.organization("maple")
    stage.allow(practice, *CLIENTS)
    planted = {1: "charge_mismatch", 3: "missing_diagnosis", 5: "stranger_pair", 7: "bad_billing_npi"}
    files = {
        f"{seed}.837": stage.order(seed=seed, pairs=CLIENTS, claims=16, planted=planted, control=seed)
        for seed in (1, 2)
    }
    stage.send("maple", {name: order.content for name, order in files.items()})
    stage.run()
    written = stage.batches() + [one.content for one in stage.letters() if one.kind in ("999", "277ca", "277")]
    assert {letter.kind for letter in stage.letters()} >= {"999", "277ca", "277"}
    assert stage.batches()
    assert [found for content in written if (found := pyx12_findings(content))] == []
    assert posted(stage) == paid(stage)


@pytest.mark.slow
def test_three_bad_claims_in_three_loops_of_5000_stop_nothing_else(stage: Stage) -> None:
    practice = stage.organization("maple")
    stage.allow(practice, *CLIENTS)
    planted = {17: "missing_diagnosis", 2500: "missing_diagnosis", 4999: "no_payer_number"}
    order = stage.order(pairs=CLIENTS, payers=(SUNRISE,), claims=5000, planted=planted, max_lines=1)
    assert order.content.count(b"ST*837") == 1
    stage.send("maple", {"large.837": order.content})
    stage.run()
    gone = [way.trace for batch in stage.batches() for way in ways(batch)]
    assert len(gone) == len(set(gone)) == 4997
    assert stage.states()["dead"] == 3
    assert stage.tied().closes
