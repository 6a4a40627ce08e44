from __future__ import annotations

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "clearlane.foundation.outbox"
    label = "foundation_outbox"
