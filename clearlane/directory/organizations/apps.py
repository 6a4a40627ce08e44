from __future__ import annotations

from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "clearlane.directory.organizations"
    label = "directory_organizations"
