"""Every address of the sign-up."""

from __future__ import annotations

from django.urls import path

from clearlane.doors.portal.signup.address import address, place
from clearlane.doors.portal.signup.agreement import agreement
from clearlane.doors.portal.signup.ask_link import again, ask_link, sent
from clearlane.doors.portal.signup.choose import product, start
from clearlane.doors.portal.signup.contact import contact
from clearlane.doors.portal.signup.going_on import go_on
from clearlane.doors.portal.signup.house_text import house_text
from clearlane.doors.portal.signup.kind import kind
from clearlane.doors.portal.signup.practice import practice
from clearlane.doors.portal.signup.verify import leave, verify

ADDRESSES = [
    path("start", start, name="start"),
    path("start/sent", sent, name="sent"),
    path("start/again", again, name="again"),
    path("start/go-on", go_on, name="go_on"),
    path("start/leave", leave, name="leave"),
    path("start/practice", practice, name="start_practice"),
    path("start/address", address, name="start_address"),
    path("start/place", place, name="start_place"),
    path("start/kind", kind, name="start_kind"),
    path("start/hospital", contact, name="contact"),
    path("start/<slug:slug>", product, name="product"),
    path("start/<slug:slug>/email", ask_link, name="ask_link"),
    path("verify/<str:token>", verify, name="verify"),
    path("terms", house_text, {"name": "terms"}, name="terms"),
    path("privacy", house_text, {"name": "privacy"}, name="privacy"),
    path("account/agreement", agreement, name="agreement"),
]
