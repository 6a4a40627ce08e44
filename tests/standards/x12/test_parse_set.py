"""A set as a tree of loops: nothing is lost, order is kept, and the tree is that of the guide."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from clearlane.standards import x12
from clearlane.vocabulary.submitted_claim import SegmentText
from tests.standards.x12.small_files import FILES
from tests.standards.x12.x12_texts import CLAIMS, PAYMENT, check, join, lines

VERSIONS = {"837P": "005010X222A1", "835": "005010X221A1", "999": "005010X231A1", "277CA": "005010X214"}


def tree_of(data: bytes) -> x12.Loop:
    """The tree of the only set of a file."""
    report = check(data)
    (one,) = report.sets
    text = data[one.offset : one.offset + one.length]
    return x12.parse_set(text, delimiters=report.interchanges[0].delimiters, version=one.version, offset=one.offset)


def flat(loop: x12.Loop) -> Iterator[SegmentText]:
    """Every segment of a tree."""
    yield from loop.segments
    for child in loop.children:
        yield from flat(child)


def outline(loop: x12.Loop) -> list[object]:
    """The ids of the loops, each with those in it."""
    return [loop.id, *(outline(child) for child in loop.children)]


@pytest.mark.parametrize("kind", VERSIONS)
def test_each_segment_stands_in_the_tree_once(kind: str) -> None:
    data = FILES[kind]
    segments = sorted(flat(tree_of(data)), key=lambda one: one.number)
    assert [one.number for one in segments] == list(range(1, check(data).sets[0].segments + 1))
    for one in segments:
        assert data[one.offset :].startswith(x12.encode("*".join(one.elements) + "~"))


@pytest.mark.parametrize("kind", VERSIONS)
def test_each_segment_stands_in_the_loop_that_place_gives_it(kind: str) -> None:
    data = FILES[kind]
    (one,) = check(data).sets
    placed = x12.place(
        data[one.offset : one.offset + one.length], delimiters=x12.Delimiters(), version=one.version, offset=one.offset
    )
    assert sorted(flat(tree_of(data)), key=lambda each: each.number) == list(placed)


def test_a_claim_file_has_levels_in_levels() -> None:
    claim = ["2300", ["2310B"], ["2400"], ["2400"]]
    dependent = ["2300", ["2400"]]
    assert outline(tree_of(join(lines(CLAIMS)))) == [
        "ST",
        ["1000A"],
        ["1000B"],
        [
            "2000A",
            ["2010AA"],
            ["2000B", ["2010BA"], ["2010BB"], claim],
            ["2000B", ["2010BA"], ["2010BB"], ["2000C", ["2010CA"], dependent, dependent]],
        ],
    ]


def test_a_payment_has_claims_with_lines() -> None:
    assert outline(tree_of(join(lines(PAYMENT)))) == [
        "ST",
        ["1000A"],
        ["1000B"],
        ["2000", ["2100", ["2110"], ["2110"]]],
    ]


def test_an_acknowledgment_has_sets_segments_and_elements() -> None:
    (group,) = tree_of(FILES["999"]).children
    assert (group.id, [one.id for one in group.segments]) == ("2000", ["AK2", "IK5"])
    assert [one.id for one in group.children] == ["2100", "2100"]
    assert [one.id for one in group.children[0].segments] == ["IK3", "CTX"]


def test_a_claim_acknowledgment_has_the_levels_of_its_claims() -> None:
    found = tree_of(FILES["277CA"])
    names = []
    while found.children:
        names.append(found.id)
        found = found.children[-1]
    assert names[0] == "ST"
    assert len(names) >= 5


def test_all_and_first_look_at_the_loop_itself() -> None:
    provider = tree_of(join(lines(CLAIMS))).all("2000A")[0]
    name = provider.all("2010AA")[0]
    assert provider.first("NM1") is None
    found = name.first("REF", "EI")
    assert found is not None
    assert found.element(2) == "123456789"
    assert name.first("REF", "SY") is None
    assert [one.id for one in name.segments] == ["NM1", "N3", "N4", "REF"]
    assert provider.all("2300") == ()


BROKEN = {
    "nothing": [],
    "a lost first row": ["NM1*85"],
    "a lost level": ["HL*2"],
    "a lost claim segment": ["CLM*A1"],
    "a lost line number": ["LX*1"],
    "several": ["NM1*IL", "LX*2", "SBR*P*18", "HI*ABK:E119"],
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_set_loses_no_segment_in_its_tree(what: str) -> None:
    segments = [one for one in lines()[2:-2] if not one.startswith(tuple(BROKEN[what]) or "?")]
    tree = x12.parse_set(join(segments), delimiters=x12.Delimiters(), version="005010X222A1")
    assert sorted("*".join(one.elements) for one in flat(tree)) == sorted(segments)


@pytest.mark.parametrize("version", ["", "004010X098A1", "005010X223"])
def test_a_set_without_a_guide_is_one_loop(version: str) -> None:
    tree = x12.parse_set(join(lines()[2:-2]), delimiters=x12.Delimiters(), version=version)
    assert (tree.id, tree.children, len(tree.segments)) == ("", (), 48)


def test_no_bytes_are_an_empty_tree() -> None:
    assert x12.parse_set(b"", delimiters=x12.Delimiters(), version="005010X222A1") == x12.Loop("", (), ())


def test_offsets_are_those_of_the_file() -> None:
    text = join(lines()[2:-2])
    tree = x12.parse_set(text, delimiters=x12.Delimiters(), version="005010X222A1", offset=1000)
    assert min(one.offset for one in flat(tree)) == 1000
    assert {text[one.offset - 1000 :][: len(one.id)].decode() == one.id for one in flat(tree)} == {True}
