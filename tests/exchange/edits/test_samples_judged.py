"""The public samples, claim by claim: each is judged, and no rule of ours breaks over one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from clearlane.exchange.edits.facts import Facts, PayerEntry
from clearlane.exchange.edits.judge import Verdict, judge, typed
from clearlane.standards import x12
from clearlane.vocabulary.claim import Claim
from clearlane.vocabulary.submitted_claim import SubmittedClaim

PROFESSIONAL = "005010X222"
FACTS = Facts(today=date(2026, 11, 24))


def claims(content: bytes) -> Iterator[SubmittedClaim]:
    """Every claim of a file, with the segments of the path to it."""
    for interchange in x12.report([content]).interchanges:
        for group in interchange.groups:
            for one in group.sets:
                if one.set_id == "837" and one.version.startswith(PROFESSIONAL):
                    yield from _claims(content, interchange, one)


def _claims(content: bytes, interchange: x12.InterchangeReport, one: x12.SetReport) -> Iterator[SubmittedClaim]:
    delimiters = interchange.delimiters
    sent = content[one.offset : one.offset + one.length]
    segments = list(x12.place(sent, delimiters=delimiters, version=one.version, offset=one.offset))
    for claim in one.claims:
        spans = [(claim.first_segment, claim.last_segment)]
        spans += [(span.first_segment, span.last_segment) for span in (claim.provider, claim.subscriber) if span]
        spans += [(claim.patient.first_segment, claim.patient.last_segment)] if claim.patient else []
        first = min(begin for begin, _ in spans)
        path = (
            segment
            for segment in segments
            if (1 < segment.number < first and segment.loop in ("ST", "1000A", "1000B"))
            or any(begin <= segment.number <= end for begin, end in spans)
        )
        yield SubmittedClaim(tuple(path), component=delimiters.component_text, version=one.version)


def registered(claim: Claim) -> Facts:
    """Facts in which the claim's own pair and payer are known."""
    payer = PayerEntry(claim.payer.id, claim.payer.name)
    return replace(FACTS, pairs=frozenset({(claim.billing.npi, claim.billing.tin)}), payers={payer.id.upper(): payer})


@pytest.fixture(scope="module")
def every(samples: Path) -> list[SubmittedClaim]:
    files = sorted(path for path in samples.rglob("*") if path.is_file() and path.suffix not in (".csv", ".md"))
    found = (path.read_bytes() for path in files)
    return [claim for content in found if PROFESSIONAL.encode() in content for claim in claims(content)]


def _judged(submitted: SubmittedClaim, *, known: bool) -> Verdict:
    claim = typed(submitted=submitted)
    facts = registered(claim) if known and isinstance(claim, Claim) else FACTS
    return judge(submitted=submitted, facts=facts)


def test_every_sample_is_judged_and_breaks_nothing(every: list[SubmittedClaim]) -> None:
    assert len(every) > 100
    for known in (False, True):
        assert [text for submitted in every for text in _judged(submitted, known=known).broken] == []


def test_no_sample_of_a_stranger_goes_on(every: list[SubmittedClaim]) -> None:
    assert not any(_judged(submitted, known=False).passes for submitted in every)


def test_some_samples_go_on_once_pair_and_payer_are_registered(every: list[SubmittedClaim]) -> None:
    assert any(_judged(submitted, known=True).passes for submitted in every)
