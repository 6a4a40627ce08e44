"""Ids of made files: what a qualifier says of them is so, in question and answer, for Medicare and others."""

from __future__ import annotations

import pytest

from clearlane.standards.codes.identifiers import is_mbi
from clearlane.standards.x12.generate.family import make_family
from clearlane.standards.x12.generate.from_guide import GuideOrder, from_guide
from clearlane.standards.x12.generate.medicare_id import OF_MEDICARE, medicare_id
from clearlane.vocabulary.npi import is_npi
from tests.standards.x12.small_files import AT

TODAY = AT.date()


def segments(content: bytes) -> list[list[str]]:
    return [one.strip().split("*") for one in content.decode().split("~")]


def members(content: bytes) -> list[tuple[bool, str]]:
    """Of each subscriber with a member id: whether Medicare covers him, and the id."""
    found, filing = list[tuple[bool, str]](), ""
    for one in segments(content):
        if one[0] == "SBR":
            filing = one[9] if len(one) > 9 else ""
        elif one[:2] == ["NM1", "IL"] and one[8:9] == ["MI"]:
            found.append((filing in OF_MEDICARE, one[9]))
    return found


@pytest.mark.parametrize("kind", ["270", "276", "278_request"])
def test_an_id_of_another_kind_is_not_copied_into_the_answer(kind: str) -> None:
    for seed in range(1, 16):
        for content in make_family(GuideOrder(kind=kind, seed=seed, units=2, today=TODAY)).values():
            npis = [one[9] for one in segments(content) if one[0] == "NM1" and one[8:9] == ["XX"]]
            assert all(map(is_npi, npis)), (seed, npis)


@pytest.mark.parametrize("kind", ["837p", "837i", "837d"])
def test_members_of_medicare_alone_have_its_ids(kind: str) -> None:
    found = [one for seed in range(1, 8) for one in members(from_guide(GuideOrder(kind=kind, seed=seed, units=9)))]
    assert {is_medicare for is_medicare, _ in found} == {True, False}
    assert all(is_mbi(id) is is_medicare for is_medicare, id in found)


def test_a_member_has_one_id() -> None:
    assert medicare_id("W123456789") == medicare_id("W123456789") != medicare_id("W123456798")
    assert is_mbi(medicare_id(""))
    assert is_mbi(medicare_id("9"))
