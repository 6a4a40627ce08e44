"""Who stands in a file of claims: billing providers and payers, as they would have to be registered."""

from __future__ import annotations

from dataclasses import dataclass

from clearlane.exchange.claims.describe import describe
from clearlane.exchange.claims.gather import gather
from clearlane.exchange.interchanges.taken import TAKES
from clearlane.standards import x12
from clearlane.vocabulary.submitted_claim import SubmittedClaim


@dataclass(frozen=True, slots=True)
class Parties:
    """NPI and tax id of each billing provider, and id and name of each payer, as sent and without repeats."""

    pairs: frozenset[tuple[str, str]]
    payers: frozenset[tuple[str, str]]


def list_parties(*, content: bytes) -> Parties:
    """The parties of every 837P in these bytes of a version that we judge; none where no claim can come of them."""
    pairs: set[tuple[str, str]] = set()
    payers: set[tuple[str, str]] = set()
    for interchange in x12.report([content], takes=TAKES, beyond_guide=False).interchanges:
        for one in (one for group in interchange.groups for one in group.sets if _is_judged(one)):
            for claim in _claims(content, one, interchange.delimiters):
                sketch = describe(claim)
                pairs.add((sketch.billing_npi, sketch.billing_tin))
                payers.add((sketch.payer_code, claim.text("2010BB", "NM1", 3)))
    return Parties(frozenset(pairs), frozenset(payers))


def _is_judged(one: x12.SetReport) -> bool:
    return one.set_id == "837" and one.verdict != "unsupported"


def _claims(content: bytes, one: x12.SetReport, delimiters: x12.Delimiters) -> list[SubmittedClaim]:
    text = content[one.offset : one.offset + one.length]
    placed = x12.place(text, delimiters=delimiters, version=one.version, offset=one.offset)
    return [SubmittedClaim(found.segments, component=delimiters.component_text) for found in gather(placed)]
