"""Each defect makes one change of one clean claim, and the check tells it by one rule at one place."""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.proof.defects import DEFECTS
from clearlane.standards.x12.tier import Tier
from clearlane.vocabulary.finding import Disposition, Finding
from tests.standards.x12.x12_texts import counted, join, lines

BODY = lines()
START = BODY.index("CLM*A1*150***11:B:1*Y*A*Y*Y")
END = BODY.index("HL*3*1*22*1")
CLAIM = [one.encode() for one in BODY[START:END]]

TOLD: list[tuple[str, str, str]] = [
    ("a code that is none", "element.bad_code", "2300 CLM06"),
    ("a charge that is no number", "element.not_a_number", "2300 CLM02"),
    ("a required element left out", "element.missing", "2300 CLM07"),
    ("an element that is not used", "element.not_used", "2300 CLM03"),
    ("a unit that is none", "element.bad_code", "2400 SV103"),
    ("a quantity that is too long", "element.too_long", "2400 SV104"),
    ("a pointer to no number", "element.not_whole", "2400 SV107-1"),
    ("a day that is in no calendar", "element.bad_format", "2400 DTP03"),
    ("a format that is none", "element.bad_code", "2400 DTP02"),
    ("a line without its service", "segment.missing_segment", "2400 SV1"),
    ("a line without its day", "segment.missing_segment", "2400 DTP"),
    ("a claim without a diagnosis", "segment.missing_segment", "2300 HI"),
    ("a segment that nobody knows", "segment.unknown_segment", "2300 ZZZ"),
    ("a segment of another set", "segment.foreign_segment", "2300 CLP"),
    ("an id in small letters", "segment.unknown_segment", "2300 hcp"),
    ("diagnoses twice", "segment.too_many_segments", "2300 HI"),
    ("a service twice", "segment.too_many_segments", "2400 SV1"),
    ("an amount that is too long", "element.too_long", "2300 AMT02"),
    ("two letters of an id the wrong way round", "segment.unknown_segment", "2300 CML"),
    ("a value twice", "element.value_doubled", "2300 CLM02"),
    ("a separator lost", "element.separator_lost", "2300 CLM03"),
    ("a separator doubled", "element.separator_doubled", "2300 CLM02"),
    ("a separator of the other kind", "element.separator_slip", "2300 CLM05"),
    ("a mark for a separator", "element.separator_slip", "2400 LX01"),
    ("a control character", "element.control_character", "2300 REF02"),
]


def broken(name: str) -> bytes:
    """The clean file with the first of its claims made wrong."""
    claim = [one.decode("latin-1") for one in DEFECTS[name](list(CLAIM))]
    return join(counted([*BODY[:START], *claim, *BODY[END:]]))


def test_the_table_tells_of_every_defect() -> None:
    assert [name for name, _, _ in TOLD] == list(DEFECTS)


@pytest.mark.parametrize("tier", Tier)
@pytest.mark.parametrize(("name", "rule", "place"), TOLD)
def test_a_defect_is_told_by_its_rule_at_its_place(name: str, rule: str, place: str, tier: Tier) -> None:
    events = x12.check([broken(name)], tier=tier, beyond_guide=False)
    found = [one for one in events if isinstance(one, Finding) and one.disposition is Disposition.REJECT]
    assert [(one.rule, str(one.place)) for one in found] == [(rule, place)]


@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_kills_its_claim_and_no_other(name: str) -> None:
    (one,) = x12.report([broken(name)], beyond_guide=False).sets
    assert [(span.patient_control_number, span.dead) for span in one.claims] == [
        ("A1", True), ("A2", False), ("A3", False),
    ]  # fmt: skip


@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_leaves_what_it_was_given_and_changes_one_segment(name: str) -> None:
    claim = list(CLAIM)
    changed = DEFECTS[name](claim)
    assert claim == CLAIM
    same = [one for one in changed if one in CLAIM]
    assert len(changed) - len(claim) in (-1, 0, 1)
    assert len(changed) - len(same) <= 1
    assert changed != claim
