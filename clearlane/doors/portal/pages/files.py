"""Files: drop many, follow them, and see that what came in is what stands somewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from clearlane.directory.organizations.is_sender import is_sender
from clearlane.directory.users.factors import has_factor
from clearlane.directory.users.kept_texts import keep_text
from clearlane.doors.portal.account.for_roles import for_roles
from clearlane.doors.portal.asking import Asking, View, for_members, with_factor_from
from clearlane.doors.portal.names_patients import names_patients
from clearlane.doors.portal.pages.answer import answer
from clearlane.doors.portal.pages.asked import end_of, start_of
from clearlane.doors.portal.pages.came import tell_came
from clearlane.doors.portal.pages.files_query import FilesQuery, read_files_query
from clearlane.doors.portal.pages.sought import sought
from clearlane.doors.portal.pages.uploads import Dropped, TakeMany, discard, parse, take
from clearlane.doors.portal.parts import Button, Tab
from clearlane.doors.portal.roles_of import ROLES_OF, sends_claims
from clearlane.doors.portal.whose_files import whose_files
from clearlane.doors.portal.wording.amounts import many, money
from clearlane.exchange.reading.count_files import count_files
from clearlane.exchange.reading.list_landed import list_landed
from clearlane.exchange.reading.page_files import FilePage, page_files
from clearlane.exchange.reading.tell_zone import tell_zone
from clearlane.foundation.tenancy.scope import scope

ROWS, MOST_FOUND = 25, 100
_ADD_PASSKEY = "/step-up?next=/files"
_NONE_YET = "Drop the first one above, or send it by SFTP or the API; it appears here at once."
_READS = ("You read here.", "An owner, a manager or a biller of your organization sends files. Ask one of them.")
_PAYER_READS = ("Payers send no claims.", "What you do here stands under Get started.")
_NONE_TO_READ = "A file stands here as soon as one of your organization has sent it."


def may_send(view: View) -> View:
    """Who may send files of his own: before a second factor the sample claim is all that one sends."""
    return for_members(for_roles(*ROLES_OF["send files"])(_no_payer(with_factor_from("/files")(view))))


def _no_payer(view: View) -> View:
    """Within ``for_members``: payers send no claims."""

    @wraps(view)
    def guarded(request: HttpRequest, asking: Asking, *args: Any, **kwargs: Any) -> HttpResponseBase:
        may = is_sender(kind=asking.kind)
        return view(request, asking, *args, **kwargs) if may else _list(request, asking, FilesQuery())

    return guarded


@for_members
@names_patients
def files(request: HttpRequest, asking: Asking) -> HttpResponse:
    """A page of the list."""
    return _list(request, asking, read_files_query(request.GET))


@for_members
@names_patients
def search(request: HttpRequest, asking: Asking) -> HttpResponse:
    """The files whose names hold a text, among those that the address asks for; the text comes in the body."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    text = request.POST.get("q", "").strip()[:80].replace("\0", "")
    query = replace(read_files_query(request.GET), seek=keep_text(request.session, text) if text else "")
    response = _list(request, asking, query)
    response["HX-Push-Url"] = query.to()
    return response


@csrf_exempt
@may_send
def send_files(request: HttpRequest, asking: Asking) -> HttpResponseBase:
    """Take files. The form is read by our own handler before its token is checked: Django would put it on disk."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    handler = TakeMany(asking)
    request.upload_handlers = [handler]
    form = parse(request, handler)
    try:
        return _send(request, asking, form)
    finally:
        discard(form)


@csrf_protect
def _send(request: HttpRequest, asking: Asking, form: Any) -> HttpResponse:
    dropped = take(form, asking)
    is_broken = form.is_broken or not dropped
    return _list(request, asking, read_files_query(request.GET), dropped=dropped, is_broken=is_broken)


def _list(
    request: HttpRequest, asking: Asking, query: FilesQuery, *, dropped: Sequence[Dropped] = (), is_broken: bool = False
) -> HttpResponse:
    text = sought(request, query.seek)
    landed = tuple(one.received.id for one in dropped if one.received and not one.why_not) or query.landed
    with scope({asking.tenant, *asking.tenants}, by=asking.by):
        zone = tell_zone(tenant=asking.tenant)
        page, files_of = _page(asking, query, text, zone), whose_files(asking)
        came = list_landed(tenant=asking.tenant, ids=landed, by=asking.by)
        counts = count_files(tenant=asking.tenant, since=start_of(query.since, zone), until=end_of(query.until, zone))
    values = (
        {
            "page": page,
            "zone": zone,
            "files_of": files_of,
            "dropped": dropped,
            "is_broken": is_broken,
            "came": tuple(map(tell_came, came)),
            "follows": not text
            and (any(row.word == "Checking" for row in (*page.rows, *came)) or any(one.received for one in dropped)),
        }
        | _words(asking)
        | _places(replace(query, landed=landed), page, text, counts)
    )
    response = answer(request, "portal/files.html", "portal/files/list.html", values, asking=asking, here="files")
    if (dropped and not any(one.received for one in dropped)) or is_broken:
        response.status_code = 422
    return response


def _page(asking: Asking, query: FilesQuery, text: str, zone: str) -> FilePage:
    if query.seek and not text:
        return FilePage((), None, None)
    return page_files(
        tenant=asking.tenant,
        by=asking.by,
        after=query.after,
        before=query.before,
        failed=bool(query.state),
        name=text,
        since=start_of(query.since, zone),
        until=end_of(query.until, zone),
        limit=MOST_FOUND if text else ROWS,
    )


def _words(asking: Asking) -> dict[str, Any]:
    """What the page says to a person of this kind of organization."""
    return {
        "add_passkey": "" if has_factor(asking.user) else _ADD_PASSKEY,
        "none_yet": _NONE_YET if sends_claims(asking) else _NONE_TO_READ,
        "reads_title": (_PAYER_READS if asking.kind == "payer" else _READS)[0],
        "reads_text": (_PAYER_READS if asking.kind == "payer" else _READS)[1],
    }


def _places(query: FilesQuery, page: FilePage, text: str, counts: tuple[int, int]) -> dict[str, Any]:
    """Where one is in the list, and where one can go from there."""
    return {
        "tabs": tuple(
            Tab(name, query.to(state=state, seek=""), not text and query.state == state, number)
            for (name, state), number in zip((("All", ""), ("Failed", "failed")), counts, strict=True)
        ),
        "query": query,
        "text": text,
        "search": query.to("/files/search"),
        "filtered": bool(text) or query != FilesQuery(),
        "show_all": (Button("Show all files", "/files"),),
        "told": _told(page, text),
        "here_again": query.to(after=query.after, before=query.before, landed=query.landed),
        "newer": _newer(query, page) if not text else "",
        "older": query.to(after=page.older) if page.older and not text else "",
    }


def _newer(query: FilesQuery, page: FilePage) -> str:
    """The page before; from one that is empty, the beginning."""
    if page.newer:
        return query.to(before=page.newer)
    return query.to() if not page.rows and (query.after or query.before) else ""


def _told(page: FilePage, text: str) -> str:
    claims, cents = sum(row.claims for row in page.rows), sum(row.cents for row in page.rows)
    told = f"{many(len(page.rows), 'file')} with {many(claims, 'claim')}, {money(cents)}"
    return f"{told}. Older ones were not looked at: say until when" if text and page.older else told
