"""Connect your software: an SFTP account by a key of one's own or one made here, and a key for the API."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from clearlane.directory.organizations.find_organization import find_organization
from clearlane.directory.users.add_key import add_key
from clearlane.directory.users.add_sftp_user import KeyIsPrivate, SftpUserRefused, add_sftp_user
from clearlane.directory.users.as_member import as_member
from clearlane.directory.users.list_sftp_users import list_sftp_users
from clearlane.directory.users.make_key_pair import make_key_pair
from clearlane.directory.users.step_up import is_fresh
from clearlane.doors.portal.account.for_roles import for_roles, for_senders
from clearlane.doors.portal.asking import Asking, for_members, with_step_up_from
from clearlane.doors.portal.once import once
from clearlane.doors.portal.render import render_page
from clearlane.doors.portal.roles_of import ROLES_OF
from clearlane.doors.portal.welcome.account_name import account_name
from clearlane.doors.portal.welcome.sftp_address import sftp_address
from clearlane.exchange.intake.visit import find_visits
from clearlane.exchange.reading.tell_zone import tell_zone
from clearlane.flows.send_sample import NoOrganization
from clearlane.flows.write_test_file import write_test_file
from clearlane.foundation.clock.read import now
from clearlane.foundation.tenancy.scope import scope

MAKERS = ROLES_OF["make keys"]
"""Who may let a machine in."""

TEST_FILE = "claims.837"
"""As the commands on the page call it."""
ADD_PASSKEY = "/step-up?next=/welcome/connect"
"""Where who has no factor yet adds one, and who has one uses it."""
_HERE = "/welcome/connect"
API_KEY_LASTS = timedelta(days=365)
_PAGE, _ACCOUNTS = "portal/welcome/connect.html", "portal/welcome/accounts_part.html"
_NOT_A_KEY = "This is no public key. It is one line that begins with ssh-ed25519, ssh-rsa or ecdsa-sha2-…"


@never_cache
@require_GET
@for_members
@for_senders
def connect(request: HttpRequest, asking: Asking) -> HttpResponse:
    """The page."""
    return _page(request, asking)


@never_cache
@require_GET
@for_members
@for_senders
def accounts(request: HttpRequest, asking: Asking) -> HttpResponse:
    """The accounts, polled; a whole page where HTMX is not.

    The commands come with them only where there is another account than before: who copies them keeps his selection.
    """
    if request.headers.get("HX-Request") != "true":
        return HttpResponseRedirect("/welcome/connect#accounts", status=303)
    values = _values(request, asking)
    has_new = request.GET.get("had") != str(len(values["accounts"]))
    return render(request, _ACCOUNTS, values | {"has_new": has_new})


@never_cache
@require_POST
@for_members
@for_roles(*MAKERS)
@for_senders
@with_step_up_from(_HERE)
def paste_key(request: HttpRequest, asking: Asking) -> HttpResponse:
    """An account for the public key that was pasted."""
    text = " ".join(request.POST.get("public_key", "").split())
    try:
        _add_account(asking, text)
    except KeyIsPrivate as error:
        told = f"{str(error)[:1].upper()}{str(error)[1:]}."
        return _page(request, asking, {"key_error": told}, status=422)
    except SftpUserRefused:
        return _page(request, asking, {"public_key": text, "key_error": _NOT_A_KEY}, status=422)
    return HttpResponseRedirect("/welcome/connect#accounts", status=303)


@never_cache
@require_POST
@for_members
@for_roles(*MAKERS)
@for_senders
@with_step_up_from(_HERE)
def make_key(request: HttpRequest, asking: Asking) -> HttpResponse:
    """An account with a key made here: its private half is this answer, and nothing else ever."""
    pair = make_key_pair()
    username = _add_account(asking, pair.public)
    answer = HttpResponse(pair.private, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{username}.key"'
    return answer


@never_cache
@require_POST
@for_members
@for_roles(*MAKERS)
@for_senders
@with_step_up_from(_HERE)
@once(_HERE)
def make_api_key(request: HttpRequest, asking: Asking) -> HttpResponse:
    """A key for the API, good for a year; the page that answers is the only one that ever shows it."""
    with as_member(tenant=asking.tenant, by=asking.by):
        made = add_key(tenant=asking.tenant, name="from the portal", by=asking.by, expires_at=now() + API_KEY_LASTS)
    return _page(request, asking, {"api_key": made.secret})


@never_cache
@require_GET
@for_members
def test_file(request: HttpRequest, asking: Asking) -> HttpResponse:
    """A file to try the way in with: invented claims under the organization's own name."""
    try:
        with scope([asking.tenant], by=asking.by):
            content = write_test_file(tenant=asking.tenant)
    except NoOrganization:
        return HttpResponseRedirect("/welcome/connect", status=303)
    answer = HttpResponse(content, content_type="application/edi-x12")
    answer["Content-Disposition"] = f'attachment; filename="{TEST_FILE}"'
    return answer


def _add_account(asking: Asking, public_key: str) -> str:
    with as_member(tenant=asking.tenant, by=asking.by):
        organization = find_organization(tenant=asking.tenant)
        username = account_name(organization.name if organization else "")
        add_sftp_user(tenant=asking.tenant, username=username, by=asking.by, public_keys=[public_key])
    return username


def _page(
    request: HttpRequest, asking: Asking, more: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    values = _values(request, asking) | (more or {})
    return render_page(request, _PAGE, values, asking=asking, here="welcome", status=status)


def _values(request: HttpRequest, asking: Asking) -> dict[str, Any]:
    from clearlane.doors.sftp.public_host_key import public_host_key

    found = list_sftp_users(tenant=asking.tenant)
    with scope([asking.tenant], by=asking.by):
        visits = find_visits(tenant=asking.tenant, accounts=[each.id for each in found])
        zone = tell_zone(tenant=asking.tenant)
    return {
        "accounts": [{"username": each.username, "seen_at": visits.get(each.id)} for each in found],
        "zone": zone,
        "is_waiting": any(each.id not in visits for each in found),
        "address": sftp_address(),
        "host_key": public_host_key(),
        "origin": settings.ORIGIN,
        "may_make": asking.role in MAKERS,
        "add_passkey": "" if is_fresh(request.session) else ADD_PASSKEY,
        "api_days": API_KEY_LASTS.days,
    }
