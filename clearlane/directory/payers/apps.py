from __future__ import annotations

from django.apps import AppConfig


class PayersConfig(AppConfig):
    name = "clearlane.directory.payers"
    label = "directory_payers"
