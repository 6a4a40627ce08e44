"""Claims are gathered from a set with the blocks above them."""

from __future__ import annotations

import datetime as dt

from clearlane.exchange.claims.describe import cents, day, describe, storable
from clearlane.exchange.claims.gather import FoundClaim, gather
from clearlane.standards import x12
from clearlane.standards.x12.generate.file_837p import file_837p
from clearlane.standards.x12.generate.order import Order
from clearlane.vocabulary.submitted_claim import SegmentText, SubmittedClaim

MADE = file_837p(Order(seed=3, claims=12, today=dt.date(2026, 9, 20), share_dependents=0.5))


def found() -> list[FoundClaim]:
    """The claims of a generated file."""
    (one,) = x12.report([MADE.content]).sets
    text = MADE.content[one.offset : one.offset + one.length]
    return list(gather(x12.place(text, delimiters=x12.Delimiters(), version=one.version, offset=one.offset)))


def test_each_claim_is_found_once_and_in_order() -> None:
    numbers = [claim.claim.segments[0].element(1) for claim in found()]
    assert numbers == [planned.number for planned in MADE.claims]
    assert [claim.ordinal for claim in found()] == list(range(1, 13))


def test_a_block_is_where_it_says() -> None:
    for claim in found():
        for block in (claim.provider, claim.subscriber, claim.claim):
            assert MADE.content[block.offset : block.offset + 3].rstrip(b"*") in (b"HL", b"CLM")
            end = block.offset + block.length
            assert MADE.content[end:].startswith((b"HL*", b"CLM*", b"SE*"))


def test_a_dependent_has_a_patient_block_and_a_subscriber_none() -> None:
    with_patient = [bool(claim.patient.length) for claim in found()]
    assert True in with_patient
    assert False in with_patient


def test_the_sketch_has_what_the_manifest_says() -> None:
    for claim, planned in zip(found(), MADE.claims, strict=True):
        sketch = describe(SubmittedClaim(claim.segments))
        assert (sketch.patient_control_number, sketch.billing_npi, sketch.billing_tin, sketch.payer_code) == (
            planned.number, planned.npi, planned.tin, planned.payer,
        )  # fmt: skip
        assert sum(line.cents for line in sketch.lines) == sketch.cents


def test_nothing_is_refused() -> None:
    odd = (SegmentText("", 1, 0, ("CLM",)), SegmentText("", 2, 5, ("SV1", "x", "y")), SegmentText("", 3, 9, ("SE",)))
    (claim,) = gather(odd)
    sketch = describe(SubmittedClaim(claim.segments))
    assert (sketch.patient_control_number, sketch.cents, sketch.billing_npi) == ("", 0, "")


def test_amounts_that_are_none_are_no_cents() -> None:
    assert [cents(text) for text in ("12.5", "-3", "", "1e30", "NaN", "abc")] == [1250, -300, 0, 0, 0, 0]


def test_days_that_are_none_are_no_date() -> None:
    wide = "\uff12\uff10\uff12\uff16\uff10\uff11\uff10\uff11"
    read = [day(text) for text in ("20260229", "20260228", "", "2026-1-1", wide)]
    assert read == [None, dt.date(2026, 2, 28), None, None, None]


def test_a_nul_is_stored_as_its_sign() -> None:
    assert storable("A\0B") == "A\u2400B"
