"""Both forms of the file summary for every mix of states: each claim once, and sums that close."""

from __future__ import annotations

import re
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.exchange.claims.states import STATES
from clearlane.exchange.replies.clean_summary import WIDTH, clean_summary
from clearlane.exchange.replies.compatible_summary import COLUMNS, compatible_summary, number_claim
from clearlane.exchange.replies.load_summary import ClaimLine, FileSummary, SetHere
from clearlane.exchange.replies.summary_lines import count, dollars, reasons, those
from tests.exchange.replies.summary_values import AT, finding, line, summary

LINE_OF = {
    "Refused by the guide, see the 999": {"dead"},
    "Rejected by our edits": {"rejected"},
    "Held: a person must look": {"held"},
    "Stuck: our operators must look": {"stuck"},
    "Withdrawn": {"withdrawn"},
    "Accepted, waiting to be sent": {"received", "ready", "batched"},
    "Accepted and sent": {
        "in_doubt",
        "sent",
        "received_by_payer",
        "accepted_by_payer",
        "rejected_by_payer",
        "replaced",
    },
}
ACCEPTED = LINE_OF["Accepted, waiting to be sent"] | LINE_OF["Accepted and sent"]
MIXES = [*combinations(STATES, 1), *combinations(STATES, 2), STATES, ()]
CLAIMS = st.lists(st.tuples(st.sampled_from(STATES), st.integers(0, 10**8), st.sampled_from(["MEADOW", "HARBOR"])))


def claims_of(mix: tuple[str, ...]) -> list[ClaimLine]:
    """A claim for each state, told apart by number and cents."""
    return [
        line(state, number=f"C{n}", cents=1_000 * n + 7, findings=(finding(),) if state == "rejected" else ())
        for n, state in enumerate(mix, start=1)
    ]


def sums(text: str) -> dict[str, tuple[int, int]]:
    """The counted lines of a clean summary: words -> claims and cents."""
    found = re.findall(r"^(.{44})\s*([\d,]+)\s+(-?\$[\d,]+\.\d\d)$", text, re.MULTILINE)
    return {words.strip(): (_plain(claims), _plain(amount)) for words, claims, amount in found}


def _plain(text: str) -> int:
    return int(re.sub(r"[$,.]", "", text))


@pytest.mark.parametrize("mix", MIXES, ids=" ".join)
def test_every_mix_of_states_is_counted_on_its_lines_and_ties_out(mix: tuple[str, ...]) -> None:
    claims = claims_of(mix)
    told = sums(clean_summary(summary(*claims), at=AT))
    for words, states in LINE_OF.items():
        here = [claim for claim in claims if claim.state in states]
        assert told[words] == (len(here), sum(claim.cents for claim in here))
    assert told["Received"] == told["Found in the file"] == (len(claims), sum(claim.cents for claim in claims))


@settings(max_examples=30)
@given(CLAIMS)
def test_the_sums_of_any_file_close(drawn: list[tuple[str, int, str]]) -> None:
    claims = [line(state, cents=cents, payer=payer) for state, cents, payer in drawn]
    text = clean_summary(summary(*claims), at=AT)
    told = sums(text)
    assert told["Received"] == tuple(map(sum, zip(*(told[words] for words in LINE_OF), strict=True)))
    assert "The sums tie out." in text


@settings(max_examples=30)
@given(CLAIMS)
def test_what_goes_to_payers_adds_up_to_what_was_accepted(drawn: list[tuple[str, int, str]]) -> None:
    claims = [line(state, cents=cents, payer=payer) for state, cents, payer in drawn]
    told = sums(clean_summary(summary(*claims, payers={"MEADOW": "LAKE", "HARBOR": "MUTUAL"}), at=AT))
    going = [told[name] for name in ("LAKE (MEADOW)", "MUTUAL (HARBOR)") if name in told]
    accepted = [claim for claim in claims if claim.state in ACCEPTED]
    assert sum(claims for claims, _ in going) == len(accepted)
    assert sum(cents for _, cents in going) == sum(claim.cents for claim in accepted)


@pytest.mark.parametrize("mix", MIXES, ids=" ".join)
def test_every_claim_stands_once_in_the_compatible_form(mix: tuple[str, ...]) -> None:
    rows = table(compatible_summary(summary(*claims_of(mix)), at=AT))
    assert sorted(row["ACCNT#"] for row in rows) == sorted(f"C{n}" for n in range(1, len(mix) + 1))
    assert [row["CLAIM#"] for row in rows] == [f"{n})" for n in range(1, len(mix) + 1)]


@pytest.mark.parametrize("mix", MIXES, ids=" ".join)
def test_the_compatible_form_counts_accepted_rejected_and_pending(mix: tuple[str, ...]) -> None:
    text = compatible_summary(summary(*claims_of(mix)), at=AT)
    rejected = sum(state in ("dead", "rejected") for state in mix)
    pending = sum(state in ("held", "stuck", "withdrawn") for state in mix)
    assert f"\t{len(mix) - rejected - pending} # of Claims Initially Accepted\r\n" in text
    assert f"\t{rejected} # of Claims Rejected\r\n" in text
    assert (f"\t{pending} # of Claims Pending" in text) == bool(pending)


@settings(max_examples=30)
@given(CLAIMS)
def test_the_totals_of_the_compatible_form_close(drawn: list[tuple[str, int, str]]) -> None:
    claims = [line(state, cents=cents, payer=payer) for state, cents, payer in drawn]
    text = compatible_summary(summary(*claims), at=AT)
    total = _plain(text.split("Total: ")[1].split("\r\n")[0])
    assert total == sum(claim.cents for claim in claims if claim.state in ACCEPTED)


def table(text: str) -> list[dict[str, str]]:
    """The rows of the compatible form, cut at the offsets that parsers use."""
    edges = [offset for _, offset, _ in COLUMNS] + [10_000]
    rows = [one for one in text.split("\r\n") if re.match(r"\d+\) ", one)]
    return [
        {name: row[start:end].strip() for (name, start, _), end in zip(COLUMNS, edges[1:], strict=True)} for row in rows
    ]


def test_a_row_holds_each_value_in_its_column() -> None:
    (row,) = table(compatible_summary(summary(line("rejected", findings=(finding(),))), at=AT))
    assert row == {
        "CLAIM#": "1)", "OA CLAIMID": "0000700001", "PATIENT ID": "M100200300", "LAST,FIRST": "ABBOTT,CLARA",
        "DOB": "02/03/1980", "FROM DOS": "09/01/2026", "TO DOS": "09/02/2026", "CPT": "99213", "DIAG": "I2510",
        "TAX ID": "746482691", "ACCNT#": "C1", "PHYS.ID": "1412892519", "PAYER": "MEADOW", "ERRORS": "A7562",
    }  # fmt: skip


LONG: dict[str, Any] = {
    "member_id": "M" * 40, "last": "L" * 40, "first": "F" * 40, "procedure": "9" * 40, "diagnosis": "D" * 40,
    "tin": "T" * 40, "number": "N" * 40, "npi": "P" * 40, "payer": "Y" * 40,
}  # fmt: skip


def _held(values: dict[str, Any]) -> ClaimLine:
    """A held claim with these values."""
    return line("held", **values)


@pytest.mark.parametrize("column", LONG)
def test_a_long_value_never_moves_the_columns_after_it(column: str) -> None:
    (row,) = table(compatible_summary(summary(_held({column: LONG[column]})), at=AT))
    assert (row["CLAIM#"], row["DOB"], row["FROM DOS"]) == ("1)", "02/03/1980", "09/01/2026")


@pytest.mark.parametrize(
    "column", ["member_id", "last", "first", "procedure", "diagnosis", "tin", "number", "npi", "payer"]
)
@pytest.mark.parametrize("odd", ["A\nB", "A\r\nB", "A\tB", "A\x0bB", "A\u2028B", "\n"])
def test_a_value_with_a_line_break_breaks_no_row(column: str, odd: str) -> None:
    text = compatible_summary(summary(_held({column: odd}), line("held", number="C2")), at=AT)
    rows = table(text)
    assert [(row["CLAIM#"], row["DOB"]) for row in rows] == [("1)", "02/03/1980"), ("2)", "02/03/1980")]
    assert all("\n" not in one and "\r" not in one for one in text.split("\r\n"))


@pytest.mark.parametrize(
    "odd",
    [
        summary(line("rejected", findings=(finding(),)), name="n" * 200 + ".837"),
        summary(line(), submitter="A very long name of a practice " * 6),
        summary(line(), name="a\nb.837", submitter="c\nd"),
        summary(line("held", number="x" * 60, last="y" * 60, first="z" * 60)),
        summary(line("held", last="A\nB", number="C\nD", payer="E\nF", trace="G\nH")),
        summary(line(payer="P\nQ"), payers={"P\nQ": "R\nS"}),
        summary(line("rejected", findings=(finding(what="w" * 300),))),
        summary(line("rejected", findings=(finding(what="one\ntwo\nthree"),))),
        summary(line(cents=10**15)),
        summary(line(), reason="same bytes " * 20),
        summary(line(), sets=(SetHere("9" * 60, "accepted", "held", 0, 0),)),
    ],
)  # fmt: skip
def test_no_line_of_the_clean_form_is_wider_than_a_page(odd: FileSummary) -> None:
    text = clean_summary(odd, at=AT)
    assert max(map(len, text.split("\n"))) <= WIDTH
    assert text.startswith("FILE SUMMARY\n")


def test_a_name_cannot_write_lines_of_its_own_into_a_summary() -> None:
    forged = summary(line("held", last="X\nThe sums tie out."), sets=(SetHere("0001", "accepted", "extracted", 9, 9),))
    lines = clean_summary(forged, at=AT).split("\n")
    assert not any(one.startswith("The sums tie out.") for one in lines)
    assert "THE SUMS DO NOT TIE OUT. Our operators have been told." in lines


@given(st.integers(-(10**15), 10**15))
def test_dollars_are_exact(cents: int) -> None:
    shown = dollars(cents)
    assert _plain(shown.replace("-", "")) * (-1 if shown.startswith("-") else 1) == cents


@pytest.mark.parametrize(("number", "place", "text"), [
    (1_000_000_007, 1, "0000700001"), (1_000_099_999, 12, "9999900012"), (5, 123_456, "0000523456"),
])  # fmt: skip
def test_a_claim_has_a_number_of_ten_digits(number: int, place: int, text: str) -> None:
    assert number_claim(number, place) == text


def test_reasons_are_what_rejects_before_what_holds_and_no_warning() -> None:
    holds, rejects = finding("A3:496:85", holds=True), finding("A7:562:85")
    assert reasons(line("rejected", findings=(holds, rejects))) == [rejects, holds]


def test_those_keep_the_order_of_the_file() -> None:
    claims = [line("sent", number="A"), line("held", number="B"), line("ready", number="C")]
    assert [claim.number for claim in those(claims, "waiting", "sent")] == ["A", "C"]
    assert [one.claims for one in count([])] == [0] * 7
