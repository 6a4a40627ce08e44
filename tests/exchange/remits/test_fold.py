"""A number folded as the poorest system keeps it, in Python and in the database alike."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clearlane.exchange.remits.compare import KEPT_BY_ALL, fold
from clearlane.exchange.remits.find_candidates import FOLDED
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.scope import scope

LATIN_1 = st.text(st.characters(codec="latin-1", exclude_characters="\0"), max_size=40)


@given(LATIN_1)
def test_what_is_folded_folds_to_itself(number: str) -> None:
    assert fold(fold(number)) == fold(number)
    assert len(fold(number)) <= KEPT_BY_ALL
    assert fold(number).isascii()


@given(LATIN_1, st.sampled_from([" ", "-", ".", "/", "_", "#"]), st.integers(0, 40))
def test_a_character_between_changes_nothing(number: str, between: str, at: int) -> None:
    assert fold(number[:at] + between + number[at:]) == fold(number)


NUMBERS = [
    "AB-12.c", "abc", "", "---", "A" * 30, "12345678901234567890X", "\u00c4B1", "stra\u00dfe7", "\u00b5X1", "\u00ff9",
    "\u00b21", "A\u00a0B", "\u00d8\u00f8",
]  # fmt: skip


def test_the_database_folds_alike(house: int) -> None:
    with scope([house], by="test"), cursor() as sql:
        sql.execute(f"SELECT {FOLDED} FROM unnest(%s::text[]) AS claim (patient_control_number)", [NUMBERS])
        assert [folded for (folded,) in sql.fetchall()] == [fold(number) for number in NUMBERS]
