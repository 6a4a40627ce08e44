"""Step 8: who bills, and by what name and password he signs in. Its POST spends the link."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from clearlane.directory.registrations.check_login import check_login
from clearlane.directory.registrations.check_practice import PracticeAnswers, check_practice
from clearlane.directory.registrations.find_link import GOOD, Link, find_link
from clearlane.directory.registrations.find_sign_up import SignUp, find_sign_up
from clearlane.directory.registrations.keep import keep
from clearlane.directory.registrations.spend_link import LinkIsNotGood, UsernameIsTaken, spend_link
from clearlane.directory.registrations.suggest_username import suggest_username
from clearlane.doors.portal.signup.enter import enter
from clearlane.doors.portal.signup.link_cookie import drop_token, token_of
from clearlane.doors.portal.signup.problems import faults, told
from clearlane.doors.portal.signup.screens import ALREADY_OPEN, LINK, NO_SIGN_UP, OTHERS_SESSION, show_screen
from clearlane.doors.portal.signup.steps import show_step, typed_in
from clearlane.doors.portal.wording.numbers import taxid

NEXT = "/start/address"


def practice(request: HttpRequest) -> HttpResponse:
    """The page: by a link for who has no account yet, else for who goes on with his sign-up."""
    token = token_of(request)
    link = find_link(token=token) if token else None
    if link is not None and link.state == GOOD:
        return show_screen(request, OTHERS_SESSION) if request.user.is_authenticated else _by_link(request, token, link)
    if request.user.is_authenticated:
        return _go_on(request, find_sign_up(user=request.user.pk))
    return show_screen(request, LINK[link.state if link is not None else "absent"])


def _by_link(request: HttpRequest, token: str, link: Link) -> HttpResponse:
    """The form for somebody new, for the address that stands on top."""
    if request.method != "POST":
        typed = {"username": suggest_username(email=link.email), "tin_kind": "EIN"}
        return _show(request, link.email, typed, {})
    typed = typed_in(request)
    judged, login = check_practice(typed=typed), check_login(typed=typed, email=link.email)
    if problems := {**judged.problems, **login.problems}:
        return _show(request, link.email, typed, problems)
    try:
        user = spend_link(token=token, practice=judged.answers, login=login.answers)
    except UsernameIsTaken:
        return _show(request, link.email, typed, {"username": "taken"})
    except LinkIsNotGood as error:
        return show_screen(request, LINK[str(error)])
    enter(request, user=user)
    answer = HttpResponseRedirect(NEXT, status=303)
    drop_token(answer)
    return answer


def _go_on(request: HttpRequest, sign_up: SignUp | None) -> HttpResponse:
    """The same form for somebody who has come back to it: username and password are chosen already."""
    if sign_up is None:
        return show_screen(request, NO_SIGN_UP)
    if sign_up.is_finished:
        return show_screen(request, ALREADY_OPEN)
    if request.method != "POST":
        return _show(request, sign_up.email, _shown(sign_up.practice), {}, sign_up)
    typed = typed_in(request)
    judged = check_practice(typed=typed, known_tin=sign_up.practice.tin)
    if judged.problems:
        return _show(request, sign_up.email, typed, judged.problems, sign_up)
    if not keep(user=sign_up.user, answers=judged.answers):
        return show_screen(request, ALREADY_OPEN)
    return HttpResponseRedirect(NEXT, status=303)


def _shown(kept: PracticeAnswers) -> dict[str, str]:
    """Kept answers as they are typed; of a person's own number the last four digits alone."""
    return {
        "organization": kept.organization,
        "npi": kept.npi,
        "no_npi": "" if kept.npi else "on",
        "tin": taxid(kept.tin, kept.tin_kind),
        "tin_kind": kept.tin_kind,
    }


def _show(
    request: HttpRequest,
    email: str,
    typed: Mapping[str, str],
    problems: Mapping[str, str],
    sign_up: SignUp | None = None,
) -> HttpResponse:
    """The form with what was typed, but for passwords: those are typed again."""
    values = {
        "email": email,
        "typed": {name: value for name, value in typed.items() if name not in {"password", "again"}},
        "errors": told(problems),
        "faults": faults(problems),
        "sign_up": sign_up,
    }
    return show_step(request, "practice", 8, values, status=422 if problems else 200)
