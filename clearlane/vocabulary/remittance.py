"""Remittance: one payment with its advice, as an 835 tells it. ST..SE is one remittance and is never cut."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from clearlane.vocabulary.finding import NOWHERE, Place
from clearlane.vocabulary.money import Money
from clearlane.vocabulary.period import Period

GROUPS = ("CO", "CR", "OA", "PI", "PR")
"""Claim adjustment group codes (CAS01)."""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One triple of a CAS: group (CAS01), reason code, amount taken off the charge, quantity where one was sent."""

    group: str
    reason: str
    amount: Money
    quantity: Decimal | None = None

    def __post_init__(self) -> None:
        if not self.group or not self.reason:
            raise ValueError("an adjustment has a group and a reason")
        if type(self.amount) is not Money:
            raise TypeError("an adjustment's amount is Money")


@dataclass(frozen=True, slots=True)
class RemittanceLine:
    """One service line, paid or not (loop 2110): SVC, dates, adjustments, REF*6R, AMT pairs, remark codes (LQ*HE)."""

    qualifier: str
    procedure: str
    modifiers: tuple[str, ...]
    charge: Money
    paid: Money
    quantity: Decimal | None
    service: Period | None
    adjustments: tuple[Adjustment, ...]
    control: str = ""
    revenue_code: str = ""
    submitted_procedure: str = ""
    submitted_quantity: Decimal | None = None
    amounts: tuple[tuple[str, Money], ...] = ()
    ids: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()
    place: Place = NOWHERE

    def __post_init__(self) -> None:
        if type(self.charge) is not Money or type(self.paid) is not Money:
            raise TypeError("a line's charge and payment are Money")


@dataclass(frozen=True, slots=True)
class RemittanceClaim:
    """One claim in a remittance (loop 2100): CLP01-09, claim level adjustments, people and their ids, dates, lines.

    patient_control_number: CLP01. status: CLP02 (1-4, 19-21, 22 reversal, 23, 25). payer_control_number: CLP07.
    ids: REF pairs; amounts: AMT pairs; remarks: codes of MIA and MOA. member_id is the insured's or the patient's.
    crossover: name and id of the carrier to which it was forwarded (NM1*TT).
    """

    patient_control_number: str
    status: str
    charge: Money
    paid: Money
    patient_responsibility: Money
    filing: str
    payer_control_number: str
    adjustments: tuple[Adjustment, ...]
    lines: tuple[RemittanceLine, ...]
    facility: str = ""
    frequency: str = ""
    patient_last: str = ""
    patient_first: str = ""
    member_id: str = ""
    corrected_member_id: str = ""
    rendering_npi: str = ""
    crossover: tuple[str, str] = ("", "")
    service: Period | None = None
    received_date: dt.date | None = None
    amounts: tuple[tuple[str, Money], ...] = ()
    ids: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()
    place: Place = NOWHERE

    def __post_init__(self) -> None:
        if any(type(money) is not Money for money in (self.charge, self.paid, self.patient_responsibility)):
            raise TypeError("a claim's charge, payment and patient responsibility are Money")

    @property
    def is_reversal(self) -> bool:
        """Whether this takes back an earlier adjudication (CLP02 22)."""
        return self.status == "22"


@dataclass(frozen=True, slots=True)
class ProviderAdjustment:
    """One adjustment of the payment as a whole (PLB): a positive amount is taken off, a negative one is added."""

    provider_id: str
    fiscal_date: dt.date | None
    reason: str
    reference: str
    amount: Money
    place: Place = NOWHERE

    def __post_init__(self) -> None:
        if type(self.amount) is not Money:
            raise TypeError("a provider adjustment's amount is Money")


@dataclass(frozen=True, slots=True)
class Remittance:
    """One payment: handling BPR01, amount BPR02, sign BPR03, method BPR04, date BPR16, trace TRN02, payer_id TRN03.

    payer_ids, payee_ids: N104 and REF pairs by qualifier. payee_npi: N104 with XX, else REF*HPI; payee_tin: N104 with
    FI, else REF*TJ.
    """

    trace: str
    payer_id: str
    amount: Money
    sign: str
    method: str
    handling: str
    date: dt.date | None
    payer_name: str
    payee_name: str
    payee_npi: str
    payee_tin: str
    claims: tuple[RemittanceClaim, ...]
    provider_adjustments: tuple[ProviderAdjustment, ...] = ()
    payer_ids: tuple[tuple[str, str], ...] = ()
    payee_ids: tuple[tuple[str, str], ...] = ()
    production_date: dt.date | None = None
    receiver_id: str = ""
    control: str = ""
    usage: str = "P"
    version: str = "005010X221A1"
    place: Place = NOWHERE

    def __post_init__(self) -> None:
        if type(self.amount) is not Money:
            raise TypeError("a remittance's amount is Money")
        if self.sign not in ("C", "D"):
            raise ValueError("a remittance is a credit (C) or a debit (D)")
