"""The page behind an invitation's link: who has the address joins, with his account or a new one."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from clearlane.directory.members.find_invitation import GOOD, Invited, find_invitation
from clearlane.directory.members.join import CannotJoin, Joined, join, join_as_new
from clearlane.directory.members.roles import ROLES
from clearlane.directory.registrations.check_login import check_login
from clearlane.directory.registrations.spend_link import UsernameIsTaken
from clearlane.directory.registrations.suggest_username import suggest_username
from clearlane.directory.users.find_person import find_person
from clearlane.directory.users.sign_in import start_session
from clearlane.doors.portal.asking import CLIENT, TENANT
from clearlane.doors.portal.errors import error_page
from clearlane.doors.portal.onward import SeeOther
from clearlane.doors.portal.render import render_page
from clearlane.doors.portal.signin.links import token_of, without_link
from clearlane.doors.portal.signup.problems import told

_WHY = {
    "used": "It was accepted before. Each invitation works once. If it was you, sign in.",
    "late": "It was good for 7 days, and they are over.",
    "gone": "It was taken back, a newer one was sent, or whoever sent it does not belong to the organization any more.",
}
_UNKNOWN = "It was opened in another browser, or cut short on its way. Open the link in the mail again."


@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    """Looking changes nothing; the button of the page joins."""
    token = token_of(request, "invitation")
    invited = find_invitation(token=token)
    if invited is None or invited.state != GOOD:
        return _no_good(request, invited)
    try:
        if request.user.is_authenticated:
            return _signed_in(request, invited, token)
        if invited.user is not None:
            return _show(request, invited)
        return _stranger(request, invited, token)
    except CannotJoin:
        return _no_good(request, find_invitation(token=token))


def _signed_in(request: HttpRequest, invited: Invited, token: str) -> HttpResponse:
    """Somebody is signed in: with the invited address he joins by one click, another has to sign out first."""
    user = cast(int, request.user.pk)
    person = find_person(user_id=user)
    if request.method != "POST" or user != invited.user:
        return _show(request, invited, person=person)
    joined = join(token=token, user=user)
    request.session.cycle_key()
    return _enter(request, joined)


def _stranger(request: HttpRequest, invited: Invited, token: str) -> HttpResponse:
    """Nobody has the address: a name and a password make the account."""
    if request.method != "POST":
        return _show(request, invited, typed={"username": suggest_username(email=invited.address)})
    typed = {name: request.POST.get(name, "") for name in ("username", "password", "again")}
    checked = check_login(typed=typed, email=invited.address)
    problems = dict(checked.problems)
    if not problems:
        try:
            joined = join_as_new(token=token, login=checked.answers)
            start_session(request, joined.user, methods=("password",))
            return _enter(request, joined)
        except UsernameIsTaken:
            problems = {"username": "taken"}
    return _show(request, invited, typed={"username": typed["username"]}, errors=told(problems), status=422)


def _enter(request: HttpRequest, joined: Joined) -> HttpResponse:
    request.session[TENANT] = joined.tenant
    request.session.pop(CLIENT, None)
    return without_link(SeeOther("/home"))


def _show(request: HttpRequest, invited: Invited, *, status: int = 200, **more: object) -> HttpResponse:
    values = {"invited": invited, "may": ROLES[invited.role], **more}
    return render_page(request, "portal/members/invitation.html", values, status=status)


def _no_good(request: HttpRequest, invited: Invited | None) -> HttpResponse:
    return error_page(
        request,
        status=410,
        title="This invitation does not work" if invited is None else "This invitation is over",
        what="Nothing was changed.",
        why=_WHY.get(invited.state, _UNKNOWN) if invited else _UNKNOWN,
        todo="Sign in",
        href="/signin",
    )
