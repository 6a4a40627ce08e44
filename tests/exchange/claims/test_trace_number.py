"""Our own number for a claim."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.exchange.claims.trace_number import (
    ALPHABET,
    LENGTH,
    TooManyClaims,
    file_number_of,
    is_trace_number,
    trace_number,
)

NUMBERS = st.builds(
    lambda file, seq, ordinal: trace_number(file_number=file, set_seq=seq, ordinal=ordinal),
    st.integers(10**9, 10**10 - 1),
    st.integers(1, 36**3 - 1),
    st.integers(1, 36**4 - 1),
)


@given(NUMBERS)
def test_a_number_fits_what_a_receiver_must_keep(number: str) -> None:
    assert len(number) == LENGTH <= 20
    assert is_trace_number(number)


@given(NUMBERS, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_seen(number: str, at: int, other: str) -> None:
    changed = number[:at] + other + number[at + 1 :]
    assert is_trace_number(changed) == (changed == number)


@given(st.text(max_size=30))
def test_any_text_can_be_asked_about(text: str) -> None:
    assert is_trace_number(text) in (True, False)
    assert is_trace_number(text) or file_number_of(text) is None


@given(st.integers(10**9, 10**10 - 1), st.integers(1, 36**3 - 1))
def test_a_number_tells_in_which_file_its_claim_came(file: int, ordinal: int) -> None:
    assert file_number_of(trace_number(file_number=file, set_seq=1, ordinal=ordinal)) == file


def test_two_claims_of_one_file_differ() -> None:
    made = {trace_number(file_number=10**9, set_seq=s, ordinal=o) for s in (1, 2) for o in range(1, 2000)}
    assert len(made) == 2 * 1999


def test_a_file_with_too_many_sets_is_refused() -> None:
    with pytest.raises(TooManyClaims):
        trace_number(file_number=10**9, set_seq=36**3, ordinal=1)
