"""Every address of the portal: sign-in and a person's own account have lists of their own."""

from __future__ import annotations

from django.urls import path
from django.views.generic import TemplateView

from clearlane.doors.portal.account.addresses import ADDRESSES as ACCOUNT
from clearlane.doors.portal.pages.claims import claims
from clearlane.doors.portal.pages.files import files
from clearlane.doors.portal.pages.home import home
from clearlane.doors.portal.signin.addresses import ADDRESSES as SIGN_IN

urlpatterns = [
    path("", TemplateView.as_view(template_name="portal/landing.html"), name="landing"),
    path("start", TemplateView.as_view(template_name="portal/start.html"), name="start"),
    *SIGN_IN,
    *ACCOUNT,
    path("home", home, name="home"),
    path("claims", claims, name="claims"),
    path("files", files, name="files"),
]
