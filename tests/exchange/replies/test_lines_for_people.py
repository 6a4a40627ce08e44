"""Lines of a summary: no value writes a line of its own, amounts read as people write them, reasons in order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.exchange.replies.summary_lines import dollars, one_line, reasons, those
from tests.exchange.replies.summary_values import finding, line

TEXTS = [
    ("SMITH", "SMITH"),
    ("", ""),
    ("A\nB", "A B"),
    ("A\r\nB", "A  B"),
    ("A\tB", "A\tB"),
    ("A\x00B", "A B"),
    ("A\x1b[31mB", "A [31mB"),
    ("A\u2028B", "A B"),
    ("A\u202eB", "A B"),
    ("A\x7fB", "A B"),
    ("\u00c4 \u00f1", "\u00c4 \u00f1"),
]


@pytest.mark.parametrize(("text", "shown"), TEXTS)
def test_a_value_stays_on_its_line(text: str, shown: str) -> None:
    assert one_line(text) == shown


@given(st.text(max_size=60))
def test_any_text_is_one_line_of_the_same_length(text: str) -> None:
    shown = one_line(text)
    assert len(shown.splitlines()) <= 1
    assert len(shown) == len(text)
    assert one_line(shown) == shown


AMOUNTS = [
    (0, "$0.00"), (1, "$0.01"), (99, "$0.99"), (100, "$1.00"), (123_450, "$1,234.50"), (100_000_000, "$1,000,000.00"),
    (-1, "-$0.01"), (-123_450, "-$1,234.50"),
]  # fmt: skip


@pytest.mark.parametrize(("cents", "text"), AMOUNTS)
def test_an_amount_reads_as_people_write_it(cents: int, text: str) -> None:
    assert dollars(cents) == text


def test_what_rejects_is_told_before_what_holds() -> None:
    first, second = finding(what="One.", holds=True), finding(what="Two.")
    third, fourth = finding(what="Three.", holds=True), finding(what="Four.")
    claim = line("rejected", findings=(first, second, third, fourth))
    assert [each.what for each in reasons(claim)] == ["Two.", "Four.", "One.", "Three."]


KEYS: list[tuple[tuple[str, ...], list[str]]] = [
    ((), []),
    (("dead",), ["dead"]),
    (("waiting",), ["ready", "received"]),
    (("waiting", "dead"), ["ready", "dead", "received"]),
    (("sent",), ["sent", "replaced"]),
    (("sent", "nonsense"), ["sent", "replaced"]),
]


@pytest.mark.parametrize(("keys", "states"), KEYS)
def test_claims_of_some_lines_keep_the_order_of_the_file(keys: tuple[str, ...], states: list[str]) -> None:
    claims = [line(state) for state in ("ready", "sent", "dead", "received", "held", "replaced")]
    assert [claim.state for claim in those(claims, *keys)] == states
