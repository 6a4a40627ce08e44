"""The keys of an organization's programs: for the API and for SFTP."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clearlane.directory.users.add_key import KeyRefused, NewKey, add_key
from clearlane.directory.users.as_member import as_member
from clearlane.directory.users.find_keys import find_keys, find_sftp_accounts
from clearlane.directory.users.revoke_key import revoke_key
from clearlane.directory.users.rotate_key import rotate_key
from clearlane.directory.users.scopes import SCOPES
from clearlane.doors.portal.account.for_roles import for_roles
from clearlane.doors.portal.asking import Asking, for_members, with_step_up
from clearlane.doors.portal.once import once
from clearlane.doors.portal.onward import SeeOther
from clearlane.doors.portal.question import ask
from clearlane.doors.portal.render import render_page
from clearlane.doors.portal.roles_of import ROLES_OF
from clearlane.foundation.clock.read import now

PAGE = "/account/keys"
KEY_ENDS = "What works with it is refused from the next request on. It cannot be taken back: make another key then."
ACCOUNT_ENDS = "Its open connections end within seconds. It cannot be taken back: open another account then."
LASTS = {"90": "90 days", "365": "a year", "": "until it is revoked"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_members
@for_roles(*ROLES_OF["make keys"])
@with_step_up
@once(PAGE)
def keys(request: HttpRequest, asking: Asking) -> HttpResponse:
    """What there is, and a new API key, which is shown in the answer and never again."""
    if request.method != "POST":
        return show(request, asking)
    days, name = request.POST.get("days", ""), request.POST.get("name", "").replace("\x00", "").strip()[:60]
    typed = {"name": name, "chosen": request.POST.getlist("scope"), "days": days}
    if not name or days not in LASTS:
        return show(request, asking, key_error="Say what uses the key, such as the name of the program.", **typed)
    try:
        with as_member(tenant=asking.tenant, by=asking.by):
            expires = now() + timedelta(days=int(days)) if days else None
            scopes = request.POST.getlist("scope")
            made = add_key(tenant=asking.tenant, name=name, by=asking.by, scopes=scopes, expires_at=expires)
    except KeyRefused:
        return show(request, asking, key_error="Choose at least one thing that the key may do.", **typed)
    return show(request, asking, made=made)


@never_cache
@require_http_methods(["GET", "POST"])
@for_members
@for_roles(*ROLES_OF["make keys"])
@with_step_up
@once(PAGE)
def rotate(request: HttpRequest, asking: Asking, prefix: str) -> HttpResponse:
    """A new key for the same program; both are good for a day."""
    made: NewKey | None = None
    if request.method == "POST":
        try:
            with as_member(tenant=asking.tenant, by=asking.by):
                made = rotate_key(tenant=asking.tenant, prefix=prefix, by=asking.by)
        except KeyRefused as error:
            return show(request, asking, rotate_error=str(error))
    return show(request, asking, made=made) if made else HttpResponseRedirect(PAGE, status=303)


@never_cache
@require_http_methods(["GET", "POST"])
@for_members
@for_roles(*ROLES_OF["make keys"])
@with_step_up
def revoke(request: HttpRequest, asking: Asking, prefix: str) -> HttpResponse:
    """Make a key useless from the next request on; the question as a page, for who has no dialog."""
    if request.method == "POST":
        with as_member(tenant=asking.tenant, by=asking.by):
            revoke_key(tenant=asking.tenant, prefix=prefix, by=asking.by)
        return HttpResponseRedirect(PAGE, status=303)
    named = [each.name for each in find_keys(tenant=asking.tenant) if each.prefix == prefix]
    if not named:
        return SeeOther(PAGE)
    return ask(request, asking, question=f"Revoke the key {named[0]}", text=KEY_ENDS, back=PAGE, here="keys")


def show(request: HttpRequest, asking: Asking, **more: object) -> HttpResponse:
    """The page, with what was made or what is wrong in ``more``."""
    values = {
        "keys": find_keys(tenant=asking.tenant),
        "accounts": find_sftp_accounts(tenant=asking.tenant),
        "scopes": SCOPES,
        "lasts": LASTS,
        "chosen": list(SCOPES),
        "days": "365",
        "back": PAGE,
        "key_ends": KEY_ENDS,
        "account_ends": ACCOUNT_ENDS,
    }
    status = 422 if more.keys() & {"key_error", "rotate_error", "sftp_error"} else 200
    return render_page(request, "portal/account/keys.html", values | more, asking=asking, here="keys", status=status)
