"""Every address of step 11: what to do first."""

from __future__ import annotations

from django.urls import path

from clearlane.doors.portal.welcome.connect import accounts, connect, make_api_key, make_key, paste_key, test_file
from clearlane.doors.portal.welcome.live import ask, give, live
from clearlane.doors.portal.welcome.sign import sign
from clearlane.doors.portal.welcome.welcome import sample, welcome

ADDRESSES = [
    path("welcome", welcome, name="welcome"),
    path("welcome/sample", sample, name="sample"),
    path("welcome/connect", connect, name="connect"),
    path("welcome/connect/accounts", accounts, name="connect_accounts"),
    path("welcome/connect/paste", paste_key, name="paste_key"),
    path("welcome/connect/make", make_key, name="make_key"),
    path("welcome/connect/api", make_api_key, name="make_api_key"),
    path("welcome/connect/claims.837", test_file, name="test_file"),
    path("live", live, name="live"),
    path("live/ask", ask, name="ask_live"),
    path("live/agreement", sign, name="sign_agreement"),
    path("live/pair", give, name="give_pair"),
]
