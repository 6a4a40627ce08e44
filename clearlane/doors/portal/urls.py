"""Every address of the portal."""

from __future__ import annotations

from django.urls import path
from django.views.generic import TemplateView

from clearlane.doors.portal.pages.claims import claims
from clearlane.doors.portal.pages.files import files
from clearlane.doors.portal.pages.home import home
from clearlane.doors.portal.signup.addresses import ADDRESSES

urlpatterns = [
    path("", TemplateView.as_view(template_name="portal/landing.html"), name="landing"),
    *ADDRESSES,
    path("signin", TemplateView.as_view(template_name="portal/signin.html"), name="signin"),
    path("home", home, name="home"),
    path("claims", claims, name="claims"),
    path("files", files, name="files"),
]
