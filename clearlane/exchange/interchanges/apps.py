from __future__ import annotations

from django.apps import AppConfig


class InterchangesConfig(AppConfig):
    name = "clearlane.exchange.interchanges"
    label = "exchange_interchanges"
