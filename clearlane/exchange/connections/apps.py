from __future__ import annotations

from django.apps import AppConfig


class ConnectionsConfig(AppConfig):
    name = "clearlane.exchange.connections"
    label = "exchange_connections"
