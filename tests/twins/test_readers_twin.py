"""The payer's reader of claims and ours share no line of code: they find the same claims in the same places."""

from __future__ import annotations

from decimal import Decimal

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.generate.file_837p import file_837p
from clearlane.standards.x12.generate.order import Order
from clearlane_sandbox.read_837 import read_837
from clearlane_sandbox.submission import Claim
from tests.sandbox.conftest import TODAY
from tests.standards.x12.x12_texts import CLAIMS, join, lines

ORDERS = {
    "plain": Order(seed=1, claims=8, today=TODAY),
    "other delimiters": Order(seed=2, claims=8, today=TODAY, delimiters="|>!]", line_end=""),
    "several sets": Order(seed=3, claims=9, today=TODAY, claims_per_set=2),
    "dependents only": Order(seed=4, claims=6, today=TODAY, share_dependents=1.0),
    "no line ends": Order(seed=5, claims=4, today=TODAY, line_end=""),
    "windows": Order(seed=6, claims=4, today=TODAY, line_end="\r\n"),
    "one line each": Order(seed=7, claims=5, today=TODAY, max_lines=1),
}


def files() -> dict[str, bytes]:
    made = {name: file_837p(order).content for name, order in ORDERS.items()}
    return made | {"by hand": join(lines(CLAIMS))}


def theirs(data: bytes) -> list[Claim]:
    return [claim for interchange in read_837(data) for claim in interchange.claims()]


def ours(data: bytes) -> list[dict[str, object]]:
    """Each claim as our spans and placed segments tell it."""
    report = x12.report([data])
    delimiters = report.interchanges[0].delimiters
    found = []
    for one in report.sets:
        text = data[one.offset : one.offset + one.length]
        placed = list(x12.place(text, delimiters=delimiters, version=one.version, offset=one.offset))
        for span in one.claims:
            own = [each for each in placed if span.first_segment <= each.number <= span.last_segment]
            head = own[0]
            charges = [Decimal(each.element(2)) for each in own if each.id == "SV1"]
            found.append(
                {
                    "number": span.patient_control_number,
                    "cents": int(Decimal(head.element(2)) * 100),
                    "position": span.first_segment,
                    "lines": [int(charge * 100) for charge in charges],
                    "traces": [each.element(2) for each in own if each.id == "REF" and each.element(1) == "D9"],
                    "controls": [each.element(2) for each in own if each.id == "REF" and each.element(1) == "6R"],
                }
            )
    return found


@pytest.mark.parametrize("name", files())
def test_both_find_the_same_claims_with_the_same_money(name: str) -> None:
    data = files()[name]
    mine, other = ours(data), theirs(data)
    assert [(one["number"], one["cents"], one["position"], one["lines"]) for one in mine] == [
        (one.number, one.cents, one.position, [line.cents for line in one.lines]) for one in other
    ]


@pytest.mark.parametrize("name", files())
def test_both_find_the_same_traces_and_line_numbers(name: str) -> None:
    data = files()[name]
    mine, other = ours(data), theirs(data)
    assert [one["traces"] for one in mine] == [[one.trace] if one.trace else [] for one in other]
    assert [one["controls"] for one in mine] == [[line.control for line in one.lines if line.control] for one in other]


@pytest.mark.parametrize("name", files())
def test_both_find_the_same_people_above_a_claim(name: str) -> None:
    data = files()[name]
    report = x12.report([data])
    delimiters = report.interchanges[0].delimiters
    above = []
    for one in report.sets:
        text = data[one.offset : one.offset + one.length]
        last: dict[str, str] = {}
        for each in x12.place(text, delimiters=delimiters, version=one.version):
            if each.id == "NM1" and each.loop in ("2010AA", "2010BA", "2010BB"):
                last[each.loop] = each.element(9)
            elif each.id == "CLM":
                above.append((last["2010AA"], last["2010BA"], last["2010BB"]))
    assert above == [(one.provider.id, one.subscriber.id, one.payer_id) for one in theirs(data)]
