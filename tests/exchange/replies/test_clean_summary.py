"""The summary in plain words."""

from __future__ import annotations

import pytest

from clearlane.exchange.claims.states import STATES
from clearlane.exchange.replies.clean_summary import MOST_CLAIMS, MOST_REASONS, WIDTH, clean_summary
from clearlane.exchange.replies.load_summary import SetHere
from clearlane.exchange.replies.summary_lines import LINES, count, dollars
from tests.exchange.replies.summary_values import AT, finding, line, summary


def test_every_state_belongs_to_exactly_one_line() -> None:
    listed = [state for _, _, states in LINES for state in states]
    assert sorted(listed) == sorted(STATES)


def test_the_lines_add_up_to_what_came() -> None:
    claims = [line(state, cents=n * 100) for n, state in enumerate(STATES, start=1)]
    counts = count(claims)
    assert sum(one.claims for one in counts) == len(claims)
    assert sum(one.cents for one in counts) == sum(claim.cents for claim in claims)


def test_the_summary_says_what_came_and_that_it_ties_out() -> None:
    text = clean_summary(summary(line(), line("rejected", number="C2", findings=(finding(),))), at=AT)
    assert "1000000007  batch 1.837" in text
    assert f"{'Received':<44}{'2':>12}{'$200.00':>22}" in text
    assert f"{'Rejected by our edits':<44}{'1':>12}{'$100.00':>22}" in text
    assert "The sums tie out." in text


def test_a_rejected_claim_stands_with_reason_and_remedy() -> None:
    text = clean_summary(summary(line("rejected", number="C2", findings=(finding(),))), at=AT)
    assert "REJECTED (1)" in text
    assert "* [A7:562:85] The NPI is wrong." in text
    assert "What to do: Correct it and send the claim again." in text
    assert "our number 10000000010010001T, payer MEADOW" in text
    assert "service 2026-09-01 to 2026-09-02" in text


def test_a_held_claim_is_shown_as_held() -> None:
    text = clean_summary(summary(line("held", findings=(finding("A3:496:85", holds=True),))), at=AT)
    assert "HELD (1)" in text
    assert "REJECTED" not in text


def test_the_payers_that_claims_go_to_are_named_with_their_sums() -> None:
    text = clean_summary(summary(line(), line(number="C2", payer="NOBODY")), at=AT)
    assert f"{'MEADOW LAKE (MEADOW)':<44}{'1':>12}{'$100.00':>22}" in text
    assert "Unknown payer (NOBODY)" in text


def test_sums_that_do_not_tie_out_are_said_loudly() -> None:
    wrong = summary(line(), sets=(SetHere("0001", "accepted", "extracted", 2, 10_000),))
    assert "THE SUMS DO NOT TIE OUT" in clean_summary(wrong, at=AT)


def test_a_repeated_file_names_the_first() -> None:
    text = clean_summary(summary(state="repeat", reason="same bytes as file 1000000001", sets=()), at=AT)
    assert "same bytes as file 1000000001" in text


def test_a_set_that_is_held_or_not_read_is_named() -> None:
    sets = (
        SetHere("0001", "accepted", "held", 3, 0), SetHere("0002", "unsupported", "read", 0, 0),
        SetHere("0003", "accepted", "dropped", 3, 0),
    )  # fmt: skip
    text = clean_summary(summary(sets=sets), at=AT)
    assert "Set 0001 repeats the content of an earlier file: held for a person" in text
    assert "Set 0002 is an 837 of a version that is not read here." in " ".join(text.split())
    assert "Set 0003 repeats the content of an earlier file: dropped, nothing in it was billed." in " ".join(
        text.split()
    )


def test_a_test_says_that_it_is_one() -> None:
    assert "This file is a test" in clean_summary(summary(line(), usage="T"), at=AT)


def test_no_line_is_wider_than_a_page() -> None:
    long = finding(what="A very long sentence about a claim. " * 12)
    text = clean_summary(summary(line("rejected", number="N" * 38, last="L" * 60, findings=(long,))), at=AT)
    assert max(map(len, text.splitlines())) <= WIDTH


@pytest.mark.parametrize(
    ("cents", "text"),
    [(0, "$0.00"), (5, "$0.05"), (123_456, "$1,234.56"), (-5, "-$0.05"), (10**11, "$1,000,000,000.00")],
)
def test_dollars_are_written_for_people(cents: int, text: str) -> None:
    assert dollars(cents) == text


def test_a_summary_of_very_many_claims_says_how_many_more_there_are() -> None:
    claims = [line("rejected", number=f"C{n}", findings=(finding(),)) for n in range(MOST_CLAIMS + 7)]
    text = clean_summary(summary(*claims), at=AT)
    assert f"REJECTED ({MOST_CLAIMS + 7:,})" in text
    assert text.count("What to do:") == MOST_CLAIMS
    assert "... and 7 more, which the API lists one by one." in text


def test_a_claim_with_very_many_findings_shows_some_and_counts_the_others() -> None:
    text = clean_summary(summary(line("rejected", findings=(finding(),) * (MOST_REASONS + 3))), at=AT)
    assert text.count("What to do:") == MOST_REASONS
    assert "* and 3 more of them" in text
