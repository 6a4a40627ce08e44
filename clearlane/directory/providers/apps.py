from __future__ import annotations

from django.apps import AppConfig


class ProvidersConfig(AppConfig):
    name = "clearlane.directory.providers"
    label = "directory_providers"
