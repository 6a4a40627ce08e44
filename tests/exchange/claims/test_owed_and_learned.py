"""What is kept beside a claim: payers' numbers as first heard, answers in lanes, extracts in the order they came."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID, uuid4

import pytest

from clearlane.exchange.claims.keep_extract import ExtractOf, keep_extracts
from clearlane.exchange.claims.learn import learn
from clearlane.exchange.claims.owe import Owed, owe
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault.seal import unseal
from clearlane.vocabulary.outcome import Kind, Ref
from tests.conftest import AsRole, MakeTenant
from tests.exchange.reading.plant import Planted, plant


@pytest.fixture
def two(tenant: MakeTenant) -> tuple[Planted, Planted]:
    """A claim of each of two practices; each has one number (ICN-1, 1K), one answer and one extract by now."""
    return plant(submitter=tenant()), plant(submitter=tenant())


def ask(as_role: AsRole, planted: tuple[Planted, ...], query: str, *values: Any) -> list[tuple[Any, ...]]:
    """What the owners of these claims see."""
    with as_role("flow"), scope({one.owner for one in planted}, by="t"), cursor() as sql:
        sql.execute(query, values)
        return list(sql.fetchall())


def ref(planted: Planted) -> Ref:
    return Ref(planted.owner, planted.claim)


def test_a_payers_number_is_learned_once_and_keeps_its_time(two: tuple[Planted, Planted], as_role: AsRole) -> None:
    one, other = map(ref, two)
    before = ask(as_role, two, "SELECT at FROM exchange_claims_payernumber ORDER BY tenant_id")
    heard = [(one, "ICN-1"), (one, "ICN-2"), (one, "ICN-2"), (other, "ICN-2"), (other, ""), (one, "")]
    with as_role("flow"), scope([one.tenant, other.tenant], by="t"):
        for _ in range(2):
            learn(heard=heard, kind="1K")
    known = ask(as_role, two, "SELECT tenant_id, number, claim_id FROM exchange_claims_payernumber ORDER BY 1, 2")
    assert known == sorted(
        [(each.tenant, number, each.id) for each, number in ((one, "ICN-1"), (one, "ICN-2"), (other, "ICN-1"))]
        + [(other.tenant, "ICN-2", other.id)]
    )
    kept = ask(as_role, two, "SELECT at FROM exchange_claims_payernumber WHERE number = 'ICN-1' ORDER BY tenant_id")
    assert kept == before


def test_nothing_heard_is_nothing_learned(two: tuple[Planted, Planted], as_role: AsRole) -> None:
    with as_role("flow"), scope([two[0].owner], by="t"):
        learn(heard=[], kind="CLP07")
        learn(heard=[(ref(two[0]), "")], kind="CLP07")
    assert ask(as_role, two, "SELECT count(*) FROM exchange_claims_payernumber WHERE kind = 'CLP07'") == [(0,)]


def test_answers_are_handed_on_in_the_lane_of_their_file_and_source(
    two: tuple[Planted, Planted], as_role: AsRole
) -> None:
    one, other = two
    response = uuid4()
    said = [{"category": "A7", "code": "562"}]
    owed = [
        Owed(ref(one), one.submitter, one.file, said),
        Owed(ref(other), other.submitter, other.file, [], source="payer", response=response),
        Owed(ref(one), one.submitter, one.file, [*said, *said]),
    ]
    with as_role("flow"), scope([one.owner, other.owner], by="t"):
        given = owe(owed=owed)
    assert [each.lane for each in given] == [f"us/{one.file}", f"payer/{other.file}", f"us/{one.file}"]
    assert {each.kind for each in given} == {Kind.ANSWER}
    ids: list[UUID] = [each.ref.id for each in given]
    rows = ask(
        as_role, two,
        "SELECT id, tenant_id, claim_id, source, statuses, response_id, told_at FROM exchange_claims_answer"
        " WHERE id = ANY(%s::uuid[])", ids,
    )  # fmt: skip
    told = {row[0]: (*row[1:4], len(json.loads(row[4])), *row[5:]) for row in rows}
    assert [told[id] for id in ids] == [
        (one.owner, one.claim, "us", 1, None, None),
        (other.owner, other.claim, "payer", 0, response, None),
        (one.owner, one.claim, "us", 2, None, None),
    ]


def test_extracts_are_numbered_by_claim_and_sealed_for_their_owner(
    two: tuple[Planted, Planted], as_role: AsRole
) -> None:
    one, other = two
    kept = [
        ExtractOf(ref(one), "999", b"a", 3, 7, b"first"),
        ExtractOf(ref(other), "277ca", b"b", 0, 0, b"theirs"),
        ExtractOf(ref(one), "277ca", b"c", 8, 9, b"second"),
        ExtractOf(ref(one), "277ca", b"c", 8, 9, b"third"),
    ]
    with as_role("flow"), scope([one.owner, other.owner], by="t"):
        keep_extracts(extracts=kept[:2])
        keep_extracts(extracts=kept[2:])
        keep_extracts(extracts=[])
    rows = ask(
        as_role, two,
        "SELECT claim_id, seq, kind, first_segment, last_segment, tenant_id, sealed FROM exchange_claims_extract"
        " WHERE seq > 1 ORDER BY seq",
    )  # fmt: skip
    with as_role("flow"), scope([one.owner, other.owner], by="t"):
        opened = [(*row[:5], unseal(tenant=row[5], sealed=bytes(row[6]))) for row in rows]
    assert [row[1:] for row in opened if row[0] == one.claim] == [
        (2, "999", 3, 7, b"first"), (3, "277ca", 8, 9, b"second"), (4, "277ca", 8, 9, b"third"),
    ]  # fmt: skip
    assert [row[1:] for row in opened if row[0] == other.claim] == [(2, "277ca", 0, 0, b"theirs")]
