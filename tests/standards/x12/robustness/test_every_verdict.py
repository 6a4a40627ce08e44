"""55 inputs made from a clean claim file, 42 from a clean payment: each verdict is right, each defect is told once."""

from __future__ import annotations

from pathlib import Path

import pytest

from clearlane.exchange.edits.judge import judge, typed
from clearlane.standards import x12
from clearlane.vocabulary.claim import Claim
from clearlane.vocabulary.finding import Disposition
from tests.exchange.edits.test_samples_judged import FACTS, claims, registered
from tests.standards.x12.robustness.inputs import CLAIM, CLAIM_CHANGES, PAY, PAYMENT_CHANGES

TABLE = [
    tuple(column.strip() for column in line.split("|"))
    for line in Path(__file__).with_name("verdicts.txt").read_text("ascii").splitlines()
    if not line.startswith("#")
]
EDITS = "edits."


def changed(kind: str, name: str) -> bytes:
    """The input of a line of the table."""
    return CLAIM_CHANGES[name](CLAIM) if kind == "837P" else PAYMENT_CHANGES[name](PAY)


def verdict(report: x12.Report) -> str:
    """Accepted, warned, held or rejected: the worst of all findings."""
    found = {one.disposition for one in report.findings}
    if Disposition.REJECT in found:
        return "rejected"
    return "held" if Disposition.HOLD in found else "warned" if found else "accepted"


def edited(data: bytes) -> list[str]:
    """What the edits say of the claims of a file that the engine accepts."""
    said = []
    for claim in claims(data):
        known = typed(submitted=claim)
        facts = registered(known) if isinstance(known, Claim) else FACTS
        said += [EDITS + one.rule for one in judge(submitted=claim, facts=facts).findings]
    return said


@pytest.mark.parametrize(
    ("kind", "name", "expected", "rule"), TABLE, ids=[f"{kind} {name}" for kind, name, *_ in TABLE]
)
def test_the_verdict_is_that_of_the_table(kind: str, name: str, expected: str, rule: str) -> None:
    data = changed(kind, name)
    report = x12.report([data])
    rules = [one.rule for one in report.findings]
    if rule.startswith(EDITS):
        assert (rules, report.accepted) == ([], True)
        assert edited(data) == [rule]
    else:
        assert rules == ([] if rule == "-" else [rule])
        assert verdict(report) == expected
        assert (report.accepted is True) == (expected in ("accepted", "warned"))


def test_the_table_has_each_input_once() -> None:
    listed = [(kind, name) for kind, name, *_ in TABLE]
    made = [("837P", name) for name in CLAIM_CHANGES] + [("835", name) for name in PAYMENT_CHANGES]
    assert sorted(listed) == sorted(made)
    assert (len(CLAIM_CHANGES), len(PAYMENT_CHANGES)) == (55, 42)


@pytest.mark.parametrize("name", [name for name in CLAIM_CHANGES if name.startswith("legal")])
def test_what_is_legal_is_accepted_and_every_other_input_is_told(name: str) -> None:
    rows = {(kind, one): (expected, rule) for kind, one, expected, rule in TABLE}
    assert rows["837P", name] == ("accepted", "-")
    assert all(rule != "-" for (_, one), (_, rule) in rows.items() if not one.startswith("legal"))
