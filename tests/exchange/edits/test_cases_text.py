from __future__ import annotations

import pytest

from clearlane.exchange.edits.cases.build import build, typical_text
from clearlane.exchange.edits.cases.give import give
from clearlane.exchange.edits.cases.read import read
from clearlane.exchange.edits.cases.try_case import agrees
from clearlane.exchange.edits.type_claim import type_claim
from clearlane.vocabulary.claim import Claim

TEXT = """# a remark

It passes.
  => passes

It is changed, and something is known.
  2010AA NM1*85*2*OTHER
  - 2400 DTP*472
  given no pairs
  given today 2026-06-16
  => hold A3:496:85 at 2010AA NM109: not authorized
  => warn A7:255 at 2300 HI01-2
"""


def typical() -> Claim:
    claim = type_claim(submitted=build())
    assert isinstance(claim, Claim)
    return claim


def test_read_takes_a_case_apart() -> None:
    passing, failing = read(text=TEXT)
    assert (passing.sentence, passing.passes) == ("It passes.", True)
    assert failing.changes == ("2010AA NM1*85*2*OTHER", "- 2400 DTP*472")
    assert failing.given == ("no pairs", "today 2026-06-16")
    assert failing.expected == ("hold A3:496:85 at 2010AA NM109: not authorized", "warn A7:255 at 2300 HI01-2")
    assert not failing.passes


@pytest.mark.parametrize(
    "text",
    [
        "A sentence without an end.\n  2010AA NM1*85",
        "  => passes",
        "Two sentences.\nOne after the other.\n  => passes",
        "Both.\n  => passes\n  => warn A7:255",
    ],
)
def test_read_refuses_a_case_that_says_too_little_or_too_much(text: str) -> None:
    with pytest.raises(ValueError, match="a case"):
        read(text=text)


def test_build_makes_the_typical_claim_with_numbers_and_offsets() -> None:
    claim = build()
    assert [f"{one.loop} {'*'.join(one.elements)}" for one in claim.segments] == typical_text().splitlines()
    assert [(one.number, one.offset) for one in claim.segments][:2] == [(2, 80), (3, 120)]


def test_build_puts_a_segment_in_the_place_of_its_like() -> None:
    claim = build(changes=["2010AA REF*EI*999999999", "2400/2 SV1*HC:1*1"])
    assert len(claim.segments) == len(build().segments)
    assert claim.text("2010AA", "REF", 2) == "999999999"
    assert [line[1].element(1) for line in claim.lines()] == ["HC:99213:25", "HC:1"]


def test_build_adds_a_segment_at_the_end_of_its_loop() -> None:
    claim = build(changes=["2010AA REF*G2*A1", "2000C PAT*19", "2400/3 LX*3", "2400/3 SV1*HC:2*2", "2400 REF*6R*L1"])
    order = [(one.loop, one.id) for one in claim.segments]
    assert order.index(("2000C", "PAT")) == order.index(("2300", "CLM")) - 1
    assert [segment.element(1) for segment in claim.all("2010AA", "REF")] == ["EI", "G2"]
    assert [[segment.id for segment in line] for line in claim.lines()] == [
        ["LX", "SV1", "DTP", "REF"], ["LX", "SV1", "DTP"], ["LX", "SV1"],
    ]  # fmt: skip


def test_build_takes_a_segment_out() -> None:
    assert build(changes=["- 2400/2 DTP*472"]).lines()[1][-1].id == "SV1"


@pytest.mark.parametrize("change", ["9999 NM1*85", "2010AA", "- 2010AA REF*SY", "- 2400/7 LX*7"])
def test_build_refuses_a_change_that_does_not_fit(change: str) -> None:
    with pytest.raises(ValueError, match=r"loop and a segment|has no"):
        build(changes=[change])


@pytest.mark.parametrize("line", ["no shoes", "today tomorrow", "payer PRAIR takes everything", "earlier claim"])
def test_give_refuses_what_it_does_not_know(line: str) -> None:
    with pytest.raises(ValueError, match=r"not a fact|Invalid isoformat"):
        give(given=[line], claim=typical())


def test_give_begins_with_the_facts_of_the_typical_claim() -> None:
    facts = give(given=(), claim=typical())
    assert facts.pairs == {("1234567893", "123456789")}
    assert facts.payer(typical()) is facts.payers["PRAIR"]
    assert facts.is_live
    assert not facts.earlier


@pytest.mark.parametrize(
    ("expected", "found", "agreed"),
    [
        (("passes",), ("passes",), True),
        (("passes",), ("warn A7:255 at 2300 HI01-2: x",), False),
        (("warn A7:255 at 2300 HI01-2",), ("warn A7:255 at 2300 HI01-2: x",), True),
        (("warn A7:255 at 2300 HI01-2: y",), ("warn A7:255 at 2300 HI01-2: x y z",), True),
        (("warn A7:255 at 2300 HI01-2: q",), ("warn A7:255 at 2300 HI01-2: x y z",), False),
        (("warn A7:255 at 2300 HI02-2: x",), ("warn A7:255 at 2300 HI01-2: x",), False),
        (("a: x", "b: y"), ("a: x",), False),
    ],
)
def test_agrees_wants_place_and_status_whole_and_words_within(
    expected: tuple[str, ...], found: tuple[str, ...], agreed: bool
) -> None:
    assert agrees(expected=expected, found=found) is agreed
