"""Read one claim of an 835 (loop 2100 with its lines 2110)."""

from __future__ import annotations

from clearlane.exchange.remits.read_parts import (
    Block,
    adjustments,
    all_of,
    amounts,
    cut,
    day,
    first,
    money,
    number,
    pairs,
    period,
    place,
)
from clearlane.vocabulary.remittance import RemittanceClaim, RemittanceLine

_MIA_REMARKS = (5, 20, 21, 22, 23)
_MOA_REMARKS = (3, 4, 5, 6, 7)


def read_claim(block: Block, *, component: str) -> RemittanceClaim:
    """One CLP with what follows it up to the next. Raises UnreadableRemittance for an amount that is none."""
    head, *lines = cut(block, "SVC")
    clp = head[0]
    patient, insured, corrected = (first(head, "NM1", who) for who in ("QC", "IL", "74"))
    rendering, crossover = first(head, "NM1", "82"), first(head, "NM1", "TT")
    read_lines = tuple(_line(line, component) for line in lines)
    return RemittanceClaim(
        patient_control_number=clp.element(1),
        status=clp.element(2),
        charge=money(clp, 3),
        paid=money(clp, 4),
        patient_responsibility=money(clp, 5),
        filing=clp.element(6),
        payer_control_number=clp.element(7),
        adjustments=adjustments(head),
        lines=read_lines,
        facility=clp.element(8),
        frequency=clp.element(9),
        patient_last=patient.element(3),
        patient_first=patient.element(4),
        member_id=insured.element(9) or patient.element(9),
        corrected_member_id=corrected.element(9),
        rendering_npi=rendering.element(9) if rendering.element(8) == "XX" else "",
        crossover=(crossover.element(3), crossover.element(9)),
        service=period(head, "", "232", "233"),
        received_date=day(first(head, "DTM", "050").element(2)),
        amounts=amounts(head),
        ids=pairs(head, "REF"),
        remarks=_remarks(head),
        place=place(clp),
    )


def _remarks(head: Block) -> tuple[str, ...]:
    """The remark codes of MIA and MOA."""
    found = []
    for id, positions in (("MIA", _MIA_REMARKS), ("MOA", _MOA_REMARKS)):
        segment = first(head, id)
        found += [segment.element(n) for n in positions if segment.element(n)]
    return tuple(found)


def _line(block: Block, component: str) -> RemittanceLine:
    svc = block[0]
    qualifier, code, modifiers = _procedure(svc.element(1), component)
    ids = pairs(block, "REF")
    return RemittanceLine(
        qualifier=qualifier,
        procedure=code,
        modifiers=modifiers,
        charge=money(svc, 2),
        paid=money(svc, 3),
        quantity=number(svc, 5),
        service=period(block, "472", "150", "151"),
        adjustments=adjustments(block),
        control=next((value for which, value in ids if which == "6R"), ""),
        revenue_code=svc.element(4),
        submitted_procedure=_procedure(svc.element(6), component)[1],
        submitted_quantity=number(svc, 7),
        amounts=amounts(block),
        ids=ids,
        remarks=_line_remarks(block),
        place=place(svc),
    )


def _line_remarks(block: Block) -> tuple[str, ...]:
    return tuple(segment.element(2) for segment in all_of(block, "LQ") if segment.element(1) == "HE")


def _procedure(sent: str, component: str) -> tuple[str, str, tuple[str, ...]]:
    """SVC01: qualifier, code, modifiers."""
    parts = [*sent.split(component), "", ""]
    return parts[0], parts[1], tuple(part for part in parts[2:6] if part)
