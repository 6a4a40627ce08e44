"""The question before what cannot be taken back, as a page of its own address: for who has no dialog."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from clearlane.doors.portal.asking import Asking
from clearlane.doors.portal.render import render_page


def ask(
    request: HttpRequest, asking: Asking, *, question: str, text: str, back: str, here: str, verb: str = "Revoke"
) -> HttpResponse:
    """Its button sends POST to the same address; ``back`` is where one goes who keeps it."""
    values = {"question": question, "text": text, "back": back, "verb": verb}
    return render_page(request, "portal/question.html", values, asking=asking, here=here)
