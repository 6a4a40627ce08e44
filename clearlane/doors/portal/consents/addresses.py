"""Every address about who works for whom."""

from __future__ import annotations

from django.urls import path

from clearlane.doors.portal.consents.clients import ask, clients, take_back
from clearlane.doors.portal.consents.consent import answer, consent
from clearlane.doors.portal.consents.consents import consents, revoke, withdraw

ADDRESSES = [
    path("clients", clients, name="clients"),
    path("clients/ask", ask, name="ask_consent"),
    path("clients/asks/<int:number>/take-back", take_back, name="take_back_ask"),
    path("consent", consent, name="consent"),
    path("consent/answer", answer, name="answer_consent"),
    path("consents", consents, name="consents"),
    path("consents/<int:number>/revoke", revoke, name="revoke_consent"),
    path("consents/asks/<int:number>/withdraw", withdraw, name="withdraw_consent"),
]
