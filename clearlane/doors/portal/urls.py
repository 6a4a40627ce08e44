"""Every address of the portal."""

from __future__ import annotations

from django.urls import path
from django.views.generic import TemplateView

from clearlane.doors.portal.account.app import app_picture, authenticator_app
from clearlane.doors.portal.account.codes import recovery_codes
from clearlane.doors.portal.account.colleagues import colleagues
from clearlane.doors.portal.account.email import confirm_email, email, undo_email
from clearlane.doors.portal.account.factors import add_one_passkey, name_passkey, remove
from clearlane.doors.portal.account.keys import keys, revoke, rotate
from clearlane.doors.portal.account.password import password
from clearlane.doors.portal.account.security import account, end_devices
from clearlane.doors.portal.account.sftp import add_sftp, revoke_sftp
from clearlane.doors.portal.pages.claims import claims
from clearlane.doors.portal.pages.files import files
from clearlane.doors.portal.pages.home import home
from clearlane.doors.portal.signin.code import second_step, second_step_options
from clearlane.doors.portal.signin.links import open_link
from clearlane.doors.portal.signin.lost import lost
from clearlane.doors.portal.signin.reset import reset, reset_new, reset_sent
from clearlane.doors.portal.signin.session import session
from clearlane.doors.portal.signin.sign_in import sign_in, sign_in_by_passkey, sign_out
from clearlane.doors.portal.signin.step_up import step_up, step_up_options

urlpatterns = [
    path("", TemplateView.as_view(template_name="portal/landing.html"), name="landing"),
    path("start", TemplateView.as_view(template_name="portal/start.html"), name="start"),
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
    path("address/confirm", confirm_email, name="confirm_email"),
    path("address/undo", undo_email, name="undo_email"),
    path("lost", lost, name="lost"),
    path("account/password", password, name="password"),
    path("account/email", email, name="email"),
    path("account/colleagues", colleagues, name="colleagues"),
    path("account", account, name="account"),
    path("account/devices/end", end_devices, name="end_devices"),
    path("account/passkeys/add", add_one_passkey, name="add_passkey"),
    path("account/passkeys/<int:factor>/name", name_passkey, name="name_passkey"),
    path("account/factors/<int:factor>/remove", remove, name="remove_factor"),
    path("account/app", authenticator_app, name="app"),
    path("account/app/picture.svg", app_picture, name="app_picture"),
    path("account/keys", keys, name="keys"),
    path("account/keys/<str:prefix>/rotate", rotate, name="rotate_key"),
    path("account/keys/<str:prefix>/revoke", revoke, name="revoke_key"),
    path("account/sftp/add", add_sftp, name="add_sftp"),
    path("account/sftp/<str:username>/revoke", revoke_sftp, name="revoke_sftp"),
    path("account/codes", recovery_codes, name="codes"),
    path("home", home, name="home"),
    path("claims", claims, name="claims"),
    path("files", files, name="files"),
]
