from __future__ import annotations

from django.apps import AppConfig


class RemitsConfig(AppConfig):
    name = "clearlane.exchange.remits"
    label = "exchange_remits"
