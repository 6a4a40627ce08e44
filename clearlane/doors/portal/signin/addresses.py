"""Every address at which a person signs in, or gets back in."""

from __future__ import annotations

from django.urls import path

from clearlane.doors.portal.signin.code import second_step, second_step_options
from clearlane.doors.portal.signin.links import open_link
from clearlane.doors.portal.signin.lost import lost
from clearlane.doors.portal.signin.reset import reset, reset_new, reset_sent
from clearlane.doors.portal.signin.session import session
from clearlane.doors.portal.signin.sign_in import sign_in, sign_in_by_passkey, sign_out
from clearlane.doors.portal.signin.step_up import step_up, step_up_options

ADDRESSES = [
    path("signin", sign_in, name="signin"),
    path("signin/passkey", sign_in_by_passkey, name="signin_passkey"),
    path("signin/code", second_step, name="signin_code"),
    path("signin/code/passkey", second_step_options, name="signin_code_passkey"),
    path("signout", sign_out, name="signout"),
    path("session", session, name="session"),
    path("step-up", step_up, name="step_up"),
    path("step-up/passkey", step_up_options, name="step_up_passkey"),
    path("reset", reset, name="reset"),
    path("reset/sent", reset_sent, name="reset_sent"),
    path("reset/new", reset_new, name="reset_new"),
    path("link/<str:kind>/<str:token>", open_link, name="open_link"),
    path("lost", lost, name="lost"),
]
