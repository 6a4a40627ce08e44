"""Every address of the operators' console: its own under /operator/, and the portal's pages that an operator may read.

All other addresses of the portal keep their names here, because its templates write them, and are refused.
"""

from __future__ import annotations

from django.urls import URLPattern, path
from django.views.generic import RedirectView

from clearlane.doors.api.health import healthz
from clearlane.doors.operators.addresses import ADDRESSES
from clearlane.doors.operators.inside import mount, refuse
from clearlane.doors.portal.urls import urlpatterns as portal

READ = frozenset(
    {"home", "files", "file", "explained_file", "claims", "claim", "claim_message", "mail", "explained_mail"}
    | {"payments", "payment"}
)


def _of_portal(each: URLPattern) -> URLPattern:
    view = mount(each.callback, name=each.name) if each.name in READ else refuse
    return path(str(each.pattern), view, name=each.name)


urlpatterns: list[URLPattern] = [
    path("healthz", healthz),
    *ADDRESSES,
    path("", RedirectView.as_view(url="/operator/"), name="landing"),
    *(_of_portal(each) for each in portal if each.name != "landing"),
]

handler400 = "clearlane.doors.portal.errors.not_understood"
handler404 = "clearlane.doors.operators.not_here.not_here"
handler500 = "clearlane.doors.portal.errors.our_fault"
