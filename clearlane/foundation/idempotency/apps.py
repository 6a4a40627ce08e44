from __future__ import annotations

from django.apps import AppConfig


class IdempotencyConfig(AppConfig):
    name = "clearlane.foundation.idempotency"
    label = "foundation_idempotency"
