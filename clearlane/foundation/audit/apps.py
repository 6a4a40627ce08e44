from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "clearlane.foundation.audit"
    label = "foundation_audit"
