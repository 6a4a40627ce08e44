"""Groups and control numbers of one interchange."""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from tests.standards.x12.x12_texts import ISA, check, errors, join, lines, rules

CLEAN = join(lines())
BODY = lines()[1:-1]


def with_groups(*groups: list[str]) -> bytes:
    """An interchange of these groups, its IEA01 right."""
    return join([ISA, *(one for group in groups for one in group), f"IEA*{len(groups)}*000000101"])


def renumbered(control: str) -> list[str]:
    """The clean group under another GS06."""
    return [one.replace("*101*X", f"*{control}*X").replace("GE*1*101", f"GE*1*{control}") for one in BODY]


def test_two_groups_of_one_kind_are_accepted() -> None:
    report = check(with_groups(BODY, renumbered("102")))
    assert report.accepted is True
    assert [group.control for group in report.interchanges[0].groups] == ["101", "102"]


def test_a_repeated_group_number_refuses_the_later_group() -> None:
    report = check(with_groups(BODY, BODY))
    assert [one.rule for one in report.interchanges[0].groups[1].findings] == ["envelope.gs06_repeated"]
    assert report.interchanges[0].groups[0].findings == ()


def test_leading_zeros_of_a_control_number_do_not_matter() -> None:
    assert not errors(CLEAN.replace(b"GE*1*101", b"GE*01*0101"))


def test_a_group_without_sets_is_doubted_where_its_count_is_right() -> None:
    empty = ["GS*HC*SUBMITTER*CLEARLANE*20261124*0930*101*X*005010X222A1", "GE*0*101"]
    assert rules(with_groups(empty)) == ["envelope.group_empty"]
    assert rules(with_groups([empty[0], "GE*1*101"])) == ["envelope.ge_count"]


def test_a_group_control_number_has_digits() -> None:
    assert rules(CLEAN.replace(b"*101*X", b"*AB*X").replace(b"GE*1*101", b"GE*1*AB")) == ["envelope.gs_control"]


def test_odd_values_of_a_group_only_warn() -> None:
    report = check(CLEAN.replace(b"*20261124*0930*101*X", b"*261124*0930*101*T"))
    assert report.accepted is True
    assert [one.rule for one in report.findings] == ["envelope.gs_value"] * 2


def test_a_letter_as_repetition_separator_only_warns() -> None:
    report = check(CLEAN.replace(b"*^*00501", b"*U*00501"))
    assert report.accepted is True
    assert [one.rule for one in report.findings] == ["envelope.isa_repetition"]


def test_a_group_of_a_newer_version_than_its_interchange_only_warns() -> None:
    report = check(CLEAN.replace(b"*0930*^*00501", b"*0930*U*00401"))
    assert report.accepted is True
    (told,) = report.findings
    assert (told.rule, told.place.segment_id, told.place.element) == ("envelope.isa_version", "ISA", 12)


def test_a_group_of_an_older_version_is_told_by_its_version_alone() -> None:
    older = CLEAN.replace(b"*0930*^*00501", b"*0930*U*00401").replace(b"005010X222A1", b"004010X098A1")
    assert "envelope.isa_version" not in rules(older)


def test_strays_are_told_once_a_stretch() -> None:
    told = rules(CLEAN.replace(b"GE*1*101", b"N3*A~N3*B~N3*C~GE*1*101"))
    assert told == ["envelope.stray"]


def test_a_set_that_begins_before_the_last_one_ended_is_told() -> None:
    segments = [one for one in lines() if not one.startswith("SE*")]
    second = [one.replace("*0001", "*0002") for one in lines()[2:-2]]
    data = join([*segments[:-2], *second, "GE*2*101", segments[-1]])
    report = check(data)
    assert [one.verdict for one in report.sets] == ["rejected", "accepted"]
    assert [one.rule for one in report.findings] == ["envelope.se_missing"]


def test_a_trailer_without_its_header_is_a_stray() -> None:
    assert rules(CLEAN.replace(b"GE*1*101", b"SE*1*0001~GE*1*101")) == ["envelope.stray"]
    assert rules(join([ISA, "GE*1*101", "IEA*0*000000101"])) == ["envelope.stray", "envelope.no_group"]


def test_a_group_that_is_not_closed_before_the_next_is_told() -> None:
    data = join([ISA, *BODY[:-1], *renumbered("102"), "IEA*2*000000101"])
    report = check(data)
    assert rules(data) == ["envelope.ge_missing"]
    assert [one.verdict for one in report.sets] == ["accepted", "accepted"]


def test_the_interchange_after_a_broken_one_is_read() -> None:
    report = check(CLEAN[:500] + b"\n" + CLEAN.replace(b"000000101", b"000000102"))
    assert [one.control for one in report.interchanges][-1] == "000000102"
    assert report.interchanges[-1].groups[0].sets[0].verdict == "accepted"


def test_an_interchange_whose_delimiters_clash_is_passed_over_to_the_next() -> None:
    report = check(CLEAN.replace(b"*P*:~", b"*P**~", 1) + CLEAN)
    assert [len(one.groups) for one in report.interchanges] == [0, 1]
    assert report.sets[0].verdict == "accepted"


def test_a_report_of_nothing_is_neither_true_nor_false() -> None:
    assert check(b"").accepted is None
    assert check(b"").interchanges == ()


def test_a_report_keeps_what_the_envelopes_said() -> None:
    interchange = check(CLEAN).interchanges[0]
    group = interchange.groups[0]
    assert (interchange.sender, interchange.receiver, interchange.usage) == ("SUBMITTER", "CLEARLANE", "P")
    assert (interchange.control, interchange.ack_requested) == ("000000101", False)
    assert (group.functional_id, group.sender, group.receiver) == ("HC", "SUBMITTER", "CLEARLANE")
    assert (group.date, group.time, group.control, group.version) == ("20261124", "0930", "101", "005010X222A1")
    assert (group.sets_included, len(group.sets)) == (1, 1)
    one = group.sets[0]
    assert CLEAN[one.offset : one.offset + one.length].startswith(b"ST*837*0001")
    assert CLEAN[one.offset : one.offset + one.length].endswith(b"SE*48*0001~")
    assert (one.set_id, one.control, one.version, one.segments) == ("837", "0001", "005010X222A1", 48)


@pytest.mark.parametrize(
    ("right", "low", "high", "noun"),
    [
        (b"SE*48*", b"SE*47*", b"SE*49*", "segment"),
        (b"GE*1*", b"GE*0*", b"GE*2*", "transaction set"),
        (b"IEA*1*", b"IEA*0*", b"IEA*2*", "group"),
    ],
)
def test_a_count_says_whether_something_was_lost_or_added(right: bytes, low: bytes, high: bytes, noun: str) -> None:
    content = join(lines())
    (less,) = x12.report([content.replace(right, low)]).findings
    (more,) = x12.report([content.replace(right, high)]).findings
    assert less.why.startswith(f"More came than was counted: a {noun} may stand there twice")
    assert more.why == f"A {noun} may have been lost"


@pytest.mark.parametrize(("right", "noun"), [(b"GE*1*", "transaction set"), (b"IEA*1*", "group")])
def test_a_count_that_is_no_number_hides_what_was_lost(right: bytes, noun: str) -> None:
    (none,) = x12.report([join(lines()).replace(right, right.split(b"*")[0] + b"*A*")]).findings
    assert none.why == f"Without a number nobody can see whether a {noun} was lost"
