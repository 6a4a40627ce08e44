from __future__ import annotations

from django.apps import AppConfig


class TenancyConfig(AppConfig):
    name = "clearlane.foundation.tenancy"
    label = "foundation_tenancy"
