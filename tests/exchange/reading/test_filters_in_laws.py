"""Laws of the filter of claims: words, whose word, days and ids fit together, whatever is asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.exchange.claims.states import BY_WHOM, CLAIM_STATES, STATES
from clearlane.exchange.reading.claim_filter import BY_PAYER, STOPPED, ClaimFilter, every_place, id_at, values
from clearlane.exchange.reading.walk_claims import goes_across, goes_together
from clearlane.exchange.reading.words import CLAIM_WORDS, DECIDED, WORDS, places_of, word_of
from clearlane.exchange.remits.decide import DECISIONS
from clearlane.foundation.clock.move import move
from clearlane.foundation.partitions.identify import first_id, new_id

WORD_SETS = st.lists(st.sampled_from(WORDS), unique=True).map(tuple)
INSTANTS = st.integers(0, 7 * 10**12).map(lambda at: datetime.fromtimestamp(at / 1000, UTC))
IDS = st.uuids()
FILTERS = st.builds(
    ClaimFilter,
    words=WORD_SETS,
    by=st.sampled_from(["", "us", "payer"]),
    payer=st.sampled_from(["", "HARBOR"]),
    since=st.none() | INSTANTS,
    until=st.none() | INSTANTS,
    file=st.none() | IDS,
    reason=st.sampled_from(["", "total_charge"]),
    usage=st.sampled_from(["", "P", "T"]),
    ids=st.none() | st.lists(IDS, max_size=3).map(tuple),
)


@given(INSTANTS, INSTANTS)
def test_a_later_instant_never_has_a_lesser_id(one: datetime, other: datetime) -> None:
    if one <= other:
        assert id_at(one) <= id_at(other)
    if other - one >= timedelta(milliseconds=1):
        assert id_at(one) < id_at(other)


@given(st.integers(-(10**10), -1))
def test_before_the_first_instant_there_is_the_first_id(seconds: int) -> None:
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    assert id_at(epoch + timedelta(seconds=seconds)) == id_at(epoch)


@pytest.mark.parametrize("at", ["2026-11-28T12:00:00.123+00:00", "2030-02-28T23:59:59.999+00:00"])
def test_an_id_made_at_an_instant_lies_between_it_and_the_next_millisecond(
    at: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(tmp_path / "clock"))
    instant = datetime.fromisoformat(at)
    move(to=instant)
    made = new_id()
    assert id_at(instant) <= made < id_at(instant + timedelta(milliseconds=1))


@given(st.dates(datetime(1971, 1, 1, tzinfo=UTC).date(), datetime(2199, 1, 1, tzinfo=UTC).date()))
def test_the_first_id_of_a_month_is_that_of_its_first_instant(day: object) -> None:
    month = datetime.fromisoformat(f"{day}T00:00:00+00:00").replace(day=1)
    assert first_id(month.date()) == id_at(month)


@given(WORD_SETS, WORD_SETS)
def test_the_places_of_two_lists_of_words_are_those_of_both(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert set(places_of(words=one + other)) == set(places_of(words=one)) | set(places_of(words=other))


@given(WORD_SETS)
def test_our_places_and_the_payers_are_all_places_and_none_is_both(words: tuple[str, ...]) -> None:
    ours, theirs = (set(ClaimFilter(words=words, by=by).places) for by in ("us", "payer"))
    assert ours & theirs == set()
    assert ours | theirs == set(places_of(words=words or WORDS))


@given(FILTERS)
def test_every_place_of_a_filter_bears_one_of_its_words(wanted: ClaimFilter) -> None:
    words = wanted.words or (STOPPED if wanted.reason else WORDS)
    for state, decision in wanted.places:
        assert word_of(state=state, decision=decision) in words
        assert wanted.by in ("", "payer" if state in BY_PAYER else "us")
    assert wanted.asks_places or wanted.places == ()


@given(FILTERS)
def test_the_parameters_of_a_filter_are_as_many_states_as_decisions(wanted: ClaimFilter) -> None:
    asked = values(wanted)
    assert len(asked["states"]) == len(asked["decisions"]) == len(wanted.places)
    assert (asked["ids"] is None) == (wanted.ids is None)
    places = every_place(wanted)
    assert list(zip(places["states"], places["decisions"], strict=True)) == list(
        wanted.places or places_of(words=WORDS)
    )


@given(FILTERS)
def test_the_register_is_asked_for_places_and_kinds_alone(wanted: ClaimFilter) -> None:
    narrows = any([wanted.payer, wanted.since, wanted.until, wanted.file, wanted.reason, wanted.ids is not None])
    assert wanted.counts_alone == (not narrows)


@given(FILTERS)
def test_a_list_is_walked_in_one_way(wanted: ClaimFilter) -> None:
    assert not (goes_across(wanted) and goes_together(wanted))


def test_each_word_has_places_and_each_place_one_word() -> None:
    every = [place for word in WORDS for place in places_of(words=(word,))]
    assert len(every) == len(set(every))
    assert {state for state, _ in every} == set(STATES)
    assert all(places_of(words=(word,)) for word in WORDS)


def test_a_decision_is_the_word_only_where_a_payer_has_the_claim() -> None:
    for state in STATES:
        for decision in DECISIONS:
            expected = decision.capitalize() if state in DECIDED else CLAIM_WORDS[state]
            assert word_of(state=state, decision=decision) == expected


def test_what_payers_say_puts_a_claim_where_payers_have_the_word() -> None:
    for event, who in BY_WHOM.items():
        targets = {to for to in CLAIM_STATES[event].values() if to in STATES}
        assert who == "payer"
        assert targets <= BY_PAYER


def test_an_id_of_nothing_is_no_filter_and_an_empty_list_of_ids_is() -> None:
    assert ClaimFilter(ids=None).counts_alone
    assert not ClaimFilter(ids=()).counts_alone
    assert values(ClaimFilter(ids=(UUID(int=5),)))["ids"] == [UUID(int=5)]
