"""Claim: a claim whose dates, amounts and codes are typed. Only this is judged by edits and routed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clearlane.vocabulary.finding import Place
from clearlane.vocabulary.money import Money
from clearlane.vocabulary.period import Period
from clearlane.vocabulary.submitted_claim import SubmittedClaim


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider in one role of the claim. entity: NM101, the role. legacy_ids: REF pairs such as ("G2", number)."""

    npi: str
    tin: str
    tin_type: str
    last_name: str
    first_name: str
    legacy_ids: tuple[tuple[str, str], ...]
    entity: str
    is_person: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Person:
    """The subscriber or the patient. birth_date is None where none was sent."""

    last_name: str
    first_name: str
    middle_name: str
    suffix: str
    member_id: str
    birth_date: date | None
    gender: str
    place: Place


@dataclass(frozen=True, slots=True)
class Payer:
    """The payer that the claim goes to, as the sender names it. qualifier: NM108 (PI or XV)."""

    name: str
    qualifier: str
    id: str
    place: Place


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One diagnosis code with its HI qualifier (ABK, ABF; BK, BF are ICD-9-CM)."""

    code: str
    qualifier: str
    place: Place


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """One service line. pointers and service_text: as sent. service: None where its date was not sent or is no date.

    place_of_service is "" where the line keeps the claim's. control is REF*6R, the sender's number of the line.
    """

    number: str
    qualifier: str
    procedure: str
    modifiers: tuple[str, ...]
    charge: Money
    unit: str
    quantity: Decimal
    place_of_service: str
    pointers: tuple[str, ...]
    service: Period | None
    service_text: str
    control: str
    place: Place

    def __post_init__(self) -> None:
        if type(self.charge) is not Money or type(self.quantity) is not Decimal:
            raise TypeError("a line's charge is Money and its quantity a Decimal")


@dataclass(frozen=True, slots=True)
class Claim:
    """One typed claim, with the text it was made of in source.

    patient_control_number: CLM01, the sender's. payer_control_number: REF*F8, the payer's. sender_trace: REF*D9.
    responsibility: SBR01. relationship: SBR02 or PAT01. filing: SBR09. transaction_type: BHT06 (CH, RP). usage: ISA15.
    """

    patient_control_number: str
    total_charge: Money
    place_of_service: str
    frequency: str
    payer_control_number: str
    responsibility: str
    relationship: str
    filing: str
    billing: Provider
    other_providers: tuple[Provider, ...]
    subscriber: Person
    patient: Person
    payer: Payer
    diagnoses: tuple[Diagnosis, ...]
    lines: tuple[ServiceLine, ...]
    sender_trace: str
    usage: str
    version: str
    place: Place
    source: SubmittedClaim
    admission_date: date | None = None
    discharge_date: date | None = None
    transaction_type: str = ""

    def __post_init__(self) -> None:
        if type(self.total_charge) is not Money:
            raise TypeError("a claim's total charge is Money")
        if not self.lines:
            raise ValueError("a claim has at least one service line")

    @property
    def service(self) -> Period | None:
        """From the first to the last day of service on any line; None where no line has a date."""
        periods = [line.service for line in self.lines if line.service]
        if not periods:
            return None
        return Period(min(period.start for period in periods), max(period.end for period in periods))
