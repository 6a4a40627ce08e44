"""What the sandbox's payers write, by a writer of their own, is read by our guides without an error."""

from __future__ import annotations

import datetime as dt

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.generate.file_837p import file_837p
from clearlane.standards.x12.generate.order import Order
from clearlane.vocabulary.finding import Severity
from clearlane_sandbox.judge import judge
from clearlane_sandbox.read_profile import read_profiles
from tests.sandbox.counters import Counters
from tests.sandbox.test_read_profile import SHIPPED

TODAY = dt.date(2026, 11, 23)
NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)
USERS = ("granite", "harbor", "meadow", "sunrise", "practice")


@pytest.mark.parametrize("user", USERS)
def test_each_answer_of_a_shipped_payer_is_accepted_by_our_guides(user: str) -> None:
    content = file_837p(Order(seed=21, claims=60, today=TODAY, claims_per_set=40, ack_requested=True)).content
    profile = next(one for one in read_profiles(SHIPPED) if one.user == user)
    answers = judge(data=content, profile=profile, numbers=Counters(), batch=1, at=NOON, seed=4).answers
    found = [
        (answer.kind, one.what)
        for answer in answers
        for one in x12.report([answer.content]).findings
        if one.severity is Severity.ERROR
    ]
    assert found == []
