"""Every address of the portal."""

from __future__ import annotations

from django.urls import path
from django.views.generic import TemplateView

from clearlane.doors.portal.pages.claims import claims
from clearlane.doors.portal.pages.files import files
from clearlane.doors.portal.pages.home import home
from clearlane.doors.portal.welcome.connect import accounts, connect, make_api_key, make_key, paste_key
from clearlane.doors.portal.welcome.welcome import sample, welcome

urlpatterns = [
    path("", TemplateView.as_view(template_name="portal/landing.html"), name="landing"),
    path("start", TemplateView.as_view(template_name="portal/start.html"), name="start"),
    path("signin", TemplateView.as_view(template_name="portal/signin.html"), name="signin"),
    path("home", home, name="home"),
    path("claims", claims, name="claims"),
    path("files", files, name="files"),
    path("welcome", welcome, name="welcome"),
    path("welcome/sample", sample, name="sample"),
    path("welcome/connect", connect, name="connect"),
    path("welcome/connect/accounts", accounts, name="connect_accounts"),
    path("welcome/connect/paste", paste_key, name="paste_key"),
    path("welcome/connect/make", make_key, name="make_key"),
    path("welcome/connect/api", make_api_key, name="make_api_key"),
]
