"""Pages of a sign-up whose link was spent: for who is signed in and has not finished."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from clearlane.directory.registrations.find_sign_up import SignUp, find_sign_up
from clearlane.doors.portal.kept_forms import ask_to_sign_in
from clearlane.doors.portal.signup.screens import ALREADY_OPEN, NO_SIGN_UP, show_screen


def for_sign_ups(view: Callable[[HttpRequest, SignUp], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A step after the eighth: ``view(request, sign_up)``; others are shown where they stand."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return ask_to_sign_in(request)
        sign_up = find_sign_up(user=request.user.pk)
        if sign_up is None:
            return show_screen(request, NO_SIGN_UP)
        if sign_up.is_finished:
            return show_screen(request, ALREADY_OPEN)
        return view(request, sign_up)

    return guarded


@for_sign_ups
def go_on(request: HttpRequest, sign_up: SignUp) -> HttpResponse:
    """Lead somebody who has come back to the step at which he stopped."""
    return HttpResponseRedirect("/start/kind" if sign_up.address.street else "/start/address")
