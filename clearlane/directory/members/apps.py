from __future__ import annotations

from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "clearlane.directory.members"
    label = "directory_members"
