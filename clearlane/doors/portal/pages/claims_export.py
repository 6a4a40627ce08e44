"""The claims of a list as a table for a spreadsheet, piece by piece, each in a scope of its own and audited."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponseNotAllowed, StreamingHttpResponse
from django.http.response import HttpResponseBase

from clearlane.doors.portal.account.for_roles import for_roles
from clearlane.doors.portal.asking import Asking, View, for_members, in_view, with_step_up_from
from clearlane.doors.portal.pages.claims_query import ClaimsQuery, read_query
from clearlane.doors.portal.pages.sought import wanted
from clearlane.doors.portal.roles_of import ROLES_OF
from clearlane.exchange.reading.claim_filter import ClaimFilter
from clearlane.exchange.reading.page_claims import MOST, ClaimRow, page_claims
from clearlane.exchange.reading.tell_zone import tell_zone
from clearlane.vocabulary.money import Money

HEADS = (
    "Status", "Test", "Said by", "Client", "Last name", "First name", "Account", "Claim number", "Payer id", "Payer",
    "Service day", "Charge", "Paid", "Received", "What is wrong",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What begins a formula for one spreadsheet or another, in narrow and in wide letters."""


def may_export(view: View) -> View:
    """Who may take a list with him, and has proved just now that it is he."""
    return for_members(for_roles(*ROLES_OF["export claims"])(with_step_up_from("/claims")(view)))


@may_export
def export(request: HttpRequest, asking: Asking) -> HttpResponseBase:
    """All claims of the filters in the address, of the search, or those that were picked."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    query, picked = read_query(request.GET), _picked(request)
    with in_view(asking):
        zone = tell_zone(tenant=asking.tenant)
        meant = wanted(request, query, zone=zone) if picked is None else ClaimsQuery().wanted(zone=zone, ids=picked)
    response = StreamingHttpResponse(_pieces(meant, asking, zone), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="claims.csv"'
    response["Cache-Control"] = "no-store"
    return response


def _picked(request: HttpRequest) -> tuple[UUID, ...] | None:
    if "selected" not in request.POST:
        return None
    found = []
    for text in request.POST.getlist("pick")[:MOST]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return tuple(found)


def _pieces(meant: ClaimFilter, asking: Asking, zone: str) -> Iterator[bytes]:
    """The heads, then the rows: a slow client holds no transaction open."""
    yield _write([_heads(zone)])
    after: UUID | None = None
    while True:
        with in_view(asking):
            page = page_claims(
                wanted=meant, tenant=asking.tenant, by=asking.by, after=after, limit=MOST, event="claim:list:exported"
            )
        if page.rows:
            yield _write([_cells(row, zone) for row in page.rows])
        if len(page.rows) < MOST:
            return
        after = page.rows[-1].id


def _heads(zone: str) -> Sequence[str]:
    """The heads; that of the instants says whose clock it is."""
    return [f"{head} ({zone})" if head == "Received" else head for head in HEADS]


def _cells(row: ClaimRow, zone: str) -> Sequence[str]:
    return (
        row.word, "test" if row.usage == "T" else "", row.by, row.client, row.last, row.first, row.number, row.trace,
        row.payer, row.payer_name,
        f"{row.service:%m/%d/%Y}" if row.service else "", str(Money.from_cents(row.cents)),
        "" if row.paid is None else str(Money.from_cents(row.paid)),
        f"{row.received_at.astimezone(ZoneInfo(zone)):%m/%d/%Y %H:%M:%S}", row.why,
    )  # fmt: skip


def _write(rows: Sequence[Sequence[str]]) -> bytes:
    """Rows of a CSV; a text that a spreadsheet would take for a formula gets an apostrophe before it."""
    text = io.StringIO()
    csv.writer(text).writerows([[_harmless(cell) for cell in row] for row in rows])
    return text.getvalue().encode()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) and not _is_amount(cell) else cell


def _is_amount(cell: str) -> bool:
    return cell.removeprefix("-").replace(".", "", 1).isdecimal()
