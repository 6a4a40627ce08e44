from __future__ import annotations

from django.apps import AppConfig


class WorklistsConfig(AppConfig):
    name = "clearlane.exchange.worklists"
    label = "exchange_worklists"
