from __future__ import annotations

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "clearlane.exchange.claims"
    label = "exchange_claims"
