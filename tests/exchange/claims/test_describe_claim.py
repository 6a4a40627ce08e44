"""The sketch of a claim: the columns by which it is found, whatever was sent."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.exchange.claims.describe import LONGEST, ClaimSketch, cents, day, describe, storable
from clearlane.exchange.edits.cases.build import build
from clearlane.vocabulary.money import Money
from clearlane.vocabulary.submitted_claim import SegmentText, SubmittedClaim


def sketch(*changes: str) -> ClaimSketch:
    """The typical claim with these changes, as a list shows it."""
    return describe(build(changes=changes))


def test_the_typical_claim_is_found_by_all_its_columns() -> None:
    made = sketch("2300 REF*D9*HIS1", "2300 REF*F8*ICN1", "2400 REF*6R*L1")
    assert (made.patient_control_number, made.cents, made.frequency) == ("ACCT1001", 22_500, "1")
    assert (made.billing_npi, made.billing_tin, made.payer_code) == ("1234567893", "123456789", "PRAIR")
    assert (made.member_id, made.patient_last, made.patient_first) == ("MEM123456", "RIVERA", "ANA")
    assert (made.birth_date, made.responsibility) == (dt.date(1980, 4, 12), "P")
    assert (made.service_from, made.service_to) == (dt.date(2026, 6, 1), dt.date(2026, 6, 1))
    assert (made.sender_trace, made.payer_control_number, made.bht03, made.bht06) == ("HIS1", "ICN1", "B1001", "CH")
    assert [(line.procedure, line.modifiers, line.cents, line.units, line.control) for line in made.lines] == [
        ("99213", "25", 15_000, "1", "L1"), ("85025", "", 7_500, "1", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "column", "value"),
    [
        ("2010AA REF*SY*987654321", "billing_tin", "123456789"),
        ("2010BB REF*G2*MILES77", "billing_number", "MILES77"),
        ("2400 DTP*472*RD8*20260520-20260603", "service_from", dt.date(2026, 5, 20)),
        ("2400 DTP*472*RD8*20260520-20260603", "service_to", dt.date(2026, 6, 3)),
        ("2010BA DMG*D8*19800230*F", "birth_date", None),
        ("2300 CLM*ACCT1001*1.1***11:B", "frequency", ""),
        ("2300 CLM", "patient_control_number", ""),
        ("2300 CLM*A*ten", "cents", 0),
    ],
)
def test_a_column_says_what_was_sent(change: str, column: str, value: object) -> None:
    assert getattr(sketch(change), column) == value


def test_a_tax_id_may_be_a_social_security_number() -> None:
    assert sketch("- 2010AA REF*EI", "2010AA REF*SY*987654321").billing_tin == "987654321"


def test_a_dependent_is_the_patient_and_the_subscriber_keeps_his_member_id() -> None:
    made = sketch("2000C PAT*19", "2010CA NM1*QC*1*RIVERA*LEO", "2010CA DMG*D8*20150105*M")
    assert (made.patient_first, made.birth_date, made.member_id) == ("LEO", dt.date(2015, 1, 5), "MEM123456")


@pytest.mark.parametrize(
    ("sent", "modifiers"),
    [("HC:99213", ""), ("HC:99213:25:59", "25:59"), ("HC:99213:1:2:3:4:NOTE", "1:2:3:4"), ("HC", ""), ("", "")],
)
def test_at_most_four_modifiers_are_kept(sent: str, modifiers: str) -> None:
    assert sketch(f"2400 SV1*{sent}*150*UN*1***1").lines[0].modifiers == modifiers


def test_lines_without_dates_give_the_claim_none() -> None:
    made = sketch("- 2400 DTP*472", "- 2400/2 DTP*472")
    assert (made.service_from, made.service_to) == (None, None)


@given(st.integers(-(10**12), 10**12))
def test_cents_read_back_what_money_writes(amount: int) -> None:
    assert cents(Money.from_cents(amount).x12()) == amount
    assert cents(str(Money.from_cents(amount))) == amount


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12.5", 1250), (".07", 7), ("-3", -300), ("7.", 700), ("0012", 1200), ("12.345", 1234),
        ("", 0), ("abc", 0), ("NaN", 0), ("Infinity", 0), ("-inf", 0), ("1e30", 0), ("1e3", 0),
        ("999999999999999999", 0),
        ("1_000", 0), (" 12", 1200), ("12 ", 1200), ("1 2", 0), (" ", 0), ("\uff11\uff12", 0),
        ("1,50", 0), ("$5", 0), ("+5", 0),
    ],
)  # fmt: skip
def test_an_amount_is_a_plain_number_and_all_else_is_none(text: str, value: int) -> None:
    assert cents(text) == value


@given(st.text(max_size=20))
def test_any_text_has_cents_and_a_day(text: str) -> None:
    assert isinstance(cents(text), int)
    assert day(text) is None or f"{day(text):%Y%m%d}" == text


@given(st.dates())
def test_a_day_is_read_as_it_is_written(when: dt.date) -> None:
    assert day(f"{when:%Y%m%d}".rjust(8, "0")) == when


@given(st.text(max_size=LONGEST))
def test_what_is_storable_holds_no_nul_and_nothing_else_changes(text: str) -> None:
    assert "\0" not in storable(text)
    assert storable(text).replace("\u2400", "\0") == text.replace("\u2400", "\0")


@pytest.mark.parametrize("sign", ["A", "\u00e9", "\u20ac"])
def test_two_texts_of_any_length_fit_into_one_entry_of_an_index(sign: str) -> None:
    kept = storable(sign * 5_000)
    assert (len(kept), kept[-1], 2 * len(kept.encode()) + 64 < 2_704) == (LONGEST, "…", True)
    assert storable(sign * LONGEST) == sign * LONGEST


IDS = ("CLM", "NM1", "REF", "SV1", "LX", "DTP", "HI", "SBR", "BHT", "DMG", "PAT", "")
LOOPS = ("", "ST", "2000A", "2010AA", "2010BA", "2010CA", "2010BB", "2000B", "2300", "2400")
SEGMENTS = st.builds(
    lambda loop, id, rest: SegmentText(loop, 1, 0, (id, *rest)),
    st.sampled_from(LOOPS),
    st.sampled_from(IDS),
    st.lists(st.text("A1:*^~-. \0", max_size=10), max_size=10),
)


@given(st.lists(SEGMENTS, max_size=12))
def test_no_segments_are_too_odd_to_be_described(segments: list[SegmentText]) -> None:
    made = describe(SubmittedClaim(tuple(segments)))
    texts = [made.patient_control_number, made.payer_code, made.member_id, made.frequency, made.bht03]
    assert not any("\0" in text for text in texts)
    assert all(isinstance(line.cents, int) for line in made.lines)
