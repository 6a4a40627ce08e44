"""What a payer plans for a batch, and what the ledger is told of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from clearlane.standards.x12.generate.file_837p import File837P, file_837p
from clearlane.standards.x12.generate.order import Order
from clearlane_sandbox.judge import judge
from clearlane_sandbox.outgoing import Judged
from tests.sandbox.conftest import NOON, TODAY
from tests.sandbox.counters import Counters
from tests.sandbox.people import make_profile


def judged(content: bytes, *lines: str, batch: int = 1, pace: float = 1.0) -> Judged:
    profile = make_profile(*lines)
    return judge(data=content, profile=profile, numbers=Counters(), batch=batch, at=NOON, seed=0, pace=pace)


def plan(found: Judged) -> list[tuple[str, float]]:
    """Kind and seconds until it is due."""
    return [(answer.kind, (answer.due - NOON) / timedelta(seconds=1)) for answer in found.answers]


def test_the_plan_follows_the_profile(batch: File837P) -> None:
    assert plan(judged(batch.content)) == [("999", 0), ("277ca", 0), ("277ca", 1), ("835", 2)]


@pytest.mark.parametrize(("pace", "last"), [(0.0, 0.0), (0.5, 1.0), (10.0, 20.0)])
def test_the_pace_stretches_the_plan(batch: File837P, pace: float, last: float) -> None:
    assert plan(judged(batch.content, pace=pace))[-1] == ("835", last)


def test_a_refused_batch_has_a_999_in_its_plan_alone(batch: File837P) -> None:
    found = judged(batch.content, "switch reject_999")
    assert plan(found) == [("999", 0)]
    assert found.outcome == "refused"


def test_a_refused_interchange_has_a_ta1_even_where_none_is_promised(batch: File837P) -> None:
    assert plan(judged(batch.content, "switch reject_ta1")) == [("ta1", 0)]


def test_a_promised_ta1_keeps_its_time(batch: File837P) -> None:
    assert plan(judged(batch.content, "answer ta1 after 7s", "switch reject_ta1")) == [("ta1", 7)]


def test_second_payments_come_two_seconds_later(batch: File837P) -> None:
    assert plan(judged(batch.content, "switch reverse"))[-2:] == [("835", 2), ("835", 4)]


def test_copies_come_a_second_later(batch: File837P) -> None:
    found = plan(judged(batch.content, "switch twice"))
    assert found[:2] == [("999", 0), ("999", 1)]
    assert found[-2:] == [("835", 2), ("835", 3)]


def test_acknowledgments_wait_where_the_payment_goes_first(batch: File837P) -> None:
    found = plan(judged(batch.content, "switch remit_first"))
    assert found == [("999", 2), ("277ca", 2), ("277ca", 3), ("835", 2)]


def test_control_numbers_and_names_are_never_used_twice(batch: File837P) -> None:
    found = judged(batch.content, "switch reverse", "switch split_277ca", "switch twice")
    names = [answer.name for answer in found.answers]
    assert len(set(names)) == len(names)
    originals = [answer.control for answer in found.answers if "_COPY" not in answer.name]
    assert sorted(originals) == list(range(1, len(originals) + 1))


def test_a_file_of_several_interchanges_is_answered_for_each() -> None:
    files = [file_837p(Order(seed=n, claims=2, today=TODAY, control=n)).content for n in (1, 2)]
    found = judged(b"".join(files))
    assert [kind for kind, _ in plan(found)] == ["999", "277ca", "277ca", "835"] * 2
    assert len(found.claims) == 4


@pytest.mark.parametrize(
    ("line", "outcomes"),
    [
        ("", {"judged"}), ("switch reject_999", {"refused"}), ("switch reject_ta1", {"refused"}),
        ("switch reject_set", {"refused", "judged"}), ("switch swallow", {"swallowed"}),
        ("switch partial_999", {"rejected", "judged"}), ("switch reject_receiver", {"rejected"}),
    ],
)  # fmt: skip
def test_the_ledger_is_told_what_became_of_each_claim(batch: File837P, line: str, outcomes: set[str]) -> None:
    found = judged(batch.content, line)
    assert {claim.outcome for claim in found.claims} == outcomes
    assert [claim.number for claim in found.claims] == [claim.number for claim in batch.claims]


def test_paid_and_rejected_are_all_claims_and_none_twice(batch: File837P) -> None:
    found = judged(batch.content, "reject A7:164:IL share=40%", "deny CO:50 share=30%")
    rejected = [claim.number for claim in found.claims if claim.outcome == "rejected"]
    paid = [row.clp01 for answer in found.answers for row in answer.paid]
    assert rejected
    assert sorted(rejected + paid) == sorted(claim.number for claim in batch.claims)


def test_a_claim_whose_lines_do_not_add_up_is_rejected() -> None:
    file = file_837p(Order(seed=1, claims=5, today=TODAY, planted={2: "charge_mismatch"}))
    found = judged(file.content)
    assert [claim.outcome for claim in found.claims] == ["judged", "judged", "rejected", "judged", "judged"]


def test_a_copy_pays_nothing_more(batch: File837P) -> None:
    found = judged(batch.content, "switch twice")
    assert sum(bool(answer.payments) for answer in found.answers if answer.kind == "835") == 1


def test_another_batch_gives_other_claim_numbers(batch: File837P) -> None:
    one, two = ({row.clp07 for a in judged(batch.content, batch=n).answers for row in a.paid} for n in (1, 2))
    assert len(one) == len(two) == len(batch.claims)
    assert not one & two
    assert max(map(len, one)) <= 50
