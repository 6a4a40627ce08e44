"""A terminator that was lost at the end of a line: one fault, and both segments are read."""

from __future__ import annotations

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.generate.from_guide import GuideOrder, from_guide
from clearlane.standards.x12.part_lines import part_lines
from clearlane.standards.x12.tier import Tier
from clearlane.vocabulary.finding import Finding
from tests.standards.x12.small_files import AT
from tests.standards.x12.x12_texts import check, join, lines

LINES = [one + "~\n" for one in lines()]


def told(data: bytes, tier: Tier = Tier.BLOCK) -> list[tuple[str, str]]:
    found = (one for one in x12.check([data], tier=tier) if isinstance(one, Finding))
    return [(one.rule, str(one.place)) for one in found]


@pytest.mark.parametrize(
    ("raw", "parts"),
    [
        (b"N4*BOISE\nLX*1", [b"N4*BOISE\n", b"LX*1"]),
        (b"N4*BOISE\r\nLX*1\nSE*1", [b"N4*BOISE\r\n", b"LX*1\n", b"SE*1"]),
        (b"NTE*ADD*first\nsecond line", [b"NTE*ADD*first\nsecond line"]),
        (b"NTE*ADD*first\nLXX*1", [b"NTE*ADD*first\nLXX*1"]),
        (b"LX*1", [b"LX*1"]),
    ],
)
def test_only_what_begins_with_a_known_id_is_a_segment(raw: bytes, parts: list[bytes]) -> None:
    assert part_lines(raw, b"*") == parts


def test_wherever_one_terminator_is_lost_one_thing_is_told() -> None:
    for at in range(3, len(LINES) - 3):
        lost = [*LINES[:at], LINES[at].replace("~", ""), *LINES[at + 1 :]]
        data = "".join(lost).encode()
        (one,) = told(data)
        assert one[0] == "element.line_end", LINES[at]
        assert told(data, Tier.EXPLAIN) == [one]


@pytest.mark.parametrize("kind", ["835", "834", "270", "278_request", "277ca"])
def test_so_it_is_in_other_sets(kind: str) -> None:
    content = from_guide(GuideOrder(kind=kind, seed=2, units=2)).split(b"~\n")
    for at in range(4, len(content) - 4):
        data = b"~\n".join(content[:at]) + b"\n" + b"~\n".join(content[at:])
        assert [rule for rule, _ in told(data)] == ["element.line_end"], content[at - 1]


def test_the_claim_with_it_is_sent_back_and_the_others_live() -> None:
    at = next(n for n, one in enumerate(LINES) if one.startswith("CLM*A2"))
    report = check("".join([*LINES[:at], LINES[at].replace("~", ""), *LINES[at + 1 :]]).encode())
    assert report.sets[0].verdict == "partly"
    assert [one.dead for one in report.sets[0].claims] == [False, True, False]
    answer = x12.acknowledge(report.interchanges[0], control=1, at=AT)
    assert answer is not None
    assert b"~CTX*CLM01:A2~" in answer


def test_a_line_end_before_a_terminator_is_told_as_well() -> None:
    data = join(lines()).replace(b"HI*ABK:J020~", b"HI*ABK:J020\n~", 1)
    assert told(data) == [("element.line_end", "2300 HI01-2")]
