"""What makes two sets the same content: everything but control numbers, dates and references of the sending."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.exchange.interchanges.repeats import content_hash
from clearlane.standards import x12

SET = (
    "ST*837*0001*005010X222A1~BHT*0019*00*B77*20260302*0930*CH~NM1*41*2*OFFICE*****46*77~HL*1**20*1~"
    "NM1*85*2*CLINIC*****XX*1234567893~HL*2*1*22*0~SBR*P*18~NM1*IL*1*DOE*JANE****MI*M1~CLM*C1*100***11:B:1~"
    "HI*ABK:J029~LX*1~SV1*HC:99213*100*UN*1***1~DTP*472*D8*20260301~SE*14*0001~"
)


def hashed(text: str, delimiters: x12.Delimiters | None = None, of: str = "in ") -> bytes:
    return content_hash(text=text.encode(), delimiters=delimiters or x12.Delimiters(), of=of)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("*0001*005010", "*0002*005010"),
        ("SE*14*0001", "SE*14*0002"),
        ("ST*837*0001*005010X222A1", "ST*837*0001*005010X222A2"),
        ("*B77*", "*B78*"),
        ("*20260302*", "*20260303*"),
        ("*0930*", "*1755*"),
    ],
)
def test_what_changes_with_each_sending_is_left_out(old: str, new: str) -> None:
    assert old in SET
    assert hashed(SET.replace(old, new)) == hashed(SET)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("BHT*0019*00", "BHT*0019*18"),
        ("*CH~", "*RP~"),
        ("CLM*C1", "CLM*C2"),
        ("*100***11", "*100.0***11"),
        ("DTP*472*D8*20260301", "DTP*472*D8*20260302"),
        ("DOE*JANE", "DOE*JOAN"),
        ("OFFICE", "OFFICE 2"),
        ("~LX*1", "~NTE*ADD*X~LX*1"),
        ("SV1*HC:99213*100*UN*1***1", "SV1*HC:99213*100*UN*1***1*"),
        ("HL*1**20*1~", "HL*1**20~"),
    ],
)
def test_every_other_byte_makes_another_content(old: str, new: str) -> None:
    assert old in SET
    assert hashed(SET.replace(old, new)) != hashed(SET)


def test_line_ends_change_nothing() -> None:
    assert hashed(SET.replace("~", "~\r\n")) == hashed(SET)


def test_an_element_does_not_run_into_the_next() -> None:
    assert hashed("ST*837~REF*AB*C~SE~") != hashed("ST*837~REF*A*BC~SE~")
    assert hashed("ST*837~REF*A~B*C~SE~") != hashed("ST*837~REF*A*B*C~SE~")


def test_the_same_answer_over_another_connection_is_another_content() -> None:
    assert hashed(SET, of="payer 1") != hashed(SET, of="payer 2")


def test_other_delimiters_say_the_same_content() -> None:
    other = x12.Delimiters(element=b"|")
    assert hashed(SET.replace("*", "|"), other) == hashed(SET)


@given(st.integers(0, 9999), st.text("0123456789", max_size=8), st.text("ABC0123", max_size=20))
def test_no_control_number_date_or_reference_ever_matters(control: int, day: str, reference: str) -> None:
    sent = SET.replace("0001", f"{control:04d}").replace("20260302", day).replace("B77", reference)
    assert hashed(sent) == hashed(SET)


@given(st.permutations(["LX*1", "HI*ABK:J029", "SBR*P*18"]))
def test_the_order_of_segments_matters(order: list[str]) -> None:
    text = "ST*837*1~" + "~".join(order) + "~SE*5*1~"
    same = order == ["LX*1", "HI*ABK:J029", "SBR*P*18"]
    assert (hashed(text) == hashed("ST*837*1~LX*1~HI*ABK:J029~SBR*P*18~SE*5*1~")) == same
