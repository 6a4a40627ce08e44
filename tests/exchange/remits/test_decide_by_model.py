"""The word for what payers decided, of many claims at once, is the word of a person who adds up each claim's papers."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.exchange.reading.find_claim import find_claim
from clearlane.exchange.reading.list_adjudications import AdjudicationView, list_adjudications
from clearlane.exchange.reading.words import DECIDED, WORDS, word, word_of
from clearlane.exchange.remits.decide import DECISIONS, decide, in_one_word, refused_lines
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.scope import scope
from clearlane.vocabulary.outcome import Ref
from tests.conftest import AsRole, MakeTenant
from tests.exchange.reading.plant import Planted, adjudicate, plant

STATUSES = ("1", "2", "3", "4", "19", "22")
LINES: dict[str, dict[str, Any]] = {
    "paid": {"charge": 100, "paid": 80, "adjustments": [["CO", "45", 20, ""]]},
    "refused": {"charge": 100, "paid": 0, "adjustments": [["CO", "197", 100, ""]]},
    "patient's": {"charge": 100, "paid": 0, "adjustments": [["PR", "1", 100, ""]]},
    "partly the patient's": {"charge": 100, "paid": 0, "adjustments": [["CO", "45", 60, ""], ["PR", "2", 40, ""]]},
    "free": {"charge": 0, "paid": 0, "adjustments": []},
    "taken back": {"charge": -100, "paid": -80, "adjustments": [["CO", "45", -20, ""]]},
}
REFUSED = {"refused"}
Paper = tuple[str, int, int, tuple[str, ...]]
PAPERS = st.tuples(
    st.sampled_from(STATUSES), st.integers(-500, 500), st.integers(-500, 500),
    st.lists(st.sampled_from(sorted(LINES)), max_size=4).map(tuple),
)  # fmt: skip


def by_hand(papers: list[Paper]) -> str:
    """What a person reads out of all papers of a claim, the last on top."""
    status, _, _, lines = papers[-1]
    paid, patient = sum(paper[1] for paper in papers), sum(paper[2] for paper in papers)
    if status == "22":
        return "reversed"
    if paid > 0:
        return "partial" if REFUSED & set(lines) else "paid"
    return "denied" if status == "4" or patient <= 0 else "patient"


def body(paper: Paper) -> str:
    return json.dumps({"lines": [LINES[name] for name in paper[3]]})


def view(number: int, paper: Paper) -> AdjudicationView:
    status, paid, patient, lines = paper
    refused = sum(name in REFUSED for name in lines)
    return AdjudicationView(number, "HARBOR", status, 100, paid, patient, refused, "", None, now())


@given(st.lists(PAPERS, min_size=1, max_size=5))
def test_the_word_of_the_papers_is_the_one_that_a_person_finds(papers: list[Paper]) -> None:
    said = word(state="accepted_by_payer", adjudications=[view(n, paper) for n, paper in enumerate(papers, start=1)])
    assert said == by_hand(papers).capitalize()
    assert said in WORDS


@pytest.mark.parametrize("name", LINES)
def test_a_line_is_refused_where_it_was_charged_and_nobody_pays(name: str) -> None:
    assert refused_lines({"lines": [LINES[name]]}) == int(name in REFUSED)


@given(st.lists(st.sampled_from(sorted(LINES)), max_size=8))
def test_refused_lines_are_counted_one_by_one(names: list[str]) -> None:
    assert refused_lines({"lines": [LINES[name] for name in names]}) == sum(name in REFUSED for name in names)


@given(st.sampled_from(STATUSES), st.integers(0, 5), st.integers(-(10**12), 10**12), st.integers(-(10**12), 10**12))
def test_whatever_the_figures_are_there_is_a_word(status: str, refused: int, paid: int, patient: int) -> None:
    said = in_one_word(status=status, refused_lines=refused, paid=paid, patient=patient)
    assert said in DECISIONS
    assert (said in ("paid", "partial")) == (status != "22" and paid > 0)
    assert word_of(state=DECIDED[0], decision=said) == said.capitalize()


def post(planted: Planted, papers: list[Paper]) -> None:
    """The papers of a claim, each with the body of its own lines."""
    from clearlane.exchange.remits.models import Adjudication
    from clearlane.foundation.partitions.identify import new_id

    for seq, paper in enumerate(papers, start=1):
        Adjudication(
            claim_id=planted.claim, tenant_id=planted.owner, seq=seq, payment_id=new_id(), payment_seq=1,
            payer_id="HARBOR", status=paper[0], charge_cents=100, paid_cents=paper[1], patient_cents=paper[2],
            body=body(paper), reverses=None, posted_at=now(), posted_by="flow:test",
        ).save(force_insert=True)  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_many_claims_of_several_tenants_are_decided_in_one_question(
    tenant: MakeTenant, as_role: AsRole, seed: int
) -> None:
    chance = random.Random(seed)
    tenants = [tenant(), tenant()]
    told: dict[Ref, list[Paper]] = {}
    with as_role("flow"):
        for _ in range(16):
            planted = plant(submitter=chance.choice(tenants))
            papers = [
                (
                    chance.choice(STATUSES), chance.randrange(-200, 300), chance.randrange(-50, 100),
                    tuple(chance.choices(sorted(LINES), k=chance.randrange(4))),
                )
                for _ in range(chance.randrange(4))
            ]  # fmt: skip
            with scope([planted.owner], by="flow:test"):
                post(planted, papers)
            told[Ref(planted.owner, planted.claim)] = papers
        with scope(tenants, by="flow:test"):
            found = decide(claims=list(told))
            views = list_adjudications(claim_ids=[ref.id for ref in told])
    assert found == {ref: by_hand(papers) for ref, papers in told.items() if papers}
    for ref, papers in told.items():
        assert [(one.number, one.status, one.paid_cents) for one in views.get(ref.id, ())] == [
            (n, paper[0], paper[1]) for n, paper in enumerate(papers, start=1)
        ]


def test_papers_of_a_strangers_claim_decide_nothing(tenant: MakeTenant, as_role: AsRole) -> None:
    mine, other = tenant(), tenant()
    with as_role("flow"):
        planted = plant(submitter=mine)
        adjudicate(planted, ("1", 100, 0))
        ref = Ref(mine, planted.claim)
        with scope([mine], by="flow:test"):
            assert decide(claims=[ref]) == {ref: "paid"}
        with scope([other], by="flow:test"):
            assert decide(claims=[ref, Ref(other, planted.claim)]) == {}
            assert list_adjudications(claim_ids=[planted.claim]) == {}
    with as_role("web"), scope([other], by="user:1"):
        assert find_claim(claim_id=planted.claim, by="user:1") is None


def test_no_claim_asks_no_question(as_role: AsRole) -> None:
    assert decide(claims=[]) == {}
