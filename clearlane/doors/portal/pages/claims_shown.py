"""What stands around the rows of the list of claims: views, filters, heads, and how many there are."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from zoneinfo import ZoneInfo

from clearlane.doors.portal.pages.claims_query import ClaimsQuery
from clearlane.doors.portal.parts import Chip, Choice, Column, Tab
from clearlane.doors.portal.wording.amounts import count, exact, money
from clearlane.exchange.reading.count_claims import Count
from clearlane.exchange.reading.page_claims import ClaimPage
from clearlane.exchange.reading.sum_claims import Standing, pick
from clearlane.exchange.reading.words import WORDS
from clearlane.foundation.clock.read import now

NEEDS_WORK = ("rejected", "held", "denied", "reversed")
VIEWS = {
    "All": (),
    "Needs work": NEEDS_WORK,
    "In flight": ("received", "ready", "sent", "accepted"),
    "Paid": ("paid", "partial"),
    "Rejected": ("rejected",),
    "Denied": ("denied",),
}
_PERIODS = {"Today": 0, "Last 7 days": 6, "Last 30 days": 29, "Last 90 days": 89}
_STOPPED = {
    "stuck": "by a fault of ours",
    "dead": "by its format",
    "held": "to be looked at",
    "rejected": "by our checks",
    "rejected_by_payer": "by the payer's front end",
}
_USAGES = {"P": "Production", "T": "Tests"}
_BY = {"us": "by us", "payer": "by a payer"}


def show_views(query: ClaimsQuery, standings: Collection[Standing]) -> tuple[Tab, ...]:
    """The saved views with their counts."""
    here = ClaimsQuery(status=query.status, usage=query.usage, sort=query.sort) == query
    return tuple(
        Tab(
            name,
            ClaimsQuery(status=status, usage=query.usage).to(),
            here and query.status == status,
            pick(standings, words=[each.capitalize() for each in status] or WORDS)[0],
        )
        for name, status in VIEWS.items()
    )


def show_chips(query: ClaimsQuery, page: ClaimPage, zone: str) -> tuple[Chip, ...]:
    """The filters: those that are set, and those that may be."""
    made = (
        _status(query),
        _by(query),
        _period(query, zone),
        _payer(query, page),
        _client(query, page),
        _usage(query),
        Chip("Stopped", _STOPPED.get(query.state, query.state), query.to(state="")) if query.state else None,
        Chip("File", "one file", query.to(file="")) if query.file else None,
        Chip("Reason", _short(query.reason), query.to(reason="")) if query.reason else None,
    )
    return tuple(chip for chip in made if chip)


def _status(query: ClaimsQuery) -> Chip:
    if query.status:
        first, *rest = query.words
        return Chip("Status", f"{first} +{len(rest)}" if rest else first, query.to(status=()))
    return Chip("Status", choices=tuple(Choice(word, word, query.to(status=(word.lower(),))) for word in WORDS))


def _by(query: ClaimsQuery) -> Chip:
    if query.by:
        return Chip("Said", _BY[query.by], query.to(by=""))
    return Chip("Said", choices=tuple(Choice(by, words.capitalize(), query.to(by=by)) for by, words in _BY.items()))


def _usage(query: ClaimsQuery) -> Chip:
    if query.usage:
        return Chip("Kind", _USAGES[query.usage], query.to(usage=""))
    return Chip("Kind", choices=tuple(Choice(one, name, query.to(usage=one)) for one, name in _USAGES.items()))


def _period(query: ClaimsQuery, zone: str) -> Chip:
    if query.since or query.until:
        told = " to ".join(f"{day:%m/%d/%Y}" if day else "…" for day in (query.since, query.until))
        day = "Received (UTC day)" if query.days else "Received"
        return Chip(day, told, query.to(since="", until="", days=""))
    today = now().astimezone(ZoneInfo(zone)).date()
    choices = (Choice(name, name, query.to(since=today - timedelta(days=days))) for name, days in _PERIODS.items())
    return Chip("Received", choices=tuple(choices))


def _payer(query: ClaimsQuery, page: ClaimPage) -> Chip:
    names = {row.payer: row.payer_name or row.payer for row in page.rows if row.payer}
    if query.without:
        return Chip("Payer", "none named", query.to(payer="", without=""))
    if query.payer:
        return Chip("Payer", names.get(query.payer, query.payer), query.to(payer=""))
    found = sorted(names.items(), key=lambda one: one[1])
    return Chip("Payer", choices=tuple(Choice(id, name, query.to(payer=id)) for id, name in found))


def _client(query: ClaimsQuery, page: ClaimPage) -> Chip | None:
    names = {row.tenant: row.client for row in page.rows}
    if query.client is not None:
        return Chip("Client", names.get(query.client, str(query.client)), query.to(client=""))
    if len(names) < 2:
        return None
    found = sorted(names.items(), key=lambda one: one[1])
    return Chip("Client", choices=tuple(Choice(str(id), name, query.to(client=id)) for id, name in found))


def _short(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:23]}…"


def show_columns(query: ClaimsQuery, *, has_clients: bool) -> tuple[Column, ...]:
    """The heads; three of them sort."""
    return (
        Column("Status"),
        Column("Patient"),
        *([Column("Client")] if has_clients else []),
        _sorting(query, "Service", "service", ""),
        Column("Payer"),
        _sorting(query, "Charge", "charge", "num"),
        Column("What is wrong"),
        _sorting(query, "Received", "newest", ""),
    )


def _sorting(query: ClaimsQuery, label: str, name: str, css: str) -> Column:
    present = query.sort or "-newest"
    if present.lstrip("-") != name:
        return Column(label, query.to(sort=f"-{name}"), "", css)
    falls = present.startswith("-")
    return Column(label, query.to(sort=name if falls else f"-{name}"), "descending" if falls else "ascending", css)


def show_told(page: ClaimPage, found: Count, *, most: int) -> str:
    """``50 of 1,204 claims, $16,446.90``; for a search with more matches than are shown, that it is so."""
    shown = len(page.rows)
    if most and shown >= most:
        return f"The {exact(shown)} newest that match; type more to see fewer"
    if not found.is_whole:
        return f"{exact(shown)} of more than {exact(found.claims)} claims"
    noun = "claim" if found.claims == 1 else "claims"
    return f"{exact(shown)} of {count(found.claims)} {noun}, {money(found.cents)}"
