"""Home: claims in flight, what needs a person, files today, money by week."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse

from clearlane.doors.portal.asking import Asking, for_members
from clearlane.doors.portal.chart import draw_bars
from clearlane.doors.portal.names_patients import may_see_patients
from clearlane.doors.portal.pages.answer import answer
from clearlane.doors.portal.pages.claims_query import ClaimsQuery
from clearlane.doors.portal.pages.claims_shown import NEEDS_WORK
from clearlane.doors.portal.pages.files_query import FilesQuery
from clearlane.doors.portal.pages.payments import payments_since
from clearlane.doors.portal.parts import Stop, Tile
from clearlane.doors.portal.statuses import STATUS
from clearlane.doors.portal.welcome.welcome import show_payer
from clearlane.doors.portal.whose_files import whose_files
from clearlane.doors.portal.wording.amounts import NOT_STATED, exact, many, money, percent
from clearlane.exchange.reading.count_files import count_files
from clearlane.exchange.reading.list_needs import Need, list_needs
from clearlane.exchange.reading.page_files import FileRow, page_files
from clearlane.exchange.reading.sum_claims import Standing, pick, sum_claims
from clearlane.exchange.reading.sum_weeks import Money, Week, sum_weeks
from clearlane.exchange.reading.tell_zone import tell_zone
from clearlane.exchange.reading.told_usage import TESTS, find_usage
from clearlane.exchange.worklists.find import count as count_items
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.scope import scope

IN_FLIGHT = ("Received", "Held", "Ready", "Sent", "Accepted")
FAILED_DAYS, SHOWN = 7, 5
_ADD_PASSKEY = "/step-up?next=/home"
_NOTES = {"Held": "each says for what", "Ready": "leaves by itself", "Accepted": "by the payer's front end"}
_ITEMS = {
    ("file", "same_content"): ("1 file repeats an earlier one", "files repeat earlier ones"),
    ("payment", "unbalanced"): ("1 payment does not add up", "payments do not add up"),
    ("payment", "reversal"): ("1 payment takes back what was not paid", "payments take back what was not paid"),
}


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing that needs a person: what, how much, one button."""

    icon: str
    role: str
    label: str
    headline: str
    text: str
    amount: str
    href: str
    button: str


@for_members
def home(request: HttpRequest, asking: Asking) -> HttpResponse:
    """The page. What it reads does not grow with the claims. A payer has one of its own."""
    if asking.kind == "payer":
        return show_payer(request, asking, here="home")
    sees = may_see_patients(request, asking)
    with scope({asking.tenant, *asking.tenants}, by=asking.by):
        zone = tell_zone(tenant=asking.tenant)
        local = now().astimezone(ZoneInfo(zone))
        midnight = datetime.combine(local.date(), time(), ZoneInfo(zone))
        client = asking.tenants[0] if len(asking.tenants) == 1 else None
        usage = find_usage(tenant=client or asking.tenant)
        standings, needs = sum_claims(client=client, usage=usage), list_needs(client=client, usage=usage)
        figures, items = sum_weeks(client=client, usage=usage, at=local.date(), zone=zone), count_items()
        files_of = whose_files(asking)
        today, failed, more = _file_rows(asking, midnight, usage) if sees else ((), (), 0)
    told = ClaimsQuery(usage=usage)
    todos = (*_claims(needs, told), *_files(failed, files_of), *_more(more, midnight), *_items(items))
    claims, cents = pick(standings, words=IN_FLIGHT)
    values = {
        "zone": zone,
        "at": local,
        "stops": tuple(_stop(word, standings, told) for word in IN_FLIGHT),
        "flight": f"{many(claims, 'claim')} · {money(cents)}",
        "todos": todos,
        "things": len(todos) + max(more - 1, 0),
        "waiting": many(sum(need.claims for need in needs), "claim") if needs else "",
        "worth": sum(need.cents for need in needs),
        "files": today,
        "files_of": files_of,
        "add_passkey": "" if sees else _ADD_PASSKEY,
        "chart": draw_bars(first="Submitted", second="Paid", rows=[_bar(each) for each in figures.weeks]),
        "tiles": _tiles(figures, standings, local, told),
        "is_new": not claims and not figures.claims and not standings,
        "worklist": replace(told, status=NEEDS_WORK).to(),
        "tests": ClaimsQuery(usage=TESTS).to() if usage else "",
    }
    return answer(request, "portal/home.html", "portal/today/body.html", values, asking=asking, here="home")


def _file_rows(asking: Asking, midnight: datetime, usage: str) -> tuple[tuple[FileRow, ...], tuple[FileRow, ...], int]:
    """The files of today, and those of a week that failed: some, and how many more. Names may be those of patients."""
    of: dict[str, Any] = {"tenant": asking.tenant, "by": asking.by, "limit": SHOWN}
    since = midnight - timedelta(days=FAILED_DAYS)
    failed = page_files(**of, failed=True, usage=usage, since=since).rows
    more = count_files(tenant=asking.tenant, usage=usage, since=since)[1] - len(failed)
    return page_files(**of, since=midnight).rows, failed, more


def _stop(word: str, standings: Sequence[Standing], told: ClaimsQuery) -> Stop:
    claims, cents = pick(standings, words=[word])
    old = sum(each.before_yesterday if word == "Held" else each.silent for each in standings if each.word == word)
    warning = ""
    if old and word == "Held":
        warning = f"{exact(old)} over a day"
    elif old and word in ("Received", "Ready", "Sent"):
        warning = f"{exact(old)} silent for 3 days"
    return Stop(word, claims, cents, replace(told, status=(word.lower(),)).to(), _NOTES.get(word, ""), warning)


def _claims(needs: Sequence[Need], told: ClaimsQuery) -> Iterator[Todo]:
    for need in needs:
        noun = f"{exact(need.claims)} claim{'' if need.claims == 1 else 's'}"
        same = " for the same reason" if need.claims > 1 and need.reason else ""
        who = {"Rejected": f" rejected by {'us' if need.by == 'us' else need.payer_name}", "Held": " held"}
        shown = STATUS[need.word]
        query = replace(
            told, status=(need.word.lower(),), by=need.by if need.word == "Rejected" else "", payer=need.payer,
            without="" if need.payer else "payer", state=need.state, reason=need.reason,
        )  # fmt: skip
        yield Todo(
            shown.icon, shown.role, need.word, f"{noun}{who.get(need.word, f' denied by {need.payer_name}')}{same}",
            _why(need), money(need.cents),
            query.to(), "Show claim" if need.claims == 1 else "Show claims",
        )  # fmt: skip


def _why(need: Need) -> str:
    """The reason; of what we stopped, whose payer's claims they are as well."""
    parts = (need.told,) if need.by == "payer" else (need.payer_name or "No payer", need.told)
    return ": ".join(filter(None, parts))


def _files(rows: Sequence[FileRow], of: str) -> Iterator[Todo]:
    """``of``: whose they are, where the page speaks of a client."""
    whose = f"File of {of}" if of else "File"
    for row in rows:
        yield Todo(
            "rejected", "bad", "Failed", f"{whose} failed: {row.name}", row.told, "", f"/files/{row.id}", "Show file"
        )


def _more(number: int, midnight: datetime) -> Iterator[Todo]:
    """The failed files that are not listed."""
    if number > 0:
        since = midnight.date() - timedelta(days=FAILED_DAYS)
        there = FilesQuery(state="failed", since=since).to()
        yield Todo("rejected", "bad", "Failed", f"{many(number, 'more file')} failed", "", "", there, "Show files")


def _items(items: Mapping[tuple[str, str], int]) -> Iterator[Todo]:
    for key, number in items.items():
        if key in _ITEMS:
            one, many = _ITEMS[key]
            headline = one if number == 1 else f"{exact(number)} {many}"
            text = "Waits for the people who run this installation"
            yield Todo("warning", "warn", "Look", headline, text, "", "/files", "Show files")


def _bar(week: Week) -> tuple[str, int, int]:
    return f"{week.monday.month}/{week.monday.day}", week.submitted, week.paid


def _tiles(figures: Money, standings: Sequence[Standing], local: datetime, told: ClaimsQuery) -> tuple[Tile, ...]:
    """What the register counts by its own days leads to the claims of those days."""
    month = f"{local:%b} 1{NOT_STATED}{local.day}"
    passed = percent(figures.came - figures.rejected, figures.came)
    waiting, cents = pick(standings, words=["Sent", "Accepted"])
    first = local.date().replace(day=1)
    since = replace(told, since=first, days="utc")
    return (
        Tile(f"Submitted, {month}", money(figures.submitted), many(figures.claims, "claim"), since.to()),
        Tile(f"Paid, {month}", money(figures.paid), many(figures.payments, "payment"),
             payments_since(first, told.usage)),
        Tile("Passed the first time", passed,
             f"{exact(figures.rejected)} of {many(figures.came, 'claim')} rejected in 4 weeks",
             replace(since, since=figures.since, status=("rejected",)).to()),
        Tile("Waiting for payers", money(cents), many(waiting, "claim"),
             replace(told, status=("sent", "accepted")).to()),
    )  # fmt: skip
