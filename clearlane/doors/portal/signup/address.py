"""Step 9: phone and mailing address."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from clearlane.directory.registrations.check_address import AddressAnswers, check_address
from clearlane.directory.registrations.find_place import find_place
from clearlane.directory.registrations.find_sign_up import SignUp
from clearlane.directory.registrations.keep import keep
from clearlane.doors.portal.render import render_page
from clearlane.doors.portal.signup.going_on import for_sign_ups
from clearlane.doors.portal.signup.problems import faults, told
from clearlane.doors.portal.signup.screens import ALREADY_OPEN, show_screen
from clearlane.doors.portal.signup.steps import show_step, typed_in


@for_sign_ups
def address(request: HttpRequest, sign_up: SignUp) -> HttpResponse:
    """The page. City and state follow from the ZIP code, while it is typed or when the form is sent."""
    if request.method != "POST":
        return _show(request, _shown(sign_up.address), {})
    typed = typed_in(request)
    judged = check_address(typed=typed)
    if judged.problems:
        found = {"city": judged.answers.city, "state": judged.answers.state}
        return _show(request, typed | found, judged.problems)
    if not keep(user=sign_up.user, answers=judged.answers):
        return show_screen(request, ALREADY_OPEN)
    return HttpResponseRedirect("/start/kind", status=303)


@require_safe
def place(request: HttpRequest) -> HttpResponse:
    """City and state of a ZIP code, for the form; nothing where we do not know it, so that what was typed stays."""
    digits = "".join(each for each in str(request.GET.get("zip", ""))[:20] if each.isdigit())
    found = find_place(digits)
    if found is None:
        return HttpResponse(status=204)
    typed = {"city": found.city, "state": found.state}
    return render_page(request, "portal/signup/partials/place.html", {"typed": typed, "errors": {}})


def _shown(kept: AddressAnswers) -> dict[str, str]:
    """Kept answers as they are written."""
    phone = f"({kept.phone[:3]}) {kept.phone[3:6]}-{kept.phone[6:]}" if kept.phone else ""
    zip_code = f"{kept.zip[:5]}-{kept.zip[5:]}" if len(kept.zip) == 9 else kept.zip
    return {
        "phone": phone,
        "street": kept.street,
        "city": kept.city,
        "state": kept.state,
        "zip": zip_code,
        "sends_from_here": "on" if kept.sends_from_here else "",
    }


def _show(request: HttpRequest, typed: Mapping[str, str], problems: Mapping[str, str]) -> HttpResponse:
    values = {"typed": typed, "errors": told(problems), "faults": faults(problems)}
    return show_step(request, "address", 9, values, status=422 if problems else 200)
