"""A profile that no payer could keep is refused when it is read, with its line, and not when the first batch comes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane_sandbox.profile import SWITCHES, Profile
from clearlane_sandbox.read_profile import (
    FIELDS,
    READERS,
    ProfileIsUnreadable,
    read_cents,
    read_condition,
    read_duration,
    read_percent,
    read_profile,
    read_status,
)

WHO = "payer P1\nname PAYER ONE\ntax_id 123456789\nlogin one secret\n"

REFUSED = [
    "payer",
    "name",
    "login",
    "switch twice every 0",
    "switch twice every -1",
    "switch twice every two",
    "switch twice every 2 more",
    "switch twice every",
    "switch twice on 0",
    "switch twice on",
    "switch twice on 1,,2",
    "deny CO:45 charge=5.00",
    "deny CO:45 charge~5",
    "deny CO:45 charge>5.00,6.00",
    "deny CO:45 place>5",
    "deny CO:45 share>5%",
    "deny CO:45 share=200%",
    "deny CO:45 share=1%,5%",
    "deny CO:45 place=",
    "deny CO:45 'place=1",
    "deny",
    "reject A7",
    "reject A9:20",
    "pay contract 150%",
    "pay coinsurance 101%",
    "pay copay -5.00",
    "pay deductible -1.00",
    "pay copay 5.001",
    "adjust WO 1.00 every 0",
    "adjust WO 1.00 every -2",
    "adjust WO 1.00",
    "answer 999 after 99999999999d",
    "answer 835 after 1s now",
    "answer 277ca after 1s",
    "answer",
    "collect keep",
    "collect keep soon",
    "tier",
    "address a | b | c",
    "answers_as_addressed maybe",
]


@pytest.mark.parametrize("line", REFUSED)
def test_a_line_that_no_payer_could_keep_is_refused_with_its_number(line: str) -> None:
    with pytest.raises(ProfileIsUnreadable, match="line 5"):
        read_profile(WHO + line)


TAKEN = [
    "switch twice every 1",
    "switch twice on 1,2,30",
    "deny CO:45 charge>5.00 charge<10.00",
    "deny CO:45 place=02,10",
    "deny CO:45 procedure~992",
    "deny PR:B7 share=0%",
    "deny CO:45 share=100%",
    "reject A7:562:85 npi=1234567893",
    "pay contract 100% coinsurance 0%",
    "pay copay 0.00",
    "pay deductible 0 share 0%",
    "pay lines no",
    "adjust L6 -1.25 every 1",
    "answer ta1 when asked",
    "answer 277ca A2:20 after 0s",
    "collect keep 0s",
    "tier practice",
    "bench no",
]


@pytest.mark.parametrize("line", TAKEN)
def test_a_line_that_a_payer_can_keep_is_taken(line: str) -> None:
    assert isinstance(read_profile(WHO + line), Profile)


@given(st.sampled_from(sorted(READERS)), st.text(" 0123456789abcAX:%.,=~<>|'-#", max_size=20))
@settings(deadline=None)
def test_any_words_behind_a_key_are_taken_or_refused(key: str, rest: str) -> None:
    said = "taken"
    try:
        read_profile(f"{WHO}{key} {rest}")
    except ProfileIsUnreadable as error:
        said = str(error)
    assert said.startswith(("taken", "line 5"))


@given(st.text(max_size=60))
@settings(deadline=None)
def test_any_text_is_a_profile_or_is_refused(text: str) -> None:
    with pytest.raises(ProfileIsUnreadable):
        read_profile(text)


@pytest.mark.parametrize("key", sorted({"payer", "name", "tax_id", "login"}))
def test_a_payer_needs_each_of_these(key: str) -> None:
    kept = "\n".join(line for line in WHO.splitlines() if not line.startswith(key))
    with pytest.raises(ProfileIsUnreadable):
        read_profile(kept)


@pytest.mark.parametrize("switch", sorted(SWITCHES))
@pytest.mark.parametrize("every", [1, 2, 3, 7])
def test_each_switch_hits_each_nth_batch(switch: str, every: int) -> None:
    profile = read_profile(f"{WHO}switch {switch} every {every}")
    hit = [batch for batch in range(1, 22) if profile.does(switch, batch)]
    assert hit == list(range(every, 22, every))


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("0s", timedelta()),
        ("250ms", timedelta(milliseconds=250)),
        ("90s", timedelta(seconds=90)),
        ("5m", timedelta(minutes=5)),
        ("2h", timedelta(hours=2)),
        ("30d", timedelta(days=30)),
    ],
)
def test_a_duration_is_a_number_and_its_unit(text: str, duration: timedelta) -> None:
    assert read_duration(text) == duration


@pytest.mark.parametrize("text", ["", "5", "s", "5 s", "-5s", "5w", "1.5s", "5S"])
def test_a_duration_is_nothing_else(text: str) -> None:
    with pytest.raises(ValueError, match="no duration"):
        read_duration(text)


@given(st.integers(-(10**9), 10**9))
@settings(deadline=None)
def test_an_amount_is_read_to_the_cent(cents: int) -> None:
    whole, rest = divmod(abs(cents), 100)
    sign = "-" if cents < 0 else ""
    assert read_cents(f"{sign}{whole}.{rest:02d}") == cents
    if rest == 0:
        assert read_cents(f"{sign}{whole}") == cents


@pytest.mark.parametrize("text", [f"{share}%" for share in (0, 1, 10, 99, 100)])
def test_a_share_is_a_whole_percentage(text: str) -> None:
    assert read_percent(text) == int(text[:-1])


@pytest.mark.parametrize("text", ["", "5", "%", "101%", "999%", "-1%", "1.5%", "5 %"])
def test_a_share_is_nothing_else(text: str) -> None:
    with pytest.raises(ValueError, match="percentage"):
        read_percent(text)


@pytest.mark.parametrize("text", ["A0:20", "A1:19:PR", "A7:562:85", "A3:24:1P"])
def test_a_status_is_read_as_stc01_writes_it(text: str) -> None:
    assert str(read_status(text)) == text


@pytest.mark.parametrize("text", ["", "A7", "A7:", "7A:20", "A7:2000", "A7:20:X", "A7:20:85:1", "a7:20"])
def test_a_status_is_nothing_else(text: str) -> None:
    with pytest.raises(ValueError, match="no claim status"):
        read_status(text)


@pytest.mark.parametrize("field", FIELDS)
def test_each_field_has_a_condition_that_can_be_read(field: str) -> None:
    text = {"charge": "charge>1.00", "share": "share=5%"}.get(field, f"{field}=X")
    assert read_condition(text).field == field
