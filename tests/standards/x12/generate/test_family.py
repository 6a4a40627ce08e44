"""Files that belong together: what answers and pays a made file is about that file, and is accepted itself."""

from __future__ import annotations

from collections import Counter

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.generate.balance import cents
from clearlane.standards.x12.generate.claimed import read_claims
from clearlane.standards.x12.generate.family import ANSWERS, make_family
from clearlane.standards.x12.generate.follow import levels_of
from clearlane.standards.x12.generate.from_guide import GuideOrder, kinds, set_lines

CLAIMS = [kind for kind, entry in kinds().items() if entry.set_id == "837"]
QUESTIONS = [kind for kind in ANSWERS if kind in kinds()]


def order(kind: str, seed: int = 1, units: int = 8) -> GuideOrder:
    """An order for a small family."""
    return GuideOrder(kind=kind, seed=seed, units=units)


def segments(data: bytes, id: str) -> list[list[str]]:
    """The segments of a file with this id, as elements."""
    lines = data.decode("ascii").replace("\n", "").split("~")
    return [[*line.split("*"), *[""] * 10] for line in lines if line.split("*")[0] == id]


@pytest.mark.parametrize("kind", kinds())
def test_every_file_of_a_family_is_accepted(kind: str) -> None:
    for seed in range(2):
        for name, data in make_family(order(kind, seed)).items():
            report = x12.report([data])
            assert [one.what for one in report.findings] == [], name
            assert report.accepted is not False


@pytest.mark.parametrize("kind", kinds())
def test_the_999_takes_the_set_in(kind: str) -> None:
    family = make_family(order(kind))
    if kinds()[kind].functional_id == "FA":
        assert list(family) == [kind]  # an acknowledgment is never acknowledged
    else:
        (group,) = segments(family["999"], "AK1")
        assert group[1] == kinds()[kind].functional_id
        assert [one[1] for one in segments(family["999"], "IK5")] == ["A"]


@pytest.mark.parametrize("kind", CLAIMS)
def test_each_claim_is_taken_in_and_paid_once_by_its_number_and_charge(kind: str) -> None:
    for seed in range(4):
        family = make_family(order(kind, seed, 12))
        asked = [(one[1], one[2]) for one in segments(family[kind], "CLM")]
        assert len(asked) == 12
        assert sorted((one[1], one[3]) for one in segments(family["835"], "CLP")) == sorted(asked)
        told = [one[2] for one in segments(family["277ca"], "TRN")]
        assert {number for number, _ in asked} <= set(told)


@pytest.mark.parametrize("kind", CLAIMS)
def test_what_is_paid_is_the_charge_less_what_is_cut_and_the_payment_is_all_of_it(kind: str) -> None:
    for seed in range(6):
        payment = make_family(order(kind, seed, 12))["835"]
        paid = sum(cents(one[4]) for one in segments(payment, "CLP"))
        cut = sum(cents(one[3]) for one in segments(payment, "CAS"))
        assert paid + cut == sum(cents(one[3]) for one in segments(payment, "CLP"))
        assert paid == sum(cents(one[3]) for one in segments(payment, "SVC"))
        kept = sum(cents(one[4]) for one in segments(payment, "PLB"))
        assert sum(cents(one[2]) for one in segments(payment, "BPR")) == paid - kept


def test_some_payments_take_something_back_and_some_claims_are_denied() -> None:
    payments = [make_family(order("837p", seed))["835"] for seed in range(10)]
    assert any(segments(one, "PLB") for one in payments)
    assert {one[2] for payment in payments for one in segments(payment, "CLP")} == {"1", "4"}


@pytest.mark.parametrize("kind", QUESTIONS)
def test_an_answer_has_the_levels_and_the_names_of_its_question(kind: str) -> None:
    for seed in range(4):
        family = make_family(order(kind, seed, 4))
        asked, told = family[kind], family[ANSWERS[kind]]
        assert [one[2:4] for one in segments(told, "HL")] == [one[2:4] for one in segments(asked, "HL")]
        members = [one[3:6] for one in segments(asked, "NM1") if one[1] in ("IL", "QC", "03")]
        told_of = [one[3:6] for one in segments(told, "NM1")]
        assert [one for one in members if one not in told_of] == []


def test_each_claim_asked_about_is_answered_by_its_trace() -> None:
    for seed in range(4):
        family = make_family(order("276", seed, 5))
        asked = Counter(one[2] for one in segments(family["276"], "TRN"))
        told = Counter(one[2] for one in segments(family["277"], "TRN") if one[1] == "2")
        assert asked == told


def test_an_answer_goes_back_to_whom_the_question_is_from() -> None:
    family = make_family(GuideOrder(kind="270", seed=1, sender="OFFICE", receiver="PLAN"))
    for name in ("999", "271"):
        (opened,) = segments(family[name], "GS")
        assert opened[2:4] == ["PLAN", "OFFICE"]


def test_the_levels_of_a_question_are_read_with_their_names_and_traces() -> None:
    root = levels_of(set_lines(order("276")))
    assert [one.code for one in root.children] == ["20"] * len(root.children)
    receivers = [one for payer in root.children for one in payer.children]
    assert all(one.code == "21" and one.name[1] == "41" for one in receivers)


def test_a_claim_is_read_with_its_parties_and_services() -> None:
    lines = set_lines(order("837i"))
    claims = list(read_claims(lines))
    assert len(claims) == 8
    assert all(sum(cents(line.charge) for line in claim.services) == cents(claim.charge) for claim in claims)
    assert all(claim.payer[1] == "PR" and claim.subscriber[1] == "IL" and claim.provider[1] == "85" for claim in claims)


def test_a_family_is_the_same_whenever_it_is_made() -> None:
    assert make_family(order("837d", 5)) == make_family(order("837d", 5))
