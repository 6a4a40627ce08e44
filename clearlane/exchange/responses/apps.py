from __future__ import annotations

from django.apps import AppConfig


class ResponsesConfig(AppConfig):
    name = "clearlane.exchange.responses"
    label = "exchange_responses"
