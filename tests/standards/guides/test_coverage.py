"""Each fact of each guide is broken once by machine: something is always said, as a rule the one right finding."""

from __future__ import annotations

import pytest

from clearlane.standards.x12.proof.coverage import Coverage, cover, exceptions
from clearlane.standards.x12.proof.full_set import ENVELOPE, VERSIONS

pytestmark = pytest.mark.slow
GUIDES = sorted(VERSIONS)
LEAST_SHARE = 0.98
_covered: dict[str, Coverage] = {}


def covered(name: str) -> Coverage:
    """The coverage of a guide, found once."""
    if name not in _covered:
        (_covered[name],) = cover([name])
    return _covered[name]


@pytest.mark.parametrize("name", GUIDES)
def test_a_broken_fact_is_one_finding_of_its_kind(name: str) -> None:
    one = covered(name)
    assert one.facts == one.broken_once > 0
    assert [(other.kind, other.at, other.found) for other in one.other if not other.reason] == []
    assert one.one_finding + len(one.other) == one.facts
    assert len(one.other) <= max(2, (1 - LEAST_SHARE) * one.facts)


@pytest.mark.parametrize("name", GUIDES)
def test_no_broken_fact_goes_unnoticed(name: str) -> None:
    assert [other.at for other in covered(name).other if not other.found and other.kind != "order of a group"] == []


@pytest.mark.parametrize("name", GUIDES)
def test_most_kinds_of_facts_are_broken_in_each_guide(name: str) -> None:
    assert {"required element", "codes", "length", "repeat of a row", "required component"} <= {
        *covered(name).kinds,
        *(("required component",) if name == "820.txt" else ()),
    }


def test_every_kind_is_broken_in_the_professional_claim() -> None:
    from clearlane.standards.x12.proof.mutant import EXPECTED

    assert set(covered("837p.txt").kinds) | {"condition"} == set(EXPECTED)


def test_each_reason_explains_something() -> None:
    others = [other for name in GUIDES for other in covered(name).other]
    for guide, kind, at, _ in exceptions():
        assert any(one.guide.startswith(guide) and one.kind == kind and one.at.startswith(at) for one in others), at


def test_each_fact_of_a_ta1_is_one_finding() -> None:
    one = covered(ENVELOPE)
    assert (one.one_finding, one.other) == (one.facts, [])
    assert one.kinds["required element"] == 5
    assert {"codes", "length", "type", "format", "not used"} <= set(one.kinds)
