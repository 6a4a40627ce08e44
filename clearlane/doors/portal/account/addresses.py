"""Every address of a person's own account."""

from __future__ import annotations

from django.urls import path

from clearlane.doors.portal.account.app import app_picture, authenticator_app
from clearlane.doors.portal.account.codes import recovery_codes
from clearlane.doors.portal.account.colleagues import colleagues
from clearlane.doors.portal.account.email import confirm_email, email, undo_email
from clearlane.doors.portal.account.factors import add_one_passkey, name_passkey, remove
from clearlane.doors.portal.account.password import password
from clearlane.doors.portal.account.security import account, end_devices

ADDRESSES = [
    path("address/confirm", confirm_email, name="confirm_email"),
    path("address/undo", undo_email, name="undo_email"),
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
    path("account/codes", recovery_codes, name="codes"),
]
