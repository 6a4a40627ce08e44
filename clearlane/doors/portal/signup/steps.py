"""The eleven steps of a sign-up, and how a page of one is answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from clearlane.doors.portal.render import render_page

HEADINGS: Mapping[int, str] = {
    1: "A clearinghouse you can read, run and trust",
    2: "Start today",
    3: "What do you want to start with?",
    4: "Clearinghouse & revenue cycle",
    5: "Create an account",
    6: "Check your e-mail",
    7: "Verify your e-mail",
    8: "Practice information",
    9: "Phone and address",
    10: "Which kind of healthcare entity are you?",
    11: "You are in",
}
"""Heads of pages; 2 is a part of the first page, 7 the subject of the mail."""

_WORK = ("Practice", "Address", "Kind")


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the row of steps on top of a page: done, here, or neither."""

    label: str
    state: str


def show_step(
    request: HttpRequest, template: str, number: int, values: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """The page of a step; what stands on it is kept by no browser."""
    shown = {"heading": HEADINGS[number], "steps": _row(number), **values}
    answer = render_page(request, f"portal/signup/{template}.html", shown, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def _row(number: int) -> list[Step]:
    """The three steps of work, where the page is one of them."""
    here = number - 8
    if not 0 <= here < len(_WORK):
        return []
    states = ["done"] * here + ["here"] + [""] * len(_WORK)
    return [Step(label, state) for label, state in zip(_WORK, states, strict=False)]


def typed_in(request: HttpRequest) -> dict[str, str]:
    """What a form holds, by field."""
    return {name: str(request.POST.get(name, "")) for name in request.POST}
