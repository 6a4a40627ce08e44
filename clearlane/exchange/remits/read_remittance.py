"""Read one 835 (005010X221A1) into a Remittance: exact money, every adjustment, nothing made to fit."""

from __future__ import annotations

from collections.abc import Sequence

from clearlane.exchange.remits.read_claim import read_claim
from clearlane.exchange.remits.read_parts import (
    Block,
    UnreadableRemittance,
    all_of,
    cut,
    day,
    first,
    money,
    pairs,
    place,
)
from clearlane.vocabulary.remittance import ProviderAdjustment, Remittance
from clearlane.vocabulary.submitted_claim import SegmentText

_AFTER_CLAIMS = ("LX", "TS3", "TS2", "PLB", "SE")


def read_remittance(
    segments: Sequence[SegmentText], *, component: str = ":", usage: str = "P", version: str = "005010X221A1"
) -> Remittance:
    """One ST..SE as a value. Raises UnreadableRemittance where an amount is none, or BPR or TRN is missing."""
    head, *claims = claim_blocks(segments)
    bpr, trn = _needed(head, "BPR"), _needed(head, "TRN")
    payer, payee = _party(head, "PR"), _party(head, "PE")
    payer_name, payee_name = payer[0], payee[0]
    payer_ids, payee_ids = _ids(payer), _ids(payee)
    return Remittance(
        trace=trn.element(2),
        payer_id=trn.element(3),
        amount=money(bpr, 2),
        sign=_sign(bpr),
        method=bpr.element(4),
        handling=bpr.element(1),
        date=day(bpr.element(16)),
        payer_name=payer_name.element(2),
        payee_name=payee_name.element(2),
        payee_npi=_one(payee_ids, "XX", "HPI"),
        payee_tin=_one(payee_ids, "FI", "TJ"),
        claims=tuple(read_claim(block, component=component) for block in claims),
        provider_adjustments=provider_adjustments(segments, component),
        payer_ids=payer_ids,
        payee_ids=payee_ids,
        production_date=day(first(head, "DTM", "405").element(2)),
        receiver_id=first(head, "REF", "EV").element(2),
        control=first(head, "ST").element(2),
        usage=usage,
        version=version,
        place=place(bpr),
    )


def claim_blocks(segments: Sequence[SegmentText]) -> list[Block]:
    """The set cut into its header and one block a CLP; what stands between or after the claims belongs to none."""
    head, *claims = cut(segments, "CLP")
    return [head, *(_upto_next_header(block) for block in claims)]


def _upto_next_header(block: Block) -> Block:
    for n, segment in enumerate(block):
        if segment.elements[0] in _AFTER_CLAIMS:
            return block[:n]
    return block


def _needed(head: Block, id: str) -> SegmentText:
    found = first(head, id)
    if not found.number:
        raise UnreadableRemittance(f"there is no {id} before the first claim")
    return found


def _sign(bpr: SegmentText) -> str:
    sign = bpr.element(3)
    if sign not in ("C", "D"):
        raise UnreadableRemittance(f"BPR03 in segment {bpr.number} is neither C nor D")
    return sign


def _party(head: Block, who: str) -> Block:
    """N1 of a party with the segments that belong to it, up to the next N1 or LX."""
    for block in cut(head, "N1")[1:]:
        if block[0].element(1) == who:
            return [segment for segment in block if segment.id in ("N1", "REF", "PER", "N3", "N4")]
    raise UnreadableRemittance(f"there is no N1*{who} before the first claim")


def _ids(party: Block) -> tuple[tuple[str, str], ...]:
    n1 = party[0]
    named = ((n1.element(3), n1.element(4)),) if n1.element(4) else ()
    return (*named, *pairs(party, "REF"))


def _one(ids: tuple[tuple[str, str], ...], *qualifiers: str) -> str:
    for qualifier in qualifiers:
        for which, value in ids:
            if which == qualifier:
                return value
    return ""


def provider_adjustments(segments: Sequence[SegmentText], component: str) -> tuple[ProviderAdjustment, ...]:
    """What the PLB segments of a set move beside its claims. Raises UnreadableRemittance where an amount is none."""
    found = []
    for plb in all_of(segments, "PLB"):
        for n in range(3, len(plb.elements), 2):
            if plb.element(n) or plb.element(n + 1):
                found.append(_provider_adjustment(plb, n, component))
    return tuple(found)


def _provider_adjustment(plb: SegmentText, n: int, component: str) -> ProviderAdjustment:
    reason, _, reference = plb.element(n).partition(component)
    return ProviderAdjustment(
        provider_id=plb.element(1),
        fiscal_date=day(plb.element(2)),
        reason=reason,
        reference=reference,
        amount=money(plb, n + 1),
        place=place(plb),
    )
