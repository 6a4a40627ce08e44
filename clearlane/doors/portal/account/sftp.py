"""SFTP accounts of an organization's machines."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clearlane.directory.users.add_sftp_user import KeyIsPrivate, SftpUserRefused, add_sftp_user
from clearlane.directory.users.as_member import as_member
from clearlane.directory.users.find_keys import find_sftp_accounts
from clearlane.directory.users.make_key_pair import make_key_pair
from clearlane.directory.users.revoke_sftp_user import revoke_sftp_user
from clearlane.doors.portal.account.for_roles import for_roles, for_senders
from clearlane.doors.portal.account.keys import ACCOUNT_ENDS, PAGE, show
from clearlane.doors.portal.asking import Asking, for_members, with_step_up
from clearlane.doors.portal.question import ask
from clearlane.doors.portal.roles_of import ROLES_OF


@never_cache
@require_http_methods(["GET", "POST"])
@for_members
@for_roles(*ROLES_OF["make keys"])
@for_senders
@with_step_up
def add_sftp(request: HttpRequest, asking: Asking) -> HttpResponse:
    """An account: with a public key that is pasted, with a pair that is made here, or with a generated password.

    The private key of a pair is the answer itself, as a file; the house keeps its public half alone.
    """
    if request.method != "POST":
        return HttpResponseRedirect(PAGE, status=303)
    name, do = request.POST.get("username", "").strip().lower(), request.POST.get("do", "")
    pair = make_key_pair(name=name) if do == "pair" else None
    pasted = [line for line in request.POST.get("public_key", "").splitlines() if line.strip()]
    try:
        with as_member(tenant=asking.tenant, by=asking.by):
            made = add_sftp_user(
                tenant=asking.tenant,
                username=name,
                by=asking.by,
                public_keys=[pair.public] if pair else [] if do == "password" else pasted,
                with_password=do == "password",
            )
    except SftpUserRefused as error:
        told = f"{str(error)[:1].upper()}{str(error)[1:]}."
        typed = "" if isinstance(error, KeyIsPrivate) else request.POST.get("public_key", "")
        return show(request, asking, sftp_error=told, username=name, public_key=typed)
    return _file(pair.private, name) if pair else show(request, asking, account=made)


@never_cache
@require_http_methods(["GET", "POST"])
@for_members
@for_roles(*ROLES_OF["make keys"])
@with_step_up
def revoke_sftp(request: HttpRequest, asking: Asking, username: str) -> HttpResponse:
    """End an account; its open connections are closed within five seconds. The question as a page, for who has no
    dialog."""
    if request.method == "POST":
        with as_member(tenant=asking.tenant, by=asking.by):
            revoke_sftp_user(tenant=asking.tenant, username=username, by=asking.by)
        return HttpResponseRedirect(PAGE, status=303)
    if username not in {each.username for each in find_sftp_accounts(tenant=asking.tenant)}:
        return HttpResponseRedirect(PAGE, status=303)
    question = f"Revoke the account {username}"
    return ask(request, asking, question=question, text=ACCOUNT_ENDS, back=PAGE, here="keys")


def _file(private: str, name: str) -> HttpResponse:
    answer = HttpResponse(private, content_type="application/x-pem-file")
    answer["Content-Disposition"] = f'attachment; filename="{name}.key"'
    return answer
