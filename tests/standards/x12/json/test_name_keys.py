"""Keys for programs: the words of guide and dictionary, each once where it stands."""

from __future__ import annotations

import re

import pytest

from clearlane.standards.x12.library import entries, load_machine
from clearlane.standards.x12.name_keys import element_keys, member_keys, member_of, rows_of, snake
from clearlane.standards.x12.place_file import entry_of, loops_of
from clearlane.standards.x12.read_dictionary import read_dictionary

KEY = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Claim Submitter's Identifier", "claim_submitters_identifier"),
        ("city, state, ZIP", "city_state_zip"),
        ("Yes/No Condition", "yes_no_condition"),
        ("  ", ""),
    ],
)
def test_words_become_a_key(words: str, key: str) -> None:
    assert snake(words) == key


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: f"{entry.version}-{entry.set_id}")
def test_no_key_is_given_twice_in_a_loop(entry: object) -> None:
    for loop in load_machine(entry.files).loops():  # type: ignore[attr-defined]
        keys = member_keys(loop)
        assert len(set(keys)) == len(keys)
        assert all(KEY.fullmatch(key) for key in keys)


def test_no_key_is_given_twice_in_a_segment() -> None:
    for id in read_dictionary().segments:
        keys = element_keys(id)
        assert len({one.key for one in keys}) == len(keys)
        for one in keys:
            assert KEY.fullmatch(one.key)
            assert len(set(one.parts)) == len(one.parts)
            assert all(KEY.fullmatch(part) for part in one.parts)


def test_keys_do_not_change_by_themselves() -> None:
    loops = loops_of(entry_of(version="005010X222A1", set_id="837"))
    assert member_keys(loops["2000A"]) == (
        "level", "specialty", "currency", "billing_provider", "pay_to_address", "pay_to_plan", "subscriber_level",
    )  # fmt: skip
    assert [one.key for one in element_keys("CLM")][:5] == [
        "claim_submitters_identifier", "monetary_amount", "claim_filing_indicator_code",
        "non_institutional_claim_type_code", "place_and_frequency",
    ]  # fmt: skip
    assert [one.key for one in element_keys("CAS")][:5] == [
        "claim_adjustment_group_code", "claim_adjustment_reason_code", "monetary_amount", "quantity",
        "claim_adjustment_reason_code_2",
    ]  # fmt: skip
    assert element_keys("ZZZ") == ()


@pytest.mark.parametrize(
    ("segment", "name"),
    [
        (b"REF*EI*1", "Billing provider: tax id"),
        (b"REF*0B*1", "Billing provider: further ids"),
        (b"REF*ZZ*1", None),
        (b"ZZZ", None),
        (b"", None),
    ],
)
def test_a_segment_is_the_row_whose_code_it_has(segment: bytes, name: str | None) -> None:
    loop = loops_of(entry_of(version="005010X222A1", set_id="837"))["2000A/2010AA"]
    member = member_of(loop, segment.split(b"*"))
    assert (member.row.spec.name if member else None) == name
    assert member is None or member.row in rows_of(loop)
