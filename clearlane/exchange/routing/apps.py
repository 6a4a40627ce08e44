from __future__ import annotations

from django.apps import AppConfig


class RoutingConfig(AppConfig):
    name = "clearlane.exchange.routing"
    label = "exchange_routing"
