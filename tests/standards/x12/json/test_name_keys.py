"""Keys for programs: the words of guide and dictionary, each once where it stands."""

from __future__ import annotations

import re

import pytest

from clearlane.standards.x12.library import Entry, entries, load_machine
from clearlane.standards.x12.name_keys import element_keys, member_keys, member_of, rows_of, snake
from clearlane.standards.x12.place_file import entry_of, loops_of

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
def test_no_key_is_given_twice_in_a_loop(entry: Entry) -> None:
    for loop in load_machine(entry.files).loops():
        keys = member_keys(loop)
        assert len(set(keys)) == len(keys)
        assert all(KEY.fullmatch(key) for key in keys)


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: f"{entry.version}-{entry.set_id}")
def test_no_key_is_given_twice_in_a_segment(entry: Entry) -> None:
    for loop in load_machine(entry.files).loops():
        for row in rows_of(loop):
            keys = element_keys(row)
            assert len({one.key for one in keys}) == len(keys) == len(row.fields)
            for one in keys:
                assert KEY.fullmatch(one.key)
                assert len(set(one.parts)) == len(one.parts)
                assert all(KEY.fullmatch(part) for part in one.parts)


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: f"{entry.version}-{entry.set_id}")
def test_a_number_in_the_key_of_a_loop_or_row_was_given_by_its_name(entry: Entry) -> None:
    for loop in load_machine(entry.files).loops():
        named = [snake(one.name.partition(": ")[2] or one.name) for one in loop.members]
        for key, name in zip(member_keys(loop), named, strict=True):
            assert not re.search(r"_\d$", key) or key == name


def test_keys_do_not_change_by_themselves() -> None:
    loops = loops_of(entry_of(version="005010X222A1", set_id="837"))
    assert member_keys(loops["2000A"]) == (
        "level", "specialty", "currency", "billing_provider", "pay_to_address", "pay_to_plan", "subscriber_level",
    )  # fmt: skip
    claim = rows_of(loops["2000A/2000B/2300"])[0]
    assert [one.key for one in element_keys(claim)][:9] == [
        "patient_control_number", "total_charge", "claim_filing_indicator", "kind_of_claim", "place_and_frequency",
        "provider_signature_on_file", "accepts_assignment", "benefits_assignment", "release_of_information",
    ]  # fmt: skip
    (adjustments,) = (row for row in rows_of(loops["2000A/2000B/2300/2320"]) if row.spec.id == "CAS")
    assert [one.key for one in element_keys(adjustments)][:5] == [
        "adjustment_group", "reason_1", "amount_1", "quantity_1", "reason_2",
    ]  # fmt: skip


def test_what_a_row_uses_keeps_its_key_and_what_it_does_not_use_goes_behind() -> None:
    loops = loops_of(entry_of(version="005010X212", set_id="277", name="277"))
    path = next(path for path in loops if path.endswith("2220D"))
    (service,) = (row for row in rows_of(loops[path]) if row.spec.id == "SVC")
    assert [one.key for one in element_keys(service)][3:] == [
        "revenue_code", "paid_quantity", "submitted_procedure", "quantity",
    ]  # fmt: skip
    (days,) = (
        row for row in rows_of(loops_of(entry_of(version="005010X218", set_id="820"))[""]) if "made" in row.spec.name
    )
    assert [one.key for one in element_keys(days)] == [
        "kind_of_date", "date_made", "time", "time_zone", "date_format", "period",
    ]  # fmt: skip


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
