"""Remittances as values, small enough to be broken one sum at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from clearlane.vocabulary.money import Money
from clearlane.vocabulary.remittance import (
    Adjustment,
    ProviderAdjustment,
    Remittance,
    RemittanceClaim,
    RemittanceLine,
)


def adjustment(amount: str, group: str = "CO", reason: str = "45") -> Adjustment:
    """So much taken off."""
    return Adjustment(group, reason, Money.read(amount))


def line(charge: str, paid: str, *adjustments: Adjustment) -> RemittanceLine:
    """A line with its charge and payment."""
    return RemittanceLine("HC", "99213", (), Money.read(charge), Money.read(paid), None, None, adjustments)


def claim(charge: str, paid: str, *parts: Adjustment | RemittanceLine, status: str = "1") -> RemittanceClaim:
    """A claim with its own adjustments and its lines."""
    own = tuple(part for part in parts if isinstance(part, Adjustment))
    lines = tuple(part for part in parts if isinstance(part, RemittanceLine))
    return RemittanceClaim("C1", status, Money.read(charge), Money.read(paid), Money.ZERO, "12", "ICN1", own, lines)


def provider_adjustment(amount: str, reason: str = "WO") -> ProviderAdjustment:
    """A PLB amount: positive is taken off."""
    return ProviderAdjustment("1412892519", None, reason, "REF1", Money.read(amount))


def remittance(amount: str, *claims: RemittanceClaim, **more: Any) -> Remittance:
    """A payment of so much for these claims."""
    made = Remittance(
        trace="EFT1", payer_id="1999999999", amount=Money.read(amount), sign="C", method="ACH", handling="I", date=None,
        payer_name="MEADOW", payee_name="CEDAR", payee_npi="1412892519", payee_tin="746482691", claims=claims,
    )  # fmt: skip
    return replace(made, **more)
