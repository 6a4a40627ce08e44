from __future__ import annotations

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "clearlane.doors.portal"
    label = "doors_portal"

    def ready(self) -> None:
        """A fault behind a page stands in the log under the number that the page shows."""
        from django.core.signals import got_request_exception

        from clearlane.doors.portal.errors import log_fault

        got_request_exception.connect(log_fault, dispatch_uid="clearlane.doors.portal.log_fault")
