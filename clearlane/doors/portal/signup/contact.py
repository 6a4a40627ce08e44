"""Hospitals and health systems ask to be called."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from clearlane.directory.registrations.add_contact import TooManyContacts, add_contact, check_contact
from clearlane.doors.portal.address_of import address_of
from clearlane.doors.portal.signup.problems import faults, told
from clearlane.doors.portal.signup.screens import TOO_MANY_CONTACTS, show_screen
from clearlane.doors.portal.signup.steps import show_step, typed_in

_HEADING = {"heading": "Talk to us about your health system"}


def contact(request: HttpRequest) -> HttpResponse:
    """The form; what is sent lands in a list that an operator works."""
    if request.method != "POST":
        return show_step(request, "contact", 4, _HEADING | {"typed": {}, "is_sent": "sent" in request.GET})
    typed = typed_in(request)
    judged = check_contact(typed=typed)
    if judged.problems:
        wrong = {"typed": typed, "errors": told(judged.problems), "faults": faults(judged.problems)}
        return show_step(request, "contact", 4, _HEADING | wrong, status=422)
    try:
        add_contact(answers=judged.answers, asked_from=address_of(request))
    except TooManyContacts:
        return show_screen(request, TOO_MANY_CONTACTS)
    return HttpResponseRedirect("/start/hospital?sent", status=303)
