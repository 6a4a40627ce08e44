from __future__ import annotations

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "clearlane.exchange.intake"
    label = "exchange_intake"
