"""A batch is composed: nothing but the closed list changes, levels are sound, and each claim is where it says.

What left is compared with what came by a reader of its own (``tests/proof/closed_list.py``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.exchange.batches.changes import Renamed
from clearlane.exchange.batches.compose import Composed, batch_reference, compose
from clearlane.exchange.claims.recall import Piece, Recalled
from clearlane.exchange.connections.profile import Claims, Envelope, Names, Profile, Way
from clearlane.standards import x12
from clearlane.standards.x12.generate.file_837p import file_837p
from clearlane.standards.x12.generate.order import Order
from tests.exchange.batches.recalled_values import recalled
from tests.proof.closed_list import changes, levels_are_sound, ways

AT = dt.datetime(2026, 11, 23, 14, 5, tzinfo=dt.UTC)
TODAY = dt.date(2026, 9, 20)
NO_NAMES: Mapping[bytes, Renamed] = {}
RENAMED = {
    b"SUNRISE": Renamed(b"S1", b"SUN"), b"HARBOR": Renamed(b"H1", b""), b"MEADOW": Renamed(b"M1", b"LAKE"),
}  # fmt: skip
OVER_THERE = {"SUNRISE": "S1", "HARBOR": "H1", "MEADOW": "M1"}


def profile(**claims: Any) -> Profile:
    """A connection that writes batches so."""
    names = Names("CLEARLANE", "CLEARLANE", "SUPPORT", "5555550100", "SUNRISE HEALTH PLAN", "SUNRISE")
    return Profile(Way("127.0.0.1", "us"), Envelope("CLEARLANE", "SUNRISE"), names, Claims(**claims))


def made(**order: Any) -> bytes:
    """A generated file."""
    asked: dict[str, Any] = {"seed": 1, "claims": 6, "today": TODAY, "share_dependents": 0.5}
    return file_837p(Order(**(asked | order))).content


def composed(claims: Sequence[Recalled], *, control: int = 12, **more: Any) -> Composed:
    """These claims as one batch."""
    payers = more.pop("payers", NO_NAMES)
    return compose(claims=claims, profile=profile(**more), payers=payers, control=control, usage="P", at=AT)


def compared(content: bytes, batch: Composed, payers: Mapping[str, str] | None = None) -> list[str]:
    """What changed and may not, over all claims."""
    left = {way.trace: way for way in ways(batch.content)}
    came = {one.claim.offset: one.row.trace_number for one in (placed.recalled for placed in batch.placed)}
    found = [
        fault
        for way in ways(content)
        for fault in changes(way, left[came[way.offset]], trace=came[way.offset], payers=payers or {})
    ]
    return found if len(left) == len(batch.placed) else [*found, "a claim is missing or double"]


ORDERS = st.fixed_dictionaries(
    {
        "seed": st.integers(1, 10**6),
        "claims": st.integers(1, 12),
        "delimiters": st.sampled_from(["*:^~", "|>!~", "*>^|", "+<&;"]),
        "line_end": st.sampled_from(["", "\n", "\r\n"]),
        "claims_per_set": st.integers(1, 12),
        "share_dependents": st.sampled_from([0.0, 0.5, 1.0]),
        "share_sender_trace": st.sampled_from([0.0, 1.0]),
    }
)


@settings(max_examples=25)
@given(ORDERS, st.sampled_from(["*:~^", "|>~!", "*>\n^", ":*~^"]), st.integers(1, 12))
def test_only_the_closed_list_changes(order: dict[str, Any], delimiters: str, per_set: int) -> None:
    content = made(**order)
    batch = composed(recalled(content), delimiters=delimiters, per_set=per_set, payers=RENAMED)
    assert batch.refused == ()
    assert compared(content, batch, OVER_THERE) == []
    assert levels_are_sound(batch.content)


@settings(max_examples=15)
@given(ORDERS, st.integers(1, 12))
def test_what_is_written_is_accepted_by_the_guide(order: dict[str, Any], per_set: int) -> None:
    claims = recalled(made(**order))
    report = x12.report([composed(claims, per_set=per_set).content])
    assert {one.verdict for one in report.sets} == {"accepted"}
    assert sum(len(one.claims) for one in report.sets) == len(claims)
    assert max(len(one.claims) for one in report.sets) <= per_set
    assert len(report.sets) == -(-len(claims) // per_set)


@settings(max_examples=15)
@given(ORDERS, st.integers(1, 5))
def test_each_claim_stands_where_it_is_said_to(order: dict[str, Any], per_set: int) -> None:
    batch = composed(recalled(made(**order)), per_set=per_set)
    sets = [one.split(b"~") for one in batch.content.split(b"ST*837")[1:]]
    for placed in batch.placed:
        segments = sets[placed.set_seq - 1]
        number = placed.recalled.row.patient_control_number.encode("latin-1")
        assert segments[placed.first_segment - 1].startswith(b"CLM*" + number + b"*")
        after = segments[placed.last_segment].split(b"*")[0]
        assert after in (b"CLM", b"HL", b"SE")


def test_the_head_says_who_writes_to_whom_and_under_which_number() -> None:
    batch = composed(recalled(made(claims=2)), control=77)
    first, second = batch.content.split(b"~")[:2]
    assert first == (
        b"ISA*00*          *00*          *ZZ*CLEARLANE      *ZZ*SUNRISE        *261123*1405*^*00501*000000077*0*P*:"
    )
    assert second == b"GS*HC*CLEARLANE*SUNRISE*20261123*1405*77*X*005010X222A1"
    assert b"~BHT*0019*00*000000077*20261123*1405*CH~" in batch.content
    assert b"~NM1*41*2*CLEARLANE*****46*CLEARLANE~PER*IC*SUPPORT*TE*5555550100~" in batch.content
    assert b"~NM1*40*2*SUNRISE HEALTH PLAN*****46*SUNRISE~" in batch.content


@pytest.mark.parametrize(("came", "leaves"), [("CH", b"CH"), ("RP", b"RP"), ("31", b"31"), ("", b"CH")])
def test_what_a_sender_means_with_his_claims_stays(came: str, leaves: bytes) -> None:
    batch = composed(recalled(made(claims=1), bht06=came))
    assert b"*1405*" + leaves + b"~" in batch.content


@pytest.mark.parametrize(("seq", "reference"), [(1, "000000012"), (2, "000000012-2"), (15, "000000012-15")])
def test_a_set_is_named_by_the_batch_and_its_place(seq: int, reference: str) -> None:
    assert batch_reference(12, seq) == reference


def test_the_sets_of_a_batch_carry_different_references() -> None:
    batch = composed(recalled(made(claims=3)), per_set=1)
    heads = [raw for raw in batch.content.split(b"~") if raw.startswith(b"BHT")]
    assert [raw.split(b"*")[3] for raw in heads] == [b"000000012", b"000000012-2", b"000000012-3"]


def test_byte_equal_providers_of_two_files_come_together_and_subscribers_do_not() -> None:
    content = made(claims=3, share_dependents=0.0)
    claims = [*recalled(content, file=1, tenant=2), *recalled(content, file=2, tenant=3)]
    batch = composed(claims)
    providers = {one.provider.text for one in claims}
    levels = [raw.split(b"*") for raw in batch.content.split(b"~") if raw.startswith(b"HL*")]
    assert sum(raw[3] == b"20" for raw in levels) == len({text.split(b"~", 1)[1] for text in providers})
    assert sum(raw[3] == b"22" for raw in levels) == 6


def test_a_provider_that_differs_in_one_byte_stays_apart() -> None:
    content = made(claims=1)
    (one,) = recalled(content)
    other_text = one.provider.text.replace(b"N3*", b"N3*SUITE 1 ", 1)
    other = replace(one, provider=Piece(one.provider.offset, one.provider.first_segment, other_text))
    levels = [raw.split(b"*")[3] for raw in composed([one, other]).content.split(b"~") if raw.startswith(b"HL*")]
    assert levels.count(b"20") == 2


def test_the_extract_holds_the_claims_own_blocks_as_they_left() -> None:
    batch = composed(recalled(made(claims=4)))
    for placed in batch.placed:
        number = placed.recalled.row.patient_control_number.encode()
        others = {one.recalled.row.patient_control_number.encode() for one in batch.placed} - {number}
        assert b"CLM*" + number + b"*" in placed.extract
        assert b"REF*D9*" + placed.recalled.row.trace_number.encode() + b"~" in placed.extract
        assert not any(b"CLM*" + other + b"*" in placed.extract for other in others)
        assert placed.extract.count(b"NM1*85*") == 1


def test_a_claim_that_cannot_leave_is_named_and_the_others_go() -> None:
    content = made(claims=3, delimiters="|>!~")
    claims = recalled(content)
    odd = replace(
        claims[1],
        claim=Piece(claims[1].claim.offset, 0, claims[1].claim.text.replace(b"HI|", b"NTE|ADD|2 * 3~HI|", 1)),
    )
    batch = composed([claims[0], odd, claims[2]])
    assert batch.refused == (odd.row.ref,)
    assert [one.recalled.row.ref for one in batch.placed if one.recalled.row.ref == odd.row.ref] == []
    assert len(batch.placed) == 2


def test_where_no_claim_can_leave_nothing_is_placed() -> None:
    claims = [
        replace(one, claim=Piece(one.claim.offset, 0, one.claim.text.replace(b"HI|", b"NTE|ADD|*~HI|", 1)))
        for one in recalled(made(claims=2, delimiters="|>!~"))
    ]
    batch = composed(claims)
    assert (batch.placed, len(batch.refused)) == ((), 2)


@pytest.mark.parametrize("line_end", ["", "\n", "\r\n"])
def test_the_line_ends_of_a_sender_are_no_part_of_a_claim(line_end: str) -> None:
    batch = composed(recalled(made(line_end=line_end)))
    assert b"\n" not in batch.content
    assert b"\r" not in batch.content


def test_a_connection_whose_segments_end_with_a_line_takes_a_file_with_line_ends() -> None:
    batch = composed(recalled(made(line_end="\n")), delimiters="*:\n^")
    assert batch.refused == ()
    assert {one.verdict for one in x12.report([batch.content]).sets} == {"accepted"}
