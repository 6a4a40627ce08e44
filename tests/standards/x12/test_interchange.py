"""The envelopes as a grammar: what may follow what, and what is told where it does not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards import x12
from clearlane.standards.x12.tier import Tier
from tests.standards.x12.x12_texts import ISA, PAYMENT, check, errors, join, lines

GS, ST, *BODY = lines(PAYMENT)[1:-3]
SE, GE, IEA = lines(PAYMENT)[-3:]
TA1 = "TA1*000000055*261124*0930*A*000"
SET = [ST, *BODY, SE]
GROUP = [GS, *SET, GE]


def group(number: int, *, sets: int = 1) -> list[str]:
    """A group with a control number of its own."""
    made = []
    for count in range(1, sets + 1):
        made += [one.replace("*0001", f"*{count:04d}") if one[:2] in ("ST", "SE") else one for one in SET]
    return [GS.replace("*101*", f"*{number}*"), *made, f"GE*{sets}*{number}"]


def told(*segments: str) -> list[str]:
    """The rules that reject, without their kind."""
    return [one.rule.partition(".")[2] for one in errors(join([ISA, *segments]))]


WHOLE: dict[str, tuple[list[str], list[str]]] = {
    "one group": ([*GROUP, IEA], []),
    "a TA1 alone": ([TA1, "IEA*0*000000101"], []),
    "two TA1": ([TA1, TA1, "IEA*0*000000101"], []),
    "a TA1 before a group": ([TA1, *GROUP, IEA], []),
    "two groups": ([*group(101), *group(102), "IEA*2*000000101"], []),
    "three sets": ([*group(101, sets=3), IEA], []),
    "a group without a set": ([GS, "GE*0*101", IEA], []),
    "what is asked of the carrier": (["ISB*1", "ISE*261201*0930*UT", *GROUP, IEA], []),
}
FAULTY = {
    "nothing at all": (["IEA*0*000000101"], ["no_group"]),
    "a set without a group": ([*SET, IEA], ["gs_missing", "iea_count"]),
    "a group without its GS": ([*SET, GE, IEA], ["gs_missing"]),
    "a set without its ST": ([GS, *BODY, SE, GE, IEA], ["st_missing"]),
    "a set of several without its ST": ([GS, *SET, *BODY, SE, "GE*2*101", IEA], ["st_missing"]),
    "ST twice": ([GS, ST, *SET, GE, IEA], ["st_twice"]),
    "GS twice": ([GS, GS, *SET, GE, IEA], ["gs_twice"]),
    "ST twice, and another": ([GS, ST, ST, *SET, GE, IEA], ["st_twice", "st_twice"]),
    "SE twice": ([GS, *SET, SE, GE, IEA], ["stray"]),
    "GE without a group": (["GE*1*101", *GROUP, IEA], ["stray"]),
    "SE without a set": ([GS, "SE*1*0001", *SET, GE, IEA], ["stray"]),
    "a TA1 in a group": ([GS, TA1, *SET, GE, IEA], ["stray"]),
    "a grade of service in a group": ([GS, "ISB*1", *SET, GE, IEA], ["stray"]),
    "a segment between sets": ([GS, *SET, "REF*EI*1", GE, IEA], ["stray"]),
    "many segments between sets": ([GS, *SET, "N1*PR", "N3*X", "REF*EI*1", GE, IEA], ["stray"]),
    "a segment behind the header": (["REF*EI*1", *GROUP, IEA], ["stray"]),
    "no SE": ([GS, ST, *BODY, GE, IEA], ["se_missing"]),
    "no SE before the next ST": (
        [GS, ST, *BODY, *SET[:1], *BODY, SE, "GE*2*101", IEA],
        ["se_missing", "st02_repeated"],
    ),
    "no GE": ([GS, *SET, IEA], ["ge_missing"]),
    "no GE before the next GS": ([GS, *SET, *group(102), "IEA*2*000000101"], ["ge_missing"]),
    "neither SE nor GE": ([GS, ST, *BODY, IEA], ["se_missing", "ge_missing"]),
    "no IEA": ([*GROUP], ["cut_off"]),
    "nothing behind the header": ([], ["cut_off"]),
    "the group's number twice": ([*group(101), *group(101), "IEA*2*000000101"], ["gs06_repeated"]),
    "the set's number twice": ([GS, *SET, *SET, "GE*2*101", IEA], ["st02_repeated"]),
}


@pytest.mark.parametrize("what", WHOLE)
def test_an_interchange_may_hold(what: str) -> None:
    segments, expected = WHOLE[what]
    assert told(*segments) == expected
    assert check(join([ISA, *segments])).accepted is True


def test_empty_segments_are_told_once_and_count_for_nothing() -> None:
    report = check(join([ISA, GS, *SET[:4], "", " ", *SET[4:], "", GE, "  ", IEA]))
    assert [(one.rule, one.severity) for one in report.findings] == [("envelope.empty_segment", "warning")]
    assert report.accepted is True


def test_empty_lines_of_a_file_whose_lines_are_segments_are_nothing() -> None:
    data = join([ISA, *GROUP, IEA]).replace(b"~", b"\n").replace(b"\nST*", b"\n\nST*")
    assert check(data).findings == ()


@pytest.mark.parametrize("end", ["", "\n", " ", "\r\n\x1a"])
def test_a_file_without_its_last_terminator_is_whole(end: str) -> None:
    data = join([ISA, *GROUP, IEA])[:-1] + end.encode()
    report = check(data)
    assert [(one.rule, one.severity) for one in report.findings] == [("envelope.iea_unterminated", "warning")]
    assert report.accepted is True


@pytest.mark.parametrize("cut", [1, 2, 5, 9, 12])
def test_a_trailer_that_is_cut_is_not_whole(cut: int) -> None:
    report = check(join([ISA, *GROUP, IEA])[: -1 - cut])
    assert [one.rule for one in report.findings] == ["envelope.cut_off"]


@pytest.mark.parametrize("what", FAULTY)
def test_an_interchange_may_not_hold(what: str) -> None:
    segments, expected = FAULTY[what]
    assert told(*segments) == expected


def test_control_numbers_of_sets_may_repeat_in_another_group() -> None:
    assert told(*group(101, sets=2), *group(102, sets=2), "IEA*2*000000101") == []


@pytest.mark.parametrize("count", range(4))
def test_a_report_has_each_set_of_each_group(count: int) -> None:
    segments = [one for number in range(1, count + 1) for one in group(number, sets=number)]
    report = check(join([ISA, *segments, f"IEA*{count}*000000101"]))
    if count:
        assert report.accepted is True
    assert [[one.control for one in each.sets] for each in report.interchanges[0].groups] == [
        [f"{number:04d}" for number in range(1, sets + 1)] for sets in range(1, count + 1)
    ]


def test_a_ta1_is_given_as_it_stands() -> None:
    data = join([ISA, TA1, "IEA*0*000000101"])
    (seen,) = check(data).interchanges[0].acknowledgments
    assert seen.elements == tuple(TA1.split("*"))
    assert data[seen.offset : seen.offset + seen.length] == TA1.encode() + b"~"


@pytest.mark.parametrize(("said", "expected"), [("1", 1), ("001", 1), ("2", 2), ("", -1), ("X", -1), ("9" * 10, -1)])
def test_a_group_says_how_many_sets_it_holds(said: str, expected: int) -> None:
    report = check(join([ISA, GS, *SET, f"GE*{said}*101", IEA]))
    assert report.interchanges[0].groups[0].sets_included == expected


PIECES = [GS, ST, BODY[0], BODY[1], SE, GE, IEA, TA1, ISA, "ZZZ*1", "ST", "GS*HP", "IEA", "*", ""]


@given(st.lists(st.sampled_from(PIECES), max_size=14))
@settings(max_examples=300, deadline=None)
def test_envelopes_in_any_order_are_read_to_the_end(pieces: list[str]) -> None:
    data = join([ISA, *pieces])
    report = check(data)
    assert report.interchanges
    ends = [one.offset + one.length for one in report.interchanges]
    starts = [one.offset for one in report.interchanges]
    assert starts[0] == 0
    assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))
    assert ends[-1] <= len(data)


@given(st.lists(st.sampled_from(PIECES), max_size=14))
@settings(max_examples=200, deadline=None)
def test_sets_lie_in_their_group_and_groups_in_their_interchange(pieces: list[str]) -> None:
    for interchange in check(join([ISA, *pieces])).interchanges:
        end = interchange.offset + interchange.length
        for each in interchange.groups:
            assert interchange.offset < each.offset <= each.offset + each.length <= end
            spans = [(one.offset, one.offset + one.length) for one in each.sets]
            assert all(each.offset < start <= stop <= each.offset + each.length for start, stop in spans)
            assert all(first[1] <= second[0] for first, second in pairwise(spans))


def test_an_interchange_that_begins_inside_another_is_found() -> None:
    inner = join([ISA.replace("000000101", "000000102"), *GROUP, IEA.replace("000000101", "000000102")])
    outer = join([ISA, GS, ST, *BODY[:3]])
    report = check(outer + inner)
    assert [one.control for one in report.interchanges] == ["000000101", "000000102"]
    assert [one.rule for one in report.interchanges[0].findings] == ["envelope.iea_missing"]
    assert report.interchanges[1].findings == ()


def test_an_interchange_that_swallowed_a_terminator_is_found_too() -> None:
    inner = join([ISA.replace("000000101", "000000102"), *GROUP, IEA.replace("000000101", "000000102")])
    outer = join([ISA, GS, ST, *BODY[:3]])[:-1]
    assert [one.control for one in check(outer + inner).interchanges] == ["000000101", "000000102"]


def test_a_file_of_many_interchanges_is_one_report_each() -> None:
    numbers = [f"{number:09d}" for number in range(1, 21)]
    data = b"".join(
        join([ISA.replace("000000101", number), *GROUP, f"IEA*1*{number}"], end="~\n") for number in numbers
    )
    report = x12.report([data])
    assert [one.control for one in report.interchanges] == numbers
    assert report.findings == ()


CLEAN = join(lines())
INDENTED = [("every", ""), ("GS", "GS*"), ("ST", "ST*"), ("GE", "GE*"), ("IEA", "IEA*")]


@pytest.mark.parametrize("tier", list(Tier))
@pytest.mark.parametrize("blanks", [" ", "  ", "\t"])
@pytest.mark.parametrize("begin", [begin for _, begin in INDENTED], ids=[name for name, _ in INDENTED])
def test_blanks_before_an_envelope_are_one_finding(begin: str, blanks: str, tier: Tier) -> None:
    isa, *others = lines()
    indented = [blanks + one if one.startswith(begin) else one for one in others]
    told = [one for one in x12.check([join([isa, *indented], end="~\n")], tier=tier) if isinstance(one, x12.Finding)]
    assert [one.rule for one in told] == ["envelope.indented"]
    assert told[0].found == (begin.rstrip("*") or "GS")


def test_what_an_indented_header_opens_is_not_read() -> None:
    report = x12.report([CLEAN.replace(b"GS*HC*", b" GS*HC*")])
    assert (report.accepted, report.sets) == (False, ())
    assert report.findings[0].what == "Blanks stand before segment GS"


def test_an_isa_that_stands_twice_is_one_thing() -> None:
    data = join([ISA, *GROUP, IEA])
    header = data[: data.index(b"GS*")]
    for between in (b"", b"\r\n"):
        assert [one.rule for one in check(header + between + data).findings] == ["envelope.iea_missing"]


def test_what_is_cut_off_behind_an_indented_segment_is_told() -> None:
    cut = CLEAN.replace(b"GS*HC*", b" GS*HC*")[: CLEAN.index(b"SE*")]
    assert [one.rule for one in x12.report([cut]).findings] == ["envelope.indented", "envelope.cut_off"]
