"""The bodies of the API's answers. Money is a decimal text in dollars; instants are UTC."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Schema
from pydantic import PlainSerializer

from clearlane.vocabulary.money import Money

Dollars = Annotated[
    int,
    PlainSerializer(lambda cents: str(Money.from_cents(cents)), return_type=str),
    Field(json_schema_extra={"type": "string", "examples": ["125.00"]}),
]


class ReceivedOut(Schema):
    """A file is in our hands: its bytes are durable."""

    id: UUID
    number: int
    state: str


class SetOut(Schema):
    """One transaction set and the verdict on it: accepted, partly, rejected, unsupported, or, where it is not processed
    though the guide accepts it, held, dropped, unexpected. ``note`` says why and what to do; ``repeat_of`` is the file
    whose content it repeats."""

    set: str
    version: str
    control: str
    verdict: str
    claims: int
    total: Dollars = Field(alias="cents")
    repeat_of: UUID | None
    note: str


class StateOut(Schema):
    """How many of a file's claims are in a state."""

    state: str
    claims: int
    total: Dollars = Field(alias="cents")


class ReplyOut(Schema):
    """A reply to the file, in the mailbox."""

    id: UUID
    kind: str
    name: str


class FileOut(Schema):
    """A file that was sent in, and what became of it."""

    id: UUID
    number: int
    name: str
    state: str
    usage: str
    way: str
    size: int
    sha256: str
    received_at: datetime
    repeat_of: UUID | None
    reason: str
    findings: list[dict[str, Any]]
    more_findings: int
    sets: list[SetOut]
    claims: list[StateOut]
    replies: list[ReplyOut]


class ClaimEntryOut(Schema):
    """One claim in a list."""

    id: UUID
    file_id: UUID
    patient_control_number: str
    state: str
    word: str
    by_whom: str
    total: Dollars = Field(alias="total_cents")
    payer: str


class ClaimsOut(Schema):
    """Claims by age; ``next`` is what to send as ``after`` for more, null at the end."""

    items: list[ClaimEntryOut]
    next: UUID | None


class LineOut(Schema):
    """One service line."""

    number: int
    procedure: str
    modifiers: str
    charge: Dollars = Field(alias="cents")
    service_from: date | None
    service_to: date | None


class AdjudicationOut(Schema):
    """One decision of a payer; ``status`` is CLP02."""

    number: int
    payer: str
    status: str
    charge: Dollars = Field(alias="charge_cents")
    paid: Dollars = Field(alias="paid_cents")
    patient_responsibility: Dollars = Field(alias="patient_cents")
    payer_number: str
    reverses: int | None
    posted_at: datetime


class StatusOut(Schema):
    """One status, for instance A7:562:85 (code lists 507 and 508, entity), and what was said with it."""

    status: str
    message: str


class AnswerOut(Schema):
    """What was told about a claim, by us or by the payer."""

    source: str
    at: datetime
    statuses: list[StatusOut]


class ClaimOut(Schema):
    """A claim and all that was said about it."""

    id: UUID
    file_id: UUID
    state: str
    word: str
    by_whom: str
    usage: str
    patient_control_number: str
    total: Dollars = Field(alias="total_cents")
    frequency: str
    billing_npi: str
    payer: str
    member_id: str
    patient_last: str
    patient_first: str
    service_from: date | None
    service_to: date | None
    first_segment: int
    last_segment: int
    received_at: datetime
    lines: list[LineOut]
    findings: list[dict[str, Any]]
    answers: list[AnswerOut]
    payer_numbers: list[str]
    adjudications: list[AdjudicationOut]


class MomentOut(Schema):
    """One thing that happened to a claim."""

    at: datetime
    kind: str
    what: str
    from_state: str
    to_state: str
    by: str
    detail: str


class TimelineOut(Schema):
    """What happened to a claim, oldest first."""

    items: list[MomentOut]


class MailOut(Schema):
    """One file in the mailbox."""

    id: UUID
    number: int
    kind: str
    name: str
    size: int
    sha256: str
    claims: int
    total: Dollars = Field(alias="cents")
    file_id: UUID | None
    made_at: datetime
    fetched_at: datetime | None
    confirmed_at: datetime | None


class MailboxOut(Schema):
    """Files of the mailbox, oldest first; ``next`` is what to send as ``after`` for more, null at the end."""

    items: list[MailOut]
    next: UUID | None
