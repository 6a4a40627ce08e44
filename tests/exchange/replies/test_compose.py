"""A 277CA is composed from answers: names put back, statuses kept, sums closed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.exchange.replies.compose import LONGEST_MESSAGE, compose
from clearlane.exchange.replies.load_answers import AnswerRow
from clearlane.exchange.replies.load_senders import Sender
from clearlane.standards import x12
from clearlane.standards.x12.claim_acknowledgment import Acknowledgment277, Claim277, Name277, write_277ca

AT = dt.datetime(2026, 11, 23, 14, 5, tzinfo=dt.UTC)
IDENTITY = x12.Identity(sender="CLEARLANE", receiver="SENDER")
SENDER = Sender(
    1_000_000_001, dt.datetime(2026, 11, 20, tzinfo=dt.UTC), Name277("41", "OFFICE", qualifier="46", id="SENDER"),
    IDENTITY, "P",
)  # fmt: skip
PROVIDERS = {
    ("1412892519", "746482691"): Name277("85", "CEDAR", qualifier="XX", id="1412892519"),
    ("1234567893", "222222222"): Name277("85", "BIRCH", qualifier="XX", id="1234567893"),
}
RECEIPT = [{"category": "A1", "code": "20", "entity": ""}]
REFUSAL = [{"category": "A7", "code": "562", "entity": "85", "message": "The NPI is wrong: 1*2~3."}]
SAID = {
    "source": {"entity": "PR", "name": "MEADOW", "qualifier": "PI", "id": "MEADOW", "trace": "T9",
               "received": "20261121", "processed": "20261122"},
    "payer_number": "P77",
    "lines": [
        {"procedure": ["HC", "99213"], "charge": "60", "units": "1", "control": "L1", "service": ["D8", "20260901"],
         "statuses": [[["A7", "507"], "20261122", "U"]]},
    ],
}  # fmt: skip


def row(**more: Any) -> AnswerRow:
    """Our receipt of one claim."""
    made = AnswerRow(
        tenant=2, id=UUID(int=1), source="us", statuses=RECEIPT, file_tenant=2, file=UUID(int=2), set=UUID(int=3),
        bht03="B1", ordinal=1, usage="P", patient_control_number="C1", cents=10_050, npi="1412892519", tin="746482691",
        last="ABBOTT", first="CLARA", member_id="M1", service_from=dt.date(2026, 9, 1), service_to=dt.date(2026, 9, 1),
        sender_trace="HIS1", provider_offset=0, provider_length=0, delimiters="*:~^", level="claim", body={},
    )  # fmt: skip
    return replace(made, **more)


def payers(status: list[Any] | None = None, **more: Any) -> AnswerRow:
    """A payer's word on one claim."""
    said = status or [["A2", "20", "PR"], "20261122", "WQ", "100.5"]
    return row(source="payer", statuses=[{"stc": said}], body=SAID, **more)


def composed(*rows: AnswerRow) -> Acknowledgment277:
    """One set from these answers."""
    return compose(rows, sender=SENDER, providers=PROVIDERS, house="The house", reference="R1", at=AT)


def first_claim(*rows: AnswerRow) -> Claim277:
    """The first claim of the set."""
    return composed(*rows).providers[0].claims[0]


def test_our_word_is_ours() -> None:
    made = composed(row())
    assert (made.source.entity, made.source.last, made.source.id) == ("AY", "The house", "CLEARLANE")
    assert (made.received, made.processed, made.receiver_trace) == ("20261120", "20261123", "B1")


def test_a_payers_word_is_his() -> None:
    made = composed(payers())
    assert (made.source.entity, made.source.last, made.source.id, made.source_trace) == ("PR", "MEADOW", "MEADOW", "T9")
    assert (made.received, made.processed) == ("20261121", "20261122")


def test_an_intermediarys_word_stays_his() -> None:
    said = {**SAID, "source": {**SAID["source"], "entity": "AY"}}  # type: ignore[dict-item]
    assert composed(replace(payers(), body=said)).source.entity == "AY"


def test_dates_that_are_none_are_replaced_by_ours() -> None:
    said = {**SAID, "source": {"received": "X", "processed": ""}}
    made = composed(replace(payers(), body=said))
    assert (made.received, made.processed, made.source.last) == ("20261120", "20261123", "UNKNOWN")


def test_the_senders_trace_number_is_put_back_beside_the_payers_number() -> None:
    assert first_claim(payers()).references == (("1K", "P77"), ("D9", "HIS1"))
    assert first_claim(row()).references == (("D9", "HIS1"),)
    assert first_claim(row(sender_trace="")).references == ()


def test_our_statuses_carry_action_charge_and_sentence() -> None:
    (said,) = first_claim(row(statuses=REFUSAL)).statuses
    assert said[:4] == (("A7", "562", "85"), "20261123", "U", "100.5")
    assert said[11] == "The NPI is wrong 1 2 3."


def test_a_long_sentence_is_cut_to_what_the_element_holds() -> None:
    (said,) = first_claim(row(statuses=[{**REFUSAL[0], "message": "word " * 100}])).statuses
    assert len(str(said[11])) <= LONGEST_MESSAGE


@pytest.mark.parametrize(("category", "action"), [("A1", "WQ"), ("A3", "U"), ("A6", "U"), ("A7", "U"), ("A8", "U")])
def test_the_action_follows_the_category(category: str, action: str) -> None:
    assert first_claim(row(statuses=[{"category": category, "code": "1"}])).statuses[0][2] == action


def test_a_payers_status_is_not_touched() -> None:
    said = [["A7", "562", "85"], "20261122", "U", "7", "", "", "", "", "", ["A7", "500"], "", "CALL"]
    (kept,) = first_claim(payers(said)).statuses
    assert [list(part) if isinstance(part, tuple) else part for part in kept] == said


def test_a_status_of_the_whole_batch_carries_the_claims_charge_and_a_day() -> None:
    (said,) = first_claim(payers([["A3", "24", "41"], "", "U", "99999"], level="provider")).statuses
    assert said[:4] == (("A3", "24", "41"), "20261122", "U", "100.5")


def test_the_lines_of_another_claim_are_not_told_with_a_batch_status() -> None:
    assert first_claim(payers(level="batch")).lines == ()
    assert first_claim(payers(level="batch")).references == (("D9", "HIS1"),)
    (line,) = first_claim(payers()).lines
    assert (line.control, line.procedure, line.statuses) == ("L1", ("HC", "99213"), ((("A7", "507"), "20261122", "U"),))


def test_days_of_service_are_one_or_a_range() -> None:
    assert first_claim(row()).service == ("D8", "20260901")
    assert first_claim(row(service_to=dt.date(2026, 9, 3))).service == ("RD8", "20260901-20260903")
    assert first_claim(row(service_from=None)).service == ("", "")


def test_providers_keep_the_order_of_the_file() -> None:
    other = {"npi": "1234567893", "tin": "222222222"}
    made = composed(row(), row(ordinal=2, **other), row(ordinal=3))
    assert [(provider.name.last, len(provider.claims)) for provider in made.providers] == [("CEDAR", 2), ("BIRCH", 1)]


def test_a_payer_that_accepts_with_a_rejecting_category_has_rejected() -> None:
    assert composed(payers([["A7", "562"], "20261122", "WQ", "1"])).total.rejected == 1


def test_values_that_cannot_be_written_are_made_writable() -> None:
    odd = row(last="O*NE~IL", first="", patient_control_number="C^1", member_id="", sender_trace="\u2400")
    content = write_277ca([composed(odd)], identity=IDENTITY, control=1, usage="P", at=AT)
    assert b"NM1*QC*1*O NE IL*****MI*UNKNOWN~" in content
    assert b"TRN*2*C 1~" in content


amounts = st.lists(st.tuples(st.integers(0, 10**10), st.booleans(), st.booleans()), min_size=1, max_size=12)


@given(amounts)
def test_counts_and_sums_close_at_every_level(claims: list[tuple[int, bool, bool]]) -> None:
    rows = [
        row(
            ordinal=n,
            cents=cents,
            statuses=REFUSAL if is_refused else RECEIPT,
            **({"npi": "1234567893", "tin": "222222222"} if is_other else {}),
        )  # fmt: skip
        for n, (cents, is_refused, is_other) in enumerate(claims, start=1)
    ]
    made = composed(*rows)
    refused = [cents for cents, is_refused, _ in claims if is_refused]
    assert (made.total.accepted, made.total.rejected) == (len(claims) - len(refused), len(refused))
    assert sum(provider.total.rejected for provider in made.providers) == len(refused)
    assert sum(len(provider.claims) for provider in made.providers) == len(claims)
    assert _cents(made.total.rejected_amount) == sum(refused)
    assert sum(_cents(provider.total.accepted_amount) for provider in made.providers) == _cents(
        made.total.accepted_amount
    )


def _cents(amount: str) -> int:
    whole, _, rest = amount.partition(".")
    return int(whole) * 100 + int(f"{rest:0<2}")
