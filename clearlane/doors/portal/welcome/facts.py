"""What of a checklist holds, read from what is there: nobody ticks a line by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clearlane.directory.agreements.is_in_force import is_in_force
from clearlane.directory.members.list_members import list_members
from clearlane.directory.organizations.ask_live import find_live_ask
from clearlane.directory.organizations.describe import describe
from clearlane.directory.payers.is_linked import is_linked
from clearlane.directory.providers.bills_as import VERIFIED, bills_as
from clearlane.directory.providers.list_own_pairs import list_own_pairs
from clearlane.directory.providers.sends_for import sends_for
from clearlane.directory.registrations.was_called import was_called
from clearlane.directory.users.factors import has_factor
from clearlane.directory.users.list_sftp_users import list_sftp_users
from clearlane.doors.portal.asking import Asking
from clearlane.exchange.intake.visit import find_visits
from clearlane.exchange.reading.follow_sample import SampleJourney
from clearlane.exchange.reading.has_accepted_claim import has_accepted_claim
from clearlane.exchange.reading.has_connected import has_connected
from clearlane.exchange.reading.has_own_file import has_own_file


@dataclass(frozen=True, slots=True)
class Known:
    """What the gate knows of the organization's people and programs; read outside of a scope."""

    accounts: tuple[int, ...]
    has_factor: bool
    has_colleagues: bool
    was_called: bool


def know(asking: Asking) -> Known:
    """Read it."""
    members = list_members(tenant=asking.tenant)
    return Known(
        accounts=tuple(each.id for each in list_sftp_users(tenant=asking.tenant)),
        has_factor=has_factor(asking.user),
        has_colleagues=len(members) > 1,
        was_called=was_called(emails=[each.email for each in members if each.email]),
    )


def find_facts(*, tenant: int, known: Known, journey: SampleJourney | None) -> frozenset[str]:
    """The names of what holds, inside a scope of the tenant."""
    return frozenset((*_of_people(known), *_of_work(tenant, known, journey), *_of_rights(tenant)))


def _of_people(known: Known) -> Iterator[str]:
    if known.has_factor:
        yield "factor"
    if known.has_colleagues:
        yield "colleagues"
    if known.was_called:
        yield "called"


def _of_work(tenant: int, known: Known, journey: SampleJourney | None) -> Iterator[str]:
    if journey and journey.is_paid:
        yield "sample"
    if has_own_file(tenant=tenant):
        yield "file"
    if find_visits(tenant=tenant, accounts=known.accounts) or has_connected(tenant=tenant):
        yield "connected"
    if has_accepted_claim(tenant=tenant):
        yield "accepted"
    shown = describe(tenant=tenant)
    if shown.kind == "payer" and is_linked(tenant=tenant):
        yield "linked"
    if shown.is_live:
        yield "live"
    if find_live_ask(tenant=tenant):
        yield "asked"


def _of_rights(tenant: int) -> Iterator[str]:
    if bills_as(tenant=tenant) == VERIFIED:
        yield "verified"
    elif any(pair.refused_why for pair in list_own_pairs(tenant=tenant)):
        yield "refused"
    if sends_for(tenant=tenant):
        yield "clients"
    if is_in_force(tenant=tenant):
        yield "agreed"
