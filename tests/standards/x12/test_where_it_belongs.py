"""What is lost or late is told where it belongs, by what stands in the file, and nothing that follows from it."""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.generate.from_guide import GuideOrder, from_guide
from tests.standards.guides.test_837i_by_hand import STAY
from tests.standards.x12.x12_texts import ISA, PAYMENT, check_guide, counted, join, lines

CLEAN, PAID = lines(), lines(PAYMENT)


def told(segments: list[str]) -> list[tuple[str, str]]:
    return [(one.rule, str(one.place)) for one in check_guide(join(counted(segments))).findings]


def moved(segments: list[str], head: str, behind: str) -> list[str]:
    """The first segment that begins so stands behind the next that begins otherwise."""
    at = next(n for n, one in enumerate(segments) if one.startswith(head))
    to = next(n for n, one in enumerate(segments) if n > at and one.startswith(behind))
    return [*segments[:at], *segments[at + 1 : to + 1], segments[at], *segments[to + 1 :]]


@pytest.mark.parametrize(
    ("head", "behind", "before"),
    [
        ("DMG*D8*1980", "NM1*PR", "before NM1 with PR in NM101 (Payer)"),
        ("REF*EI", "HL*2", "before HL with 22 in HL03 (Subscriber level)"),
        ("DMG*D8*2015", "CLM*", "before CLM (Claim)"),
        ("PER*IC", "NM1*40", "before NM1 with 40 in NM101 (Receiver)"),
    ],
)
def test_what_is_late_behind_its_loop_belongs_before_what_stands_there(head: str, behind: str, before: str) -> None:
    (found,) = check_guide(join(moved(CLEAN, head, behind))).findings
    assert (found.rule, found.expected) == ("segment.late_segment", before)


def test_a_coverage_behind_the_name_of_the_subscriber_makes_none_of_his_address_unwanted() -> None:
    assert told(moved(CLEAN, "SBR*P*18", "DMG*D8*1980")) == [("segment.late_segment", "2000B SBR")]


@pytest.mark.parametrize("kind", ["837p", "837i", "837d", "270", "276"])
def test_a_level_that_ends_without_what_is_sent_for_it_is_told_wherever_it_stands(kind: str) -> None:
    made = from_guide(GuideOrder(kind=kind, seed=2, units=3)).decode("latin-1")
    segments = [one.strip() for one in made.split("~") if one.strip()]
    heads = [n for n, one in enumerate(segments) if one.startswith("HL*")]
    ends = [*heads[1:], next(n for n, one in enumerate(segments) if one.startswith("SE*"))]
    head = {"270": "EQ*", "276": "TRN*"}.get(kind, "CLM*")
    last_levels = [(a, b) for a, b in zip(heads, ends, strict=True) if segments[a].split("*")[4] == "0"]
    assert len(last_levels) > 1
    for a, b in last_levels:
        at = next(n for n in range(a, b) if segments[n].startswith(head))
        left = counted([*segments[:at], *segments[b:]])
        (found,) = check_guide(join(left)).findings
        assert (found.rule.startswith("segment.missing"), found.place.segment_id) == (True, head[:-1])


def test_a_payment_line_without_its_service_does_not_give_its_day_to_the_line_before() -> None:
    ends = next(n for n, one in enumerate(PAID) if one.startswith(("PLB", "SE*")))
    line = ["SVC*HC:99213*10*10**1", "DTM*472*20261110", "CAS*CO*45*0"]
    assert told([*PAID[:ends], *line, *line[1:], *PAID[ends:]]) == [("segment.missing_segment", "2110 SVC")]
    late = [*line, line[1], line[0], line[2]]
    assert told([*PAID[:ends], *late, *PAID[ends:]]) == [("segment.late_segment", "2110 SVC")]


def test_of_a_reference_of_no_kind_nothing_is_said_but_that() -> None:
    at = next(n for n, one in enumerate(CLEAN) if one.startswith("CLM*"))
    assert told([*CLEAN[: at + 1], "REF*ZX*123", *CLEAN[at + 1 :]]) == [("element.other_code", "2300 REF01")]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [("DTP*472*D8*", "DTP*472*DT*", "2400 DTP02"), ("DMG*D8*1980", "DMG*RD8*1980", "2010BA DMG01")],
)
def test_a_day_is_not_measured_by_a_format_that_is_wrong(old: str, new: str, place: str) -> None:
    at = next(n for n, one in enumerate(CLEAN) if one.startswith(old))
    assert told([*CLEAN[:at], CLEAN[at].replace(old, new), *CLEAN[at + 1 :]]) == [("element.other_code", place)]


def group(*sets: list[str], version: str) -> bytes:
    """Sets in one group of a version."""
    heads = [ISA, f"GS*HC*SUBMITTER*CLEARLANE*20261124*0930*101*X*{version}"]
    numbered = [
        [one.replace("*0001", f"*{n:04d}", 1) if one[:3] in ("ST*", "SE*") else one for one in each]
        for n, each in enumerate(sets, 1)
    ]
    return join([*heads, *(one for each in numbered for one in each), f"GE*{len(sets)}*101", "IEA*1*000000101"])


def set_of(text: str, version: str) -> list[str]:
    segments = counted(lines(text))
    start, end = (next(n for n, one in enumerate(segments) if one.startswith(head)) for head in ("ST*", "SE*"))
    return [f"ST*837*0001*{version}", *segments[start + 1 : end + 1]]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_mislabelled_set_is_known_by_what_stands_in_it_alone(jobs: int) -> None:
    named = "005010X222A1"
    ours, theirs = [*CLEAN[2:-2]], set_of(STAY, named)
    events = list(x12.check([group(theirs, ours, theirs, *[ours] * 300, version=named)], jobs=jobs))
    told_of = [event for event in events if isinstance(event, x12.Finding) and event.level < 3]
    assert [one.rule for one in told_of] == ["envelope.st_other_guide"] * 2


def test_a_set_without_lines_is_not_taken_for_the_next_one() -> None:
    begins = CLEAN.index("LX*1")
    ends = next(n for n, one in enumerate(CLEAN) if one.startswith("HL*3"))
    se = next(n for n, one in enumerate(CLEAN) if one.startswith("SE*"))
    lost = counted([*CLEAN[:begins], CLEAN[se]])[2:]
    assert ends < se
    data = group(lost, set_of(STAY, "005010X222A1"), version="005010X222A1")
    assert [one.rule for one in check_guide(data).sets[0].findings] == ["segment.missing_loop"]
