"""Which adjudication does a reversal take back? The one that it equals to the cent, else a person must look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Decision:
    """One adjudication of a claim by a payer; amounts in cents; ``adjusted``: cents by group and reason, all levels."""

    seq: int
    payer: str
    status: str
    charge: int
    paid: int
    payer_number: str
    adjusted: tuple[tuple[str, int], ...]
    reverses: int | None = None


def adjusted(body: dict[str, Any]) -> tuple[tuple[str, int], ...]:
    """The adjustments of a claim and its lines, summed by group and reason, without those that cancel out."""
    total: Counter[str] = Counter()
    for part in (body, *body.get("lines", ())):
        for group, reason, cents, _ in part.get("adjustments", ()):
            total[f"{group} {reason}"] += cents
    return tuple(sorted((key, cents) for key, cents in total.items() if cents))


def reverse(*, reversal: Decision, earlier: Sequence[Decision]) -> Decision | None:
    """The latest earlier adjudication of the same payer that the reversal equals with its signs turned.

    One that was taken back before is no candidate. One under the same payer's number goes before others.
    """
    gone = {decision.reverses for decision in earlier if decision.reverses is not None}
    fitting = [
        decision
        for decision in earlier
        if decision.seq not in gone and decision.status != "22" and _is_opposite(reversal, decision)
    ]
    same_number = [decision for decision in fitting if decision.payer_number == reversal.payer_number]
    return max(same_number or fitting, key=lambda decision: decision.seq, default=None)


def _is_opposite(reversal: Decision, decision: Decision) -> bool:
    turned = tuple((key, -cents) for key, cents in reversal.adjusted)
    return (
        decision.payer == reversal.payer
        and decision.charge == -reversal.charge
        and decision.paid == -reversal.paid
        and decision.adjusted == turned
    )
