from __future__ import annotations

from django.apps import AppConfig


class BatchesConfig(AppConfig):
    name = "clearlane.exchange.batches"
    label = "exchange_batches"
