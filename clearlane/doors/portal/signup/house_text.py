"""The terms and the privacy notice of the house: texts of the operator's; one that is not set is absent."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from clearlane.doors.portal.signup.steps import show_step

_HEADINGS = {"terms": "Terms", "privacy": "Privacy notice"}


def house_text(request: HttpRequest, name: str) -> HttpResponse:
    """The text, paragraph by paragraph; a page that is not there where the operator has set none."""
    path = settings.HOUSE_TEXTS[name]
    if not path:
        raise Http404
    paragraphs = [each.strip() for each in Path(path).read_text(encoding="utf-8").split("\n\n") if each.strip()]
    return show_step(request, "house_text", 5, {"heading": _HEADINGS[name], "paragraphs": paragraphs})
