from __future__ import annotations

from django.apps import AppConfig


class RegistrationsConfig(AppConfig):
    name = "clearlane.directory.registrations"
    label = "directory_registrations"
