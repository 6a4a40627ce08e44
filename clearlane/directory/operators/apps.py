from __future__ import annotations

from django.apps import AppConfig


class OperatorsConfig(AppConfig):
    name = "clearlane.directory.operators"
    label = "directory_operators"
