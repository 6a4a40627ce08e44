from __future__ import annotations

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "clearlane.doors.portal"
    label = "doors_portal"
