"""Every address of a person's own account."""

from __future__ import annotations

from django.urls import path

from clearlane.doors.portal.account.app import app_picture, authenticator_app
from clearlane.doors.portal.account.codes import recovery_codes
from clearlane.doors.portal.account.colleagues import colleagues
from clearlane.doors.portal.account.email import confirm_email, email, undo_email
from clearlane.doors.portal.account.factors import add_one_passkey, name_passkey, remove
from clearlane.doors.portal.account.keys import keys, revoke, rotate
from clearlane.doors.portal.account.password import password
from clearlane.doors.portal.account.security import account, end_devices
from clearlane.doors.portal.account.sftp import add_sftp, revoke_sftp

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
    path("account/keys", keys, name="keys"),
    path("account/keys/<str:prefix>/rotate", rotate, name="rotate_key"),
    path("account/keys/<str:prefix>/revoke", revoke, name="revoke_key"),
    path("account/sftp/add", add_sftp, name="add_sftp"),
    path("account/sftp/<str:username>/revoke", revoke_sftp, name="revoke_sftp"),
]
