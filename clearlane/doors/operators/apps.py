from __future__ import annotations

from django.apps import AppConfig


class OperatorsConsoleConfig(AppConfig):
    name = "clearlane.doors.operators"
    label = "doors_operators"
