"""Every address of the portal: sign-up, sign-in and a person's own account have lists of their own."""

from __future__ import annotations

from django.urls import path
from django.views.generic import TemplateView

from clearlane.doors.portal.account.addresses import ADDRESSES as ACCOUNT
from clearlane.doors.portal.consents.addresses import ADDRESSES as CONSENTS
from clearlane.doors.portal.members.addresses import ADDRESSES as MEMBERS
from clearlane.doors.portal.pages.claim import claim
from clearlane.doors.portal.pages.claims import claims, search
from clearlane.doors.portal.pages.claims_export import export
from clearlane.doors.portal.pages.explained import explained_file, explained_mail
from clearlane.doors.portal.pages.file import file, file_bytes
from clearlane.doors.portal.pages.files import files, send_files
from clearlane.doors.portal.pages.files import search as search_files
from clearlane.doors.portal.pages.find import find
from clearlane.doors.portal.pages.home import home
from clearlane.doors.portal.pages.message import claim_message, claim_message_x12, mail, mail_x12
from clearlane.doors.portal.pages.payment import payment
from clearlane.doors.portal.pages.payments import payments
from clearlane.doors.portal.pages.settings import choose_theme, settings
from clearlane.doors.portal.pages.switch import switch
from clearlane.doors.portal.pages.withdraw import withdraw_claim
from clearlane.doors.portal.signin.addresses import ADDRESSES as SIGN_IN
from clearlane.doors.portal.signup.addresses import ADDRESSES as SIGN_UP
from clearlane.doors.portal.welcome.addresses import ADDRESSES as WELCOME

urlpatterns = [
    path("", TemplateView.as_view(template_name="portal/landing.html"), name="landing"),
    *SIGN_UP,
    *SIGN_IN,
    *ACCOUNT,
    path("home", home, name="home"),
    path("claims", claims, name="claims"),
    path("claims/search", search, name="claims_search"),
    path("claims/export", export, name="claims_export"),
    path("claims/<uuid:claim_id>", claim, name="claim"),
    path("claims/<uuid:claim_id>/withdraw", withdraw_claim, name="withdraw_claim"),
    path("claims/<uuid:claim_id>/messages/<int:seq>", claim_message, name="claim_message"),
    path("claims/<uuid:claim_id>/messages/<int:seq>/x12", claim_message_x12, name="claim_message_x12"),
    path("files/<uuid:file_id>", file, name="file"),
    path("files/<uuid:file_id>/bytes", file_bytes, name="file_bytes"),
    path("files/<uuid:file_id>/explained", explained_file, name="explained_file"),
    path("files/send", send_files, name="send_files"),
    path("mailbox/<uuid:mail_id>", mail, name="mail"),
    path("mailbox/<uuid:mail_id>/explained", explained_mail, name="explained_mail"),
    path("mailbox/<uuid:mail_id>/x12", mail_x12, name="mail_x12"),
    path("files/search", search_files, name="files_search"),
    path("files", files, name="files"),
    path("payments", payments, name="payments"),
    path("payments/<uuid:payment_id>", payment, name="payment"),
    path("find", find, name="find"),
    path("switch", switch, name="switch"),
    path("settings", settings, name="settings"),
    path("settings/theme", choose_theme, name="theme"),
    *WELCOME,
    *MEMBERS,
    *CONSENTS,
]
