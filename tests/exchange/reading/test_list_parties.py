"""Who stands in a file: what a demo registers for somebody's own files."""

from __future__ import annotations

import datetime as dt

import pytest

from clearlane.exchange.reading.list_parties import list_parties
from clearlane.standards.x12.generate.file_837p import file_837p
from clearlane.standards.x12.generate.order import SANDBOX_PAYERS, Order
from tests.standards.guides.full_set import full_set, interchange

MADE = file_837p(Order(seed=2, claims=30, today=dt.date(2026, 9, 20)))


def test_each_pair_and_each_payer_is_named_once() -> None:
    parties = list_parties(content=MADE.content)
    assert parties.pairs == {(claim.npi, claim.tin) for claim in MADE.claims}
    assert parties.payers == {(payer.id, payer.name) for payer in SANDBOX_PAYERS}


@pytest.mark.parametrize("delimiters", ["|>!~", "*>^|"])
def test_other_delimiters_name_the_same(delimiters: str) -> None:
    other = file_837p(Order(seed=2, claims=30, today=dt.date(2026, 9, 20), delimiters=delimiters))
    assert list_parties(content=other.content) == list_parties(content=MADE.content)


def test_two_interchanges_in_one_file_are_both_read() -> None:
    second = file_837p(Order(seed=9, claims=3, today=dt.date(2026, 9, 20)))
    both = list_parties(content=MADE.content + second.content)
    assert both.pairs == list_parties(content=MADE.content).pairs | list_parties(content=second.content).pairs


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no X12 at all",
        MADE.content[:300],
        MADE.content.replace(b"ST*837*", b"ST*999*"),
        interchange(full_set("837i.txt"), "837i.txt"),
    ],
)
def test_where_there_is_nothing_to_read_nobody_is_named(content: bytes) -> None:
    parties = list_parties(content=content)
    assert (parties.pairs, parties.payers) == (frozenset(), frozenset())


def test_a_file_that_is_cut_names_who_stands_before_the_cut() -> None:
    parties = list_parties(content=MADE.content[: len(MADE.content) // 2])
    assert parties.pairs <= list_parties(content=MADE.content).pairs
